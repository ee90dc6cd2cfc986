import type { LoanMethod } from "@/lib/core/loan-terms";
import { formatRate } from "@/lib/format";

/* The terms of a loan as people say them. */

type Interval = { intervalUnit: "month" | "day"; intervalCount: number };

/** "monthly", "every 14 days". */
export function oftenWords({ intervalUnit, intervalCount }: Interval): string {
  if (intervalCount > 1) return `every ${intervalCount} ${intervalUnit}s`;
  return intervalUnit === "month" ? "monthly" : "daily";
}

/** "12% a year on what is still owed", "20% flat for the term". */
export function rateWords(terms: { ratePpm: number; rateBasis: "year" | "term"; method: LoanMethod }): string {
  const rate = formatRate(terms.ratePpm);
  if (terms.method !== "flat") return `${rate} a year on what is still owed`;
  return terms.rateBasis === "term" ? `${rate} of the amount for the whole term` : `${rate} a year on the whole amount, until the end`;
}

/** When the first instalment comes: "One month later", "14 days later". */
export function laterWords({ intervalUnit, intervalCount }: Interval): string {
  return intervalCount === 1 ? `One ${intervalUnit} later` : `${intervalCount} ${intervalUnit}s later`;
}
