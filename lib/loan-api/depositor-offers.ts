import { z } from "zod";
import { grades } from "@/lib/core/loan";
import { saleObstacles } from "@/lib/core/tile-sale";
import { offerTiles } from "@/lib/market/operations/offer-tiles";
import { takeBackOffer } from "@/lib/market/operations/take-back-offer";
import { getTileSale, walkOwnOffers, type TileSale } from "@/lib/market/queries";
import { offerStates } from "@/lib/market/schemas";
import { refuse } from "@/lib/platform/errors";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, filterSent, idAnswered, idSent, pageAnswered, pageOf, pageSent } from "./fields";

/* The early way out of a loan: own tiles are sold to other depositors at par plus accrued interest. */

/** POST /api/depositors/offers */
export const offerTilesEndpoint = defineEndpoint({
  id: "offerTiles",
  method: "POST",
  path: "/api/depositors/offers",
  tag: "Depositors",
  summary: "Offer own tiles for sale",
  description:
    "All of them or none, at the principal not yet back plus the interest accrued to the day, without a fee. After each close of business other depositors' waiting money buys them in turns, oldest offers first, whole or in parts.",
  permission: "market.offer-tiles",
  body: z.object({ tile_ids: z.array(idSent, { error: "List the tiles that you want to sell." }).meta({ description: "From 1 to 200 tiles.", example: [31] }) }),
  bodyExample: { tile_ids: [31] },
  isIdempotent: true,
  refusals: ["not_found", "tile_not_for_sale", "tile_offered_already"],
  fields: { tileIds: "tile_ids" },
  answer: {
    status: 201,
    schema: z.object({ message: z.string(), offers: z.array(z.object({ offer_id: idAnswered, tile_id: idAnswered, loan_id: idAnswered })) }),
    example: { message: "On offer from the next close of business on.", offers: [{ offer_id: 4, tile_id: 31, loan_id: 7 }] },
  },
  async run({ body }, call) {
    const { offers } = await call.execute(offerTiles, { tileIds: body.tile_ids });
    return {
      message: "On offer from the next close of business on.",
      offers: offers.map(({ offerId, tileId, loanId }) => ({ offer_id: offerId, tile_id: tileId, loan_id: loanId })),
    };
  },
});

const offerAnswered = z
  .object({
    offer_id: idAnswered,
    tile_id: idAnswered.meta({ description: "Of what is left of the tile; it changes when a part is sold." }),
    loan_id: idAnswered,
    product_name: z.string(),
    grade: z.enum(grades).nullable(),
    state: z.enum(offerStates),
    offered_date: dateAnswered,
    ended_date: dateAnswered.nullable(),
    lapsed_for: z.enum(saleObstacles).nullable().meta({ description: "Why it lapsed." }),
    left: amountAnswered.meta({ description: "Principal still on offer." }),
    proceeds: amountAnswered.meta({ description: "What was sold of it brought so far, accrued interest included." }),
  })
  .meta({ id: "TileOffer" });

/** GET /api/depositors/offers */
export const listOffersEndpoint = defineEndpoint({
  id: "listOffers",
  method: "GET",
  path: "/api/depositors/offers",
  tag: "Depositors",
  summary: "Own offers",
  description: "The newest first.",
  permission: "market.list-own-offers",
  query: z.object({
    state: filterSent(z.enum(offerStates, { error: `Use one of ${offerStates.join(", ")}.` })).meta({ description: "Only offers in this state.", example: "open" }),
    ...pageSent,
  }),
  answer: {
    schema: z.object({ offers: z.array(offerAnswered), ...pageAnswered }),
    example: {
      offers: [
        {
          ...{ offer_id: 4, tile_id: 31, loan_id: 7, product_name: "Personal loan", grade: "B", state: "open", offered_date: "2026-05-02" },
          ...{ ended_date: null, lapsed_for: null, left: 3225.94, proceeds: 0 },
        },
      ],
      has_more: false,
    },
  },
  async run({ query: { state, limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(walkOwnOffers, { state, limit: limit + 1, after }), limit);
    const offers = rows.map((offer) => ({
      ...{ offer_id: offer.offerId, tile_id: offer.tileId, loan_id: offer.loanId, product_name: offer.productName, grade: offer.grade, state: offer.state },
      ...{ offered_date: offer.offeredOn, ended_date: offer.endedOn, lapsed_for: offer.lapsedFor, left: amountOf(offer.left), proceeds: amountOf(offer.proceeds) },
    }));
    return { offers, has_more };
  },
});

/** DELETE /api/depositors/offers/{id} */
export const takeBackOfferEndpoint = defineEndpoint({
  id: "takeBackOffer",
  method: "DELETE",
  path: "/api/depositors/offers/{id}",
  tag: "Depositors",
  summary: "Take an offer back",
  description: "What is not sold of the tile stays yours. What was sold stays sold.",
  permission: "market.take-back-offer",
  params: z.object({ id: idSent }),
  isIdempotent: true,
  refusals: ["not_found", "offer_not_open"],
  answer: { schema: z.object({ message: z.string(), offer_id: idAnswered }), example: { message: "The tile is no longer on offer.", offer_id: 4 } },
  async run({ params }, call) {
    const { offerId } = await call.execute(takeBackOffer, { offerId: params.id });
    return { message: "The tile is no longer on offer.", offer_id: offerId };
  },
});

const waitAnswered = z.object({
  days: z.number().int().nullable().meta({ description: "At the pace of the last days; null when nothing was sold in them, because then nobody can say." }),
  pace_days: z.number().int(),
  sold: amountAnswered.meta({ description: "Sold in these business dates of loans of the same grade." }),
  ahead: amountAnswered.meta({ description: "On offer before this tile, of the same grade." }),
});

/** GET /api/depositors/tiles/{id}/price */
export const getTilePriceEndpoint = defineEndpoint({
  id: "getTilePrice",
  method: "GET",
  path: "/api/depositors/tiles/{id}/price",
  tag: "Depositors",
  summary: "What an own tile would bring today",
  description: "Par plus accrued interest on the business date. A sale takes place after a close of business and counts the interest to that day.",
  permission: "market.get-tile-sale",
  params: z.object({ id: idSent }),
  answer: {
    schema: z.object({
      obstacle: z.enum(saleObstacles).nullable().meta({ description: "Why it cannot be sold today." }),
      price: z.object({ principal: amountAnswered, interest: amountAnswered, total: amountAnswered }).nullable(),
      expected_wait: waitAnswered.nullable(),
      offer_id: idAnswered.nullable().meta({ description: "The open offer of this tile." }),
    }),
    example: {
      ...{ obstacle: null, price: { principal: 3225.94, interest: 12.4, total: 3238.34 } },
      ...{ expected_wait: { days: 3, pace_days: 30, sold: 42000, ahead: 850 }, offer_id: null },
    },
  },
  run: async ({ params }, call) => answerOfSale((await call.read(getTileSale, { tileId: params.id })) ?? refuse("not_found")),
});

function answerOfSale({ obstacle, price, wait, offer }: TileSale) {
  return {
    obstacle,
    price: price && { principal: amountOf(price.principal), interest: amountOf(price.interest), total: amountOf(price.principal + price.interest) },
    expected_wait: wait && { days: wait.days, pace_days: wait.paceDays, sold: amountOf(wait.sold), ahead: amountOf(wait.ahead) },
    offer_id: offer?.offerId ?? null,
  };
}
