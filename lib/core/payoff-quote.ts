import { addDays, type BusinessDate } from "./business-date";
import { chargeLateFees, type LateFeeRule } from "./late-fee";
import { payoff, type LoanAccount, type Payoff } from "./repayment";

/** A payoff can be quoted so many days ahead. */
export const QUOTE_DAYS_MAX = 30;

/** What closing costs besides what is owed: late fees that come until then, and the pre-closure fee. */
export type ClosingCosts = { lateFee: LateFeeRule; preClosureFeePpm: number };

/**
 * What will close the loan on a day to come, minor units, exact when nothing else happens until then: interest runs on
 * to that day, and late fees that are charged on the mornings until it are in it already.
 * @returns null for a day in the past or too far ahead
 */
export function quotePayoff(account: LoanAccount, { lateFee, preClosureFeePpm }: ClosingCosts, { today, on }: { today: BusinessDate; on: BusinessDate }): Payoff | null {
  if (on < today || on > addDays(today, QUOTE_DAYS_MAX)) return null;
  return payoff(chargeLateFees(account, lateFee, { after: today, until: on }), on, preClosureFeePpm);
}
