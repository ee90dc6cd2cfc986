import type { InstalmentStage } from "@/lib/core/instalment-stages";
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

/** What the one figure of a schedule is: "You pay a month", "From instalment 4 on you pay a month". */
export function regularWords(stages: readonly InstalmentStage[], often: string): string {
  const [first, second] = stages;
  const isGrace = second !== undefined && (first?.kind === "nothing" || second.kind !== "whole_amount");
  const regular = isGrace ? second : first;
  const from = isGrace ? `From instalment ${second.first} on you` : "You";
  switch (regular?.kind) {
    case "falling":
      return `${from} pay at most, ${often}`;
    case "interest_only":
      return `${from} pay interest ${often}, and the amount at the end`;
    case "whole_amount":
      return `${from} pay everything at once`;
    default:
      return `${from} pay ${often}`;
  }
}

/** The same beside the figure in a table: "from the 4th on", "the first, then falling", "interest, the rest at the end". */
export function unevenWords(stages: readonly InstalmentStage[]): string {
  const [first, second] = stages;
  if (stages.some(({ kind }) => kind === "whole_amount")) return "interest, the rest at the end";
  if (second !== undefined) return `from instalment ${second.first} on${second.kind === "falling" ? ", falling" : ""}`;
  return first?.kind === "falling" ? "at first, then falling" : "each time";
}

/** When the first instalment comes: "One month later", "14 days later". */
export function laterWords({ intervalUnit, intervalCount }: Interval): string {
  return intervalCount === 1 ? `One ${intervalUnit} later` : `${intervalCount} ${intervalUnit}s later`;
}
