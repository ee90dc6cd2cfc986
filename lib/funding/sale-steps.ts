import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { Candidate, LoanFacts } from "@/lib/core/allocation";
import { tileSoldEntry } from "@/lib/core/entries";
import { invariant } from "@/lib/core/invariant";
import { sumMoney, type Money } from "@/lib/core/money";
import { receivedBy } from "@/lib/core/received-money";
import { saleCounters, sumOf, type SaleCounters } from "@/lib/core/tile-sale";
import { BUYERS_MAX, planSale, proceedsOf, type SalePlan } from "@/lib/core/tile-sale-plan";
import { postEntry } from "@/lib/ledger/steps";
import { moveDepositors, type DepositorMove } from "./depositor-store";
import { lockMarketPool, readBuyers, readLiveTile, replaceTile, type LiveTile } from "./sale-store";
import { settleHeld, type EntryContext } from "./settlement";
import { lockDepositors, readRingAfter, reserveRing, type LockedDepositor } from "./store";

export type { LiveTile };

/** The ring as buyers of tiles go round it; loans have pool 1. */
const MARKET_POOL = 2;
/** More buyers are asked than could buy, because some strategies refuse the loan. */
const SPARE_BUYERS = 2;
const EXTENSION_FACTOR = 4;

/** The loan behind a tile on offer, as far as its price and its buyers depend on it. Its row is locked by the caller. */
export type LoanOnOffer = {
  facts: LoanFacts;
  /** Gross interest accrued to the business date and not paid. */
  accrued: Money;
  feePpm: number;
  fundPpm: number;
};

/** A depositor's live tile; null when it is not (any more) among this depositor's. */
export async function findLiveTile(db: Db | Tx, tileId: number, depositorId: number): Promise<LiveTile | null> {
  return readLiveTile(db, tileId, depositorId);
}

/** What a sale made. `keptTileId` is the seller's new row, null when all of it was sold. */
export type SoldTile = {
  entryId: number;
  sales: readonly { buyerId: number; boughtTileId: number; amount: Money; principal: Money; interest: Money; handedBack: Money; handedBackInterest: Money }[];
  /** What the seller got, and the nominal amount it was for. */
  proceeds: Money;
  amount: Money;
  keptTileId: number | null;
};

/**
 * Sells a tile, or as much of it as the next depositors of the ring may buy: settles it to the seller, ends the row,
 * begins the buyers' rows (and the seller's, for what is left), posts the price. The loan's row is locked, so its
 * counters stand still; the seller and the buyers are locked here, ascending.
 * @returns null when nobody buys
 */
export async function sellTile(tx: Tx, tile: LiveTile, { loan, entry }: { loan: LoanOnOffer; entry: EntryContext }): Promise<SoldTile | null> {
  const counters = saleCounters(tile.counters, loan.accrued, loan);
  const asked = await askBuyers(tx, tile, { loan, counters });
  if (!asked) return null;
  const buyerIds = asked.parts.map((part) => part.depositorId);
  const locked = new Map((await lockDepositors(tx, [tile.depositorId, ...buyerIds])).map((each) => [each.depositorId, each]));
  // What was seen without locks may be gone: the same rule decides again, over those who were to buy.
  const plan = planOf(tile, { loan, counters, buyers: await readBuyers(tx, buyerIds, tile.loanId) });
  if (!plan) return null;

  const seller = locked.get(tile.depositorId);
  invariant(seller !== undefined, "tile sale: the seller has a row");
  await settleHeld(tx, { depositors: [seller], bankIds: [] }, { context: entry, scope: { loanIds: [tile.loanId] } });
  // Settling has moved what is due and kept aside.
  const [settled = seller] = await lockDepositors(tx, [tile.depositorId]);
  return bookSale(tx, { tile, plan, seller: settled, counters }, entry);
}

async function askBuyers(tx: Tx, tile: LiveTile, terms: { loan: LoanOnOffer; counters: SaleCounters }): Promise<SalePlan | null> {
  await lockMarketPool(tx, MARKET_POOL);
  const byReasonOfSize = Number(tile.amount / terms.loan.facts.smallestTileMinor) + 1;
  const first = await reserveRing(tx, MARKET_POOL, Math.min(byReasonOfSize, BUYERS_MAX) + SPARE_BUYERS);
  const direct = planOf(tile, { ...terms, buyers: await readBuyers(tx, first, tile.loanId) });
  if (direct && !direct.kept) return direct;
  const order = [...first, ...(await readRingAfter(tx, first, EXTENSION_FACTOR * Math.max(first.length, 1)))];
  return planOf(tile, { ...terms, buyers: await readBuyers(tx, order, tile.loanId) });
}

function planOf({ depositorId, amount, offset, tileCount }: LiveTile, { loan, counters, buyers }: { loan: LoanOnOffer; counters: SaleCounters; buyers: readonly Candidate[] }): SalePlan | null {
  const others = buyers.filter((buyer) => buyer.depositorId !== depositorId);
  return planSale({ amount, offset, counters, loan: loan.facts, tileCount }, others);
}

type Sale = { tile: LiveTile; plan: SalePlan; seller: LockedDepositor; counters: SaleCounters };

async function bookSale(tx: Tx, sale: Sale, entry: EntryContext): Promise<SoldTile> {
  const { tile, plan, seller, counters } = sale;
  const { paid, handedBack } = proceedsOf(plan);
  const draft = tileSoldEntry({
    seller: { depositorId: seller.depositorId, due: seller.due },
    buyers: plan.parts.map(({ depositorId, price }) => ({ depositorId, amount: sumOf(price) })),
    handedBack: sumOf(handedBack),
  });
  const after = { cumPrincipalAfter: counters.cumPrincipal, cumInterestAfter: counters.cumInterest };
  const entryId = await postEntry(tx, draft, { ...entry, loanId: tile.loanId, roundNumber: tile.roundNumber, ...after });
  const begun = [...plan.parts, ...(plan.kept ? [{ ...plan.kept, depositorId: seller.depositorId }] : [])];
  const ids = await replaceTile(tx, tile, { begun, entryId });
  const proceeds = sumOf(paid) - sumOf(handedBack);
  await moveDepositors(tx, [...plan.parts.map(boughtMove), sellerMove(sale, proceeds)]);
  return {
    entryId,
    sales: plan.parts.map((part, index) => ({
      ...{ buyerId: part.depositorId, boughtTileId: ids[index] ?? 0, amount: part.amount, ...part.price },
      ...{ handedBack: sumOf(part.handedBack), handedBackInterest: part.handedBack.interest },
    })),
    proceeds,
    amount: sumMoney(plan.parts.map((part) => part.amount)),
    keptTileId: plan.kept ? (ids.at(-1) ?? null) : null,
  };
}

function boughtMove({ depositorId, amount, price, brought }: SalePlan["parts"][number]): DepositorMove {
  return { depositorId, available: -sumOf(price), working: amount - brought.principal };
}

function sellerMove({ plan, seller }: Sale, proceeds: Money): DepositorMove {
  const { paid, handedBack } = proceedsOf(plan);
  // Of the price the principal, less the units that the parts have not had yet and the whole had.
  const working = handedBack.principal - paid.principal;
  return { depositorId: seller.depositorId, working, ...receivedBy(seller, proceeds) };
}
