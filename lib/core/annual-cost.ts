import { daysBetween } from "./business-date";
import { Decimal } from "./decimal";
import type { Money } from "./money";
import { RATE_SCALE } from "./rate";
import { nearestToZero, ratesOfReturn } from "./rates-of-return";
import type { Instalment, LoanTerms } from "./schedule";

/** No loan's APR is beyond this: such a rate only says that almost nothing was paid out. */
const RATE_MAX = new Decimal(2).pow(64);

/**
 * The APR that a borrower is shown, in parts per million: the effective annual rate at which the instalments are worth
 * what was paid out. EU Directive 2008/48/EC, Annex I. A month is a twelfth of a year, whatever its length, where
 * instalments are months apart; otherwise time is days of 365.
 * @param paidOut principal less every fee withheld
 * @returns null where no rate answers, as when nothing is paid out
 */
export function annualCostPpm(loan: {
  paidOut: Money;
  instalments: readonly Pick<Instalment, "number" | "dueOn" | "total">[];
  terms: Pick<LoanTerms, "interval" | "disbursedOn">;
}): number | null {
  const { interval, disbursedOn } = loan.terms;
  const isMonthly = interval.unit === "month";
  const repayments = loan.instalments.map(({ number, dueOn, total }) => ({
    at: new Decimal(isMonthly ? number * interval.count : daysBetween(disbursedOn, dueOn)),
    amount: new Decimal(total),
  }));
  const flows = [{ at: new Decimal(0), amount: new Decimal(-loan.paidOut) }, ...repayments];
  const rate = nearestToZero(ratesOfReturn(flows, isMonthly ? 12 : 365));
  return rate === null || rate.gt(RATE_MAX) ? null : Number(rate.times(RATE_SCALE).toFixed(0));
}
