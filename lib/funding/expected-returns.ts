import { advanceCounters, linePart, type RoundCounters } from "@/lib/core/distribution";
import type { Money } from "@/lib/core/money";

/** What is unpaid of a loan's schedule in one stretch of time. */
export type UnpaidStretch = { principal: Money; interest: Money };

/** A tile and the loan behind it, as far as what is to come depends on them. */
export type ExpectingTile = {
  amount: Money;
  counters: RoundCounters;
  /** Principal that valid payments have earned: what the borrower has repaid. */
  principalEarned: Money;
  feePpm: number;
  fundPpm: number;
};

/** What a tile gets back in one stretch of time; interest net of servicing fee and fund share. */
export type ExpectedReturn = { principal: Money; interest: Money };

/**
 * What a tile gets back in each of these stretches, oldest first, when the borrower pays all of them. It is the very
 * rule of a payment (`advanceCounters`, `linePart`), applied to payments that have not come yet, so that what is
 * expected and what is then paid agree to the minor unit.
 */
export function expectedReturns(tile: ExpectingTile, unpaid: readonly UnpaidStretch[]): ExpectedReturn[] {
  const { feePpm, fundPpm, amount } = tile;
  const place = { amount, total: tile.counters.total };
  let counters = tile.counters;
  let principal = tile.principalEarned;
  let interestGross = tile.counters.interestGross;
  return unpaid.map((stretch) => {
    principal += stretch.principal;
    interestGross += stretch.interest;
    const before = counters;
    counters = advanceCounters(before, { principal, interestGross, feePpm, fundPpm }, 0n).counters;
    return {
      principal: linePart(before.cumPrincipal, counters.cumPrincipal, place),
      interest: linePart(before.cumInterest, counters.cumInterest, place),
    };
  });
}
