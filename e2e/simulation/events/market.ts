import { offerTiles } from "@/lib/market/operations/offer-tiles";
import { sellTiles } from "@/lib/market/operations/sell-tiles";
import { takeBackOffer } from "@/lib/market/operations/take-back-offer";
import { nextOfferToTry } from "@/lib/market/queries";
import { system } from "@/lib/core/permissions";
import { actorWithId, attempting, rowsOf, someRow, type WorldEvent } from "../world";

export const marketEvents: readonly WorldEvent[] = [
  {
    name: "a depositor offers tiles for sale",
    weight: 9,
    async attempt(world) {
      const row = await someRow(world, "SELECT t.id, t.depositor_id FROM tiles t JOIN loans l ON l.id = t.loan_id WHERE t.live = 1 AND t.depositor_id IS NOT NULL AND l.state = 'active' ORDER BY t.id");
      if (!row) return null;
      const others = await rowsOf("SELECT id FROM tiles WHERE depositor_id = ? AND live = 1 AND closed = 0 AND id <> ? ORDER BY id LIMIT 3", [row.depositor_id, row.id]);
      const tileIds = [Number(row.id), ...(world.random.percent(20) ? others.map(({ id }) => Number(id)) : [])];
      return attempting(offerTiles, { actor: actorWithId(world.depositors, Number(row.depositor_id)), input: { tileIds }, refusals: ["tile_not_for_sale", "tile_offered_already"] });
    },
  },
  {
    name: "a depositor takes an offer back",
    weight: 2,
    async attempt(world) {
      const row = await someRow(world, "SELECT id, seller_id FROM tile_offers ORDER BY id DESC LIMIT 8");
      return row && attempting(takeBackOffer, { actor: actorWithId(world.depositors, Number(row.seller_id)), input: { offerId: row.id }, refusals: ["offer_not_open"] });
    },
  },
  {
    name: "the market takes one turn",
    weight: 5,
    attempt: async () => ((await nextOfferToTry()) === null ? null : attempting(sellTiles, { actor: system, input: {}, refusals: [] })),
  },
];
