import { addDays, type BusinessDate } from "./business-date";
import type { LoanAccount, ServicedInstalment } from "./loan-account";
import { applyRate, minMoney, type Money } from "./money";

/** What lateness costs: an amount for each instalment, once, after days of grace, and never above a share of what is late. */
export type LateFeeRule = {
  /** Minor units; 0 for a product without late fees. */
  amount: Money;
  /** Days after the due date on which nothing is charged yet. */
  graceDays: number;
  /** At most this share of the overdue principal and interest, parts per million, rounded down. */
  capPpm: number;
};

/** The first day after the grace: on its morning the fee is charged, to whoever has not paid by then. */
export function lateFeeDay(dueOn: BusinessDate, { graceDays }: LateFeeRule): BusinessDate {
  return addDays(dueOn, graceDays + 1);
}

/** What of an instalment can be late. */
type LateParts = Pick<ServicedInstalment, "principal" | "interest" | "principalPaid" | "interestPaid">;

/**
 * The late fee of an instalment that is not paid when its grace has run out, minor units. Only principal and interest
 * count as late: no fee is ever taken on a fee.
 */
export function lateFeeOf({ principal, interest, principalPaid, interestPaid }: LateParts, { amount, capPpm }: LateFeeRule): Money {
  const late = principal + interest - principalPaid - interestPaid;
  return minMoney(amount, applyRate(late, capPpm, "floor"));
}

/**
 * Charges what falls due as a late fee on the mornings after one date and up to another, nothing being paid between.
 * Close of business does the same for a whole bank in one statement, a day at a time.
 */
export function chargeLateFees(account: LoanAccount, rule: LateFeeRule, { after, until }: { after: BusinessDate; until: BusinessDate }): LoanAccount {
  const isCharged = (each: ServicedInstalment) => {
    const day = lateFeeDay(each.dueOn, rule);
    return after < day && day <= until && lateFeeOf(each, rule) > 0n;
  };
  if (!account.instalments.some(isCharged)) return account;
  const instalments = account.instalments.map((each) => (isCharged(each) ? { ...each, penalty: each.penalty + lateFeeOf(each, rule) } : each));
  return { ...account, instalments };
}
