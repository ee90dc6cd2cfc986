import { daysBetween, type BusinessDate } from "./business-date";
import { broughtTo, earnedSplit, interimEntitlement, type RoundCounters } from "./distribution";
import { invariant } from "./invariant";
import type { LoanState } from "./loan";
import { periodOf } from "./loan-account";
import { divide, maxMoney, type Money } from "./money";
import { payoff, type LoanAccount } from "./repayment";

/* What a tile is worth on the day it is sold. Who buys it is in tile-sale-plan.ts. Minor units. */

/** Principal and interest apart, as they are everywhere in the books. */
export type TileMoney = { readonly principal: Money; readonly interest: Money };

/** The counters of a tile's round, with X: the funders' interest if what has accrued to the business date were paid. */
export type SaleCounters = Pick<RoundCounters, "total" | "cumPrincipal" | "cumInterest"> & { readonly interestIfPaid: Money };

/** Why a tile cannot be sold now. */
export const saleObstacles = ["not_running", "past_due", "advance", "nothing_left"] as const;
export type SaleObstacle = (typeof saleObstacles)[number];

/** What decides whether a tile may be sold. */
export type SaleFacts = {
  readonly loanState: LoanState;
  readonly oldestUnpaidDueOn: BusinessDate | null;
  readonly advance: Money;
  /** Of the tile's principal, what has not come back. */
  readonly principalLeft: Money;
};

/**
 * Why a tile is not for sale on a date, in order of precedence; null when it is. Late loans are excluded because par
 * would be too much for them, and a loan with an advance because its next payments go to the platform first.
 */
export function saleObstacle({ loanState, oldestUnpaidDueOn, advance, principalLeft }: SaleFacts, today: BusinessDate): SaleObstacle | null {
  if (loanState !== "active") return "not_running";
  if (oldestUnpaidDueOn !== null && oldestUnpaidDueOn < today) return "past_due";
  if (advance !== 0n) return "advance";
  return principalLeft <= 0n ? "nothing_left" : null;
}

/**
 * Gross interest that a borrower owes for the time up to a date and has not paid. On a flat loan, whose payoff is
 * everything left of the schedule, it is the interest of the running period by its days, so that a buyer pays for the
 * days behind and gets those ahead.
 */
export function interestAccruedTo(account: LoanAccount, on: BusinessDate): Money {
  if (account.terms.method !== "flat") return payoff(account, on).interest;
  const running = account.instalments.findIndex((each) => each.dueOn > on);
  const behind = running < 0 ? account.instalments : account.instalments.slice(0, running);
  const due = behind.reduce((sum, each) => sum + each.interest - each.interestPaid, 0n);
  const accruing = account.instalments[running];
  if (!accruing) return due;
  const { from, to } = periodOf(account, running);
  const accrued = divide(accruing.interest * BigInt(daysBetween(from, on)), BigInt(daysBetween(from, to)), "floor");
  return due + maxMoney(accrued - accruing.interestPaid, 0n);
}

/**
 * The counters by which a tile is sold.
 * @param counters of a round without an advance: its net interest is the floors of its gross interest
 * @param accrued from `interestAccruedTo`
 */
export function saleCounters(counters: RoundCounters, accrued: Money, { feePpm, fundPpm }: { feePpm: number; fundPpm: number }): SaleCounters {
  const { total, cumPrincipal, cumInterest, interestGross } = counters;
  const interestIfPaid = earnedSplit(interestGross + accrued, feePpm, fundPpm).net;
  invariant(accrued >= 0n && interestIfPaid >= cumInterest, "tile sale: accrued interest adds to what funders have");
  return { total, cumPrincipal, cumInterest, interestIfPaid };
}

/**
 * Par plus accrued interest, no fee: (f − settled principal) + (floor(X · f / T) − settled interest), for a tile or a
 * part of one whose settled figures are at the floors of the counters.
 */
export function priceOf(amount: Money, counters: SaleCounters): TileMoney {
  const brought = broughtTo(amount, counters);
  return { principal: amount - brought.principal, interest: interimEntitlement(counters.interestIfPaid, amount, counters.total) - brought.interest };
}

/** Both parts of a price together. */
export function sumOf({ principal, interest }: TileMoney): Money {
  return principal + interest;
}

/**
 * What a depositor has back when a loan turns out never to have been lent, besides what is still held of it: of all the
 * accrued interest that was paid for its tiles, what its sales did not bring back. Who got more than was paid keeps it.
 * @param paid in all purchases of tiles of the loan
 * @param got in all sales of them, less what of it was handed back
 */
export function interestToRefund({ paid, got }: { paid: Money; got: Money }): Money {
  return maxMoney(0n, paid - got);
}

/**
 * The most of a tile that so much money buys. Floors make a price up to 2 minor units dearer than the exact quotient:
 * where they do, that much less of the money counts.
 */
export function largestPartFor(money: Money, amount: Money, counters: SaleCounters): Money {
  const exact = counters.total - counters.cumPrincipal + counters.interestIfPaid - counters.cumInterest;
  const parts = [0n, 1n, 2n].map((units) => divide(maxMoney(money - units, 0n) * counters.total, exact, "floor"));
  const affordable = [amount, ...parts].find((part) => part <= amount && sumOf(priceOf(part, counters)) <= money);
  return affordable ?? 0n;
}

/**
 * How many days a tile would have waited at the pace of the last days: what stands before it and itself, by what was
 * sold a day, rounded up. Null when nothing was sold: then nobody can say.
 * @param pace.sold in all of these days
 */
export function expectedWaitDays({ ahead, own }: { ahead: Money; own: Money }, pace: { sold: Money; days: number }): number | null {
  if (pace.sold <= 0n) return null;
  return Number(divide((ahead + own) * BigInt(pace.days), pace.sold, "up"));
}
