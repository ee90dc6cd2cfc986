import type { DatedLine } from "./entry-schemas";
import type { ScheduleEntries, ScheduleTexts } from "./schedule-question";

/** The same question as a body of POST /api/calculators/schedule. What was left out is left out. */
export function scheduleCall(texts: ScheduleTexts, read: ScheduleEntries): { path: string; body: unknown } {
  const { disbursements, rateChanges, interestPauses, dueDateShifts, payments } = read;
  const rows = (lines: readonly DatedLine<unknown>[]) => lines.map(({ on, text }) => ({ date: on, amount: text }));
  const paidOutLater = disbursements.length > 0;
  return {
    path: "/api/calculators/schedule",
    body: {
      ...(paidOutLater ? { disbursements: [{ date: read.disbursedOn, amount: texts.principal.trim() }, ...rows(disbursements)] } : { principal: texts.principal.trim(), disbursed: read.disbursedOn }),
      annual_rate_pct: texts.annualRate.trim(),
      installments: read.instalmentCount,
      repay_every: read.every,
      unit: `${read.unit.toUpperCase()}S`,
      day_count: read.dayCount.toUpperCase().replaceAll("ACTUAL", "ACT"),
      interest_type: read.method,
      ...(read.method === "flat" && read.rateBasis === "term" && { rate_basis: "term" }),
      ...(read.monthEnd === "roll" && { month_end_strategy: "roll" }),
      ...(read.firstDueOn && { first_due: read.firstDueOn }),
      ...graceFields(read),
      ...(read.downPayment && { down_payment_pct: texts.downPayment.trim() }),
      ...(read.roundInstalmentTo && { round_to: texts.roundInstalmentTo.trim(), rounding: read.roundInstalment }),
      ...(read.instalmentKept && { emi_kept: texts.instalmentKept.trim() }),
      ...(rateChanges.length > 0 && { rate_change: rateChanges.map(({ on, text }) => ({ effective: on, new_rate_pct: text })) }),
      ...(interestPauses.length > 0 && { interest_pause: interestPauses.map(({ on, value }) => ({ from: on, to: value })) }),
      ...(dueDateShifts.length > 0 && { reschedule: dueDateShifts.map(({ on, value }) => ({ from_due: on, to_due: value })) }),
      ...(payments.length > 0 && { paid: rows(payments), prepayment: read.prepayment }),
    },
  };
}

function graceFields({ grace, graceInstalments }: ScheduleEntries) {
  const names = { principal: "grace_on_principal", both: "grace_on_interest", waived: "interest_free_installments" } as const;
  return grace === "none" ? {} : { [names[grace]]: graceInstalments };
}
