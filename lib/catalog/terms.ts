import type { Money } from "@/lib/core/money";
import type { BusinessDate } from "@/lib/core/business-date";
import type { LateFeeRule } from "@/lib/core/late-fee";
import { rateOfPpm } from "@/lib/core/rate";
import type { LoanTerms } from "@/lib/core/schedule";
import type { Product } from "./steps";

/** The columns of a product that a schedule follows from; a loan has copies of them, under the same names. */
export type TermColumns = Pick<Product, "ratePpm" | "rateBasis" | "method" | "dayCount" | "intervalUnit" | "intervalCount" | "roundInstalmentTo">;

/** What lateness costs on loans of a product. */
export function lateFeeRuleOf({ lateFee, lateFeeGraceDays, lateFeeCapPpm }: Pick<Product, "lateFee" | "lateFeeGraceDays" | "lateFeeCapPpm">): LateFeeRule {
  return { amount: lateFee, graceDays: lateFeeGraceDays, capPpm: lateFeeCapPpm };
}

/** Stored terms as the rules of schedules read them, for an amount and a term paid out on a date. */
export function loanTermsOf(terms: TermColumns, ask: { amount: Money; instalments: number }, disbursedOn: BusinessDate): LoanTerms {
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
  };
}
