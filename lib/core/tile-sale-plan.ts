import { capOf, shareOut, type Asked, type AllocationPart, type Candidate, type LoanFacts } from "./allocation";
import { broughtTo } from "./distribution";
import { invariant } from "./invariant";
import { minMoney, sumMoney, type Money } from "./money";
import { largestPartFor, priceOf, sumOf, type SaleCounters, type TileMoney } from "./tile-sale";

/** A tile on offer, and the loan as its buyers judge it. */
export type OfferedTile = {
  readonly amount: Money;
  readonly offset: Money;
  readonly counters: SaleCounters;
  /** Term: from today to the last due date. */
  readonly loan: LoanFacts;
  /** Depositors' live tiles of the loan, this one included and the bank's not: the product's largest number holds for sales too. */
  readonly tileCount: number;
};

/** What one buyer gets of a tile, and what it costs. */
type BoughtPart = {
  readonly depositorId: number;
  readonly amount: Money;
  readonly offset: Money;
  readonly price: TileMoney;
  /** What the counters had brought the part before: the buyer's row begins there. */
  readonly brought: TileMoney;
  /** Two floors may add up to less than one: units by which cutting this part off lowered what is settled. */
  readonly handedBack: TileMoney;
};

export type SalePlan = {
  /** In ring order, from the tile's offset on. */
  readonly parts: readonly BoughtPart[];
  /** What the seller keeps, behind them; null when all of it is sold. */
  readonly kept: { readonly amount: Money; readonly offset: Money; readonly brought: TileMoney } | null;
};

/** More buyers than this do not share one tile. */
export const BUYERS_MAX = 100;

/**
 * One turn of the round-robin cycle: shares a tile out over the next buyers of the ring as evenly as a loan is shared
 * out over its funders, by the same limits and the same water-filling. Limits are money, so each is turned into the
 * most of the tile that it buys. What is left with the seller, or with anybody, is never below the smallest tile.
 * @param buyers in any order; their `position` decides. The seller is not among them
 * @returns null when nobody can buy a part that may be sold
 */
export function planSale(tile: OfferedTile, buyers: readonly Candidate[]): SalePlan | null {
  const smallestTileMinor = minMoney(tile.loan.smallestTileMinor, tile.amount);
  const asked = buyers.map((buyer) => askedFor(tile, buyer, smallestTileMinor));
  const room = roomOf(tile);
  const whole = shareOut(tile.amount, asked, { smallestTileMinor, tileCountMax: room });
  if (whole.ok) return planOf(tile, whole.parts);

  // A part is sold only if another can stay with the seller: one tile more, and at least the smallest.
  const sellable = tile.amount - smallestTileMinor;
  if (sellable < smallestTileMinor || room < 2) return null;
  const { parts } = shareOut(sellable, asked, { smallestTileMinor, tileCountMax: room - 1 });
  return planOf(tile, parts);
}

/** The most of the tile that a buyer may take: the cap in money by the strategy, as a nominal amount. */
function askedFor({ amount, counters, loan }: OfferedTile, buyer: Candidate, smallestTileMinor: Money): Asked {
  const { depositorId, position } = buyer;
  // The smallest tile is a nominal amount, so it cannot be held against money.
  const { cap: money, heldBy } = capOf(buyer, { ...loan, smallestTileMinor: 1n });
  const cap = largestPartFor(money, amount, counters);
  if (money > 0n && cap < smallestTileMinor) return { depositorId, position, cap: 0n, heldBy: "smallest_tile" };
  return { depositorId, position, cap, heldBy };
}

/** Into how many tiles this one may fall: at least one, because a sale of the whole adds none. */
function roomOf({ loan: { tileCountMax }, tileCount }: OfferedTile): number {
  return tileCountMax === null ? BUYERS_MAX : Math.min(BUYERS_MAX, Math.max(1, tileCountMax - tileCount + 1));
}

function planOf(tile: OfferedTile, shares: readonly AllocationPart[]): SalePlan | null {
  const given = shares.filter((share) => share.amount > 0n);
  if (given.length === 0) return null;
  let rest = { amount: tile.amount, brought: broughtTo(tile.amount, tile.counters) };
  const parts = given.map(({ depositorId, amount }): BoughtPart => {
    const brought = broughtTo(amount, tile.counters);
    const left = rest.amount - amount;
    const after = broughtTo(left, tile.counters);
    const handedBack = {
      principal: rest.brought.principal - brought.principal - after.principal,
      interest: rest.brought.interest - brought.interest - after.interest,
    };
    const offset = tile.offset + tile.amount - rest.amount;
    rest = { amount: left, brought: after };
    return { depositorId, amount, offset, price: priceOf(amount, tile.counters), brought, handedBack };
  });
  // Of a tile of which hardly anything is left, the units handed back could be more than the price: it is not cut up.
  const handedBack = sumMoney(parts.map((part) => sumOf(part.handedBack)));
  if (handedBack >= sumMoney(parts.map((part) => sumOf(part.price)))) return null;
  const kept = rest.amount > 0n ? { ...rest, offset: tile.offset + tile.amount - rest.amount } : null;
  invariant(sumMoney(parts.map((part) => part.amount)) + rest.amount === tile.amount, "tile sale: the parts must add up to the tile");
  return { parts, kept };
}

/** What all buyers pay, and what of it goes back to be distributed. */
export function proceedsOf({ parts }: SalePlan): { paid: TileMoney; handedBack: TileMoney } {
  const total = (read: (part: BoughtPart) => TileMoney): TileMoney => ({
    principal: sumMoney(parts.map((part) => read(part).principal)),
    interest: sumMoney(parts.map((part) => read(part).interest)),
  });
  return { paid: total((part) => part.price), handedBack: total((part) => part.handedBack) };
}
