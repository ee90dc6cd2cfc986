import type { Money } from "@/lib/core/money";
import type { BusinessDate } from "@/lib/core/business-date";
import type { LateFeeRule } from "@/lib/core/late-fee";
import { graceOf } from "@/lib/core/loan-terms";
import { rateOfPpm } from "@/lib/core/rate";
import type { LoanTerms } from "@/lib/core/schedule";
import type { Product } from "./steps";

/** The columns of a product that a schedule follows from; a loan has copies of them, under the same names. */
export type TermColumns = Pick<
  Product,
  | "ratePpm"
  | "rateBasis"
  | "method"
  | "dayCount"
  | "intervalUnit"
  | "intervalCount"
  | "roundInstalmentTo"
  | "roundInstalment"
  | "graceInstalments"
  | "graceOf"
  | "graceInterest"
>;

/** The columns of a product that say what lateness costs; a loan has copies of them, under the same names. */
type LateFeeColumns = Pick<Product, "lateFee" | "lateFeeGraceDays" | "lateFeeCapPpm">;

/** What lateness costs. */
export function lateFeeRuleOf({ lateFee, lateFeeGraceDays, lateFeeCapPpm }: LateFeeColumns): LateFeeRule {
  return { amount: lateFee, graceDays: lateFeeGraceDays, capPpm: lateFeeCapPpm };
}

/** Stored terms as the rules of schedules read them, for an amount and a term paid out on a date. */
export function loanTermsOf(terms: TermColumns, ask: { amount: Money; instalments: number }, disbursedOn: BusinessDate): LoanTerms {
  const grace = graceOf(terms);
  return {
    principal: ask.amount,
    annualRate: rateOfPpm(terms.ratePpm),
    rateBasis: terms.rateBasis,
    method: terms.method,
    interval: { unit: terms.intervalUnit, count: terms.intervalCount },
    instalmentCount: ask.instalments,
    dayCount: terms.dayCount,
    disbursedOn,
    roundInstalmentTo: terms.roundInstalmentTo,
    roundInstalment: terms.roundInstalment,
    ...(grace && { grace }),
  };
}
