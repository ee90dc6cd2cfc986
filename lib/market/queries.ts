import { z } from "zod";
import { database, type Db } from "@/db/client";
import { addDays, type BusinessDate } from "@/lib/core/business-date";
import type { Grade } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";
import { expectedWaitDays, type SaleObstacle, type TileMoney } from "@/lib/core/tile-sale";
import { findLiveTile } from "@/lib/funding/sale-steps";
import { readLoanAccount } from "@/lib/loans/account-steps";
import { readBusinessDate } from "@/lib/platform/clock";
import { cursorInput } from "@/lib/platform/cursor-page";
import { countInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";
import { obstacleOf, priceToday } from "./loan-on-offer";
import { readOfferable, readOnOffer, readOwnOffers, readOwnOffersAfter, readSoldSince, type OwnOffer } from "./offer-list-store";
import { OFFERED_AT_ONCE_MAX, offerStates, tileInput } from "./schemas";
import { readNextOffer, readOpenOffer, type Offer } from "./store";

/** The pace of the market is measured over so many business dates. */
const PACE_DAYS = 30;

/** How long a tile may wait for buyers, said from what was sold and never promised. Minor units. */
export type ExpectedWait = {
  /** Of the same grade: sold in the last business dates, and on offer before this one. */
  sold: Money;
  ahead: Money;
  paceDays: number;
  /** At that pace; null when nothing was sold. */
  days: number | null;
};

export type TileSale = {
  /** Null when the tile can be sold today. */
  obstacle: SaleObstacle | null;
  /** Par plus accrued interest today; null with an obstacle. */
  price: TileMoney | null;
  wait: ExpectedWait | null;
  /** The open offer of it, or null. */
  offer: Pick<Offer, "offerId" | "offeredOn" | "triedOn"> | null;
};

/** What an own tile would bring today, and how it stands on the market; null when it is not a live tile of this depositor's. */
export const getTileSale = defineQuery({
  name: "market.get-tile-sale",
  input: tileInput,
  async run({ db, actor, today }, { tileId }): Promise<TileSale | null> {
    const tile = await findLiveTile(db, tileId, actor.id);
    const loan = tile && (await readLoanAccount(db, tile.loanId));
    if (!loan) return null;
    const obstacle = obstacleOf(tile, loan, today);
    if (obstacle !== null) return { obstacle, price: null, wait: null, offer: await readOpenOffer(db, tileId) };
    const price = priceToday(tile, loan, today);
    const offer = await readOpenOffer(db, tileId);
    const wait = await readWait(db, { grade: loan.loan.grade, own: price.principal + price.interest, offerId: offer?.offerId ?? null, today });
    return { obstacle, price, wait, offer };
  },
});

type Waiting = { grade: Grade | null; own: Money; offerId: number | null; today: BusinessDate };

async function readWait(db: Db, { grade, own, offerId, today }: Waiting): Promise<ExpectedWait> {
  const [sold, ahead] = await Promise.all([readSoldSince(db, grade, addDays(today, -PACE_DAYS + 1)), readOnOffer(db, grade, offerId)]);
  return { sold, ahead, paceDays: PACE_DAYS, days: expectedWaitDays({ ahead, own }, { sold, days: PACE_DAYS }) };
}

const PAGE_SIZE = 25;

/** Own offers, 25 to a page, those that are open first. */
export const listOwnOffers = defineQuery({
  name: "market.list-own-offers",
  input: z.object({ page: countInput(1, 10_000).catch(1) }),
  async run({ db, actor }, { page }): Promise<{ rows: OwnOffer[]; total: number; page: number; pageSize: number }> {
    return { ...(await readOwnOffers(db, actor.id, { page, pageSize: PAGE_SIZE })), page, pageSize: PAGE_SIZE };
  },
});

/** The same for machines: newest first, in any number, those of one state where one is named. */
export const walkOwnOffers = defineQuery({
  name: "market.list-own-offers",
  input: z.object({ state: z.enum(offerStates).optional(), ...cursorInput }),
  run: ({ db, actor }, { state, limit, after }): Promise<OwnOffer[]> => readOwnOffersAfter(db, actor.id, { state, limit, after }),
});

/** Which own tiles could be offered today, the largest first, as many as can be offered at once. */
export const getOfferable = defineQuery({
  name: "market.list-own-offers",
  input: z.object({}),
  run: ({ db, actor, today }): Promise<{ tileIds: number[]; left: Money }> => readOfferable(db, actor.id, { today, limit: OFFERED_AT_ONCE_MAX }),
});

/** The next offer that today's cycle has not tried, or null; so that a job need not open a transaction to find nothing. */
export async function nextOfferToTry(except: readonly number[] = []): Promise<number | null> {
  const db = database();
  return (await readNextOffer(db, await readBusinessDate(db), except))?.offerId ?? null;
}
