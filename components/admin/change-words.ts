import type { LoanMethod } from "@/lib/core/loan-terms";
import type { ScheduleChange } from "@/lib/core/replan";
import { formatPlural, formatRate } from "@/lib/format";

/** What staff changed of a loan's schedule, or are about to: "2 instalments put off, interest goes on". */
export function changeInWords(change: ScheduleChange, { method }: { method: LoanMethod }): string {
  if (change.kind === "holiday") {
    const interest = change.interest === "waived" ? ", interest waived" : ", interest goes on";
    return `${formatPlural(change.instalments, "instalment")} put off${method === "flat" ? "" : interest}`;
  }
  const rate = method === "flat" ? "" : ` at ${formatRate(change.annualRatePpm)} a year`;
  return `Restructured over ${formatPlural(change.instalmentCount, "instalment")}${rate}`;
}

/** Why a change is not possible. */
export const changeProblemWords = {
  nothing_to_put_off: "No instalment is to come that could be put off.",
  flat_rate_fixed: "The interest of a flat loan is agreed for the whole term. Only the number of its instalments can be changed.",
} as const;
