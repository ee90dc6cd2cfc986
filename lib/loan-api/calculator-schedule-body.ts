import { z } from "zod";
import { addDays, type BusinessDate } from "@/lib/core/business-date";
import type { ScheduleQuestion } from "@/lib/core/calculated-schedule";
import type { Grace, LoanTerms } from "@/lib/core/loan-terms";
import type { Money } from "@/lib/core/money";
import type { Ratio } from "@/lib/core/ratio";
import { countSent, datedSent, daySent, exactSent, minorSent, named, oneOrMore, percentSent, PERIODS_MAX, wordSent } from "./calculator-fields";
import { dayCountSent, unitSent } from "./calculator-conventions";

const CHANGES_MAX = 120;

const interestType = wordSent({
  declining: ["declining_balance", "reducing", "reducing_balance", "annuity", "emi", "equal_installments", "equal_instalments"],
  flat: ["flat_rate"],
  equal_principal: ["equal_principal_payments", "linear", "straight_line"],
  bullet: ["interest_only"],
});

const synonyms = {
  principal: ["amount", "loan_amount", "principal_amount"],
  annual_rate_pct: ["annual_rate_percent", "annual_interest_rate", "interest_rate", "rate_pct", "rate_percent"],
  installments: ["instalments", "number_of_installments", "number_of_repayments", "periods", "instalment_count", "installment_count", "term"],
  disbursed: ["disbursed_on", "disbursement_date", "disbursal_date", "start_date", "start"],
  repay_every: ["every", "repayment_every", "interval"],
  unit: ["repayment_unit", "frequency", "repayment_frequency", "interval_unit"],
  day_count: ["day_count_convention", "daycount"],
  interest_type: ["method", "interest_method", "schedule_type"],
  amortization: ["amortisation", "amortization_type", "amortisation_type"],
  month_end_strategy: ["month_end", "due_date_strategy"],
  first_due: ["first_due_date", "first_due_on", "first_repayment", "first_repayment_date", "first_payment_date"],
  down_payment_pct: ["down_payment_percent", "downpayment_pct"],
  reschedule: ["reschedules", "due_date_shift", "due_date_shifts"],
  interest_pause: ["interest_pauses", "pauses"],
  rate_change: ["rate_changes", "interest_rate_change", "interest_rate_changes"],
  emi_kept: ["installment_kept", "instalment_kept", "emi", "installment_amount", "instalment_amount"],
  paid: ["payments", "repayments", "paid_early"],
  grace_on_principal: ["grace_on_principal_payment", "principal_grace", "interest_only_installments", "interest_only_periods"],
  grace_on_interest: ["grace_on_interest_payment", "interest_grace"],
  interest_free_installments: ["grace_on_interest_charged", "interest_free_periods", "interest_free"],
  round_to: ["round_installment_to", "rounding_multiple", "installment_multiple_of"],
};

const shiftSent = named({ from_due: ["from", "from_date"], to_due: ["to", "to_date", "adjusted_due_date"] }, z.object({ from_due: daySent, to_due: daySent }));
const pauseSent = named({ from: ["start", "from_date"], to: ["end", "until", "to_date"] }, z.object({ from: daySent, to: daySent, inclusive: z.boolean().default(true) }));
const changeSent = named(
  { effective: ["from", "date", "effective_from", "effective_date"], new_rate_pct: ["annual_rate_pct", "rate_pct", "new_rate_percent", "new_rate", "rate"] },
  z.object({ effective: daySent, new_rate_pct: percentSent }),
);

const graceCount = countSent(0, PERIODS_MAX - 1).default(0);

const fields = z.object({
  principal: minorSent.optional().meta({ description: "What is paid out, where it is paid out at once.", example: "10000" }),
  disbursements: datedSent(minorSent).optional().meta({ description: "Or what is paid out when." }),
  disbursed: daySent.optional().meta({ description: "When the principal is paid out.", example: "2024-01-01" }),
  annual_rate_pct: percentSent.optional().meta({ description: "A year, in percent, as exactly as it is written.", example: "9.4822" }),
  annual_rate: exactSent(0, 10_000).optional().meta({ description: "Instead: as a fraction.", example: "0.094822" }),
  rate_basis: wordSent({ year: ["annual", "per_year"], term: ["whole_term"] }).optional().meta({ description: "`term`: the rate of a flat loan is one for the whole term." }),
  installments: countSent(1, PERIODS_MAX).meta({ example: 6 }),
  repay_every: countSent(1, 366).default(1),
  unit: unitSent.default({ unit: "month", count: 1 }).meta({ description: "DAYS, WEEKS, MONTHS or YEARS.", example: "MONTHS" }),
  day_count: dayCountSent.default("30/360").meta({ description: "30/360, ACT/365, ACT/364, ACT/360, ACT/ACT (a period is split at 31 December) or ACT/ACT ISDA (at 1 January).", example: "30/360" }),
  interest_type: interestType.optional().meta({ description: "`declining` (equal instalments), `equal_principal`, `bullet` (interest, and the principal at the end) or `flat`." }),
  amortization: interestType.optional(),
  month_end_strategy: wordSent({ clamp: ["last_day_of_month", "last_day"], roll: ["first_day_of_next_month", "first_day"] }).optional().meta({ description: "Where a month lacks the day: its last day, or the first of the next." }),
  first_due: daySent.optional().meta({ description: "Where the first period is broken." }),
  down_payment_pct: exactSent(0, 100).optional().meta({ description: "Part of each disbursement that is paid back at once, in percent." }),
  grace_on_principal: graceCount.meta({ description: "So many first instalments ask for interest only." }),
  grace_on_interest: graceCount.meta({ description: "So many first instalments ask for nothing; their interest is asked for later. As many as `grace_on_principal`, or leave that out." }),
  interest_free_installments: graceCount.meta({ description: "So many first instalments ask for nothing, and no interest is charged meanwhile." }),
  reschedule: oneOrMore(shiftSent, CHANGES_MAX).meta({ description: "A due date that is moved, and all later ones with it." }),
  interest_pause: oneOrMore(pauseSent, CHANGES_MAX).meta({ description: "Days without interest." }),
  rate_change: oneOrMore(changeSent, CHANGES_MAX).meta({ description: "Another rate, from a day on." }),
  emi_kept: minorSent.optional().meta({ description: "An instalment agreed before." }),
  paid: datedSent(minorSent).optional().meta({ description: "What was paid. Money in advance moves interest to later instalments." }),
  prepayment: wordSent({ next_instalments: ["next_installments", "next_installment"], shorter_term: ["reduce_term"], lower_instalment: ["lower_installment", "reduce_emi"] })
    .default("next_instalments")
    .meta({ description: "What money in advance does." }),
  rounding: wordSent({ nearest: ["half_even", "none"], up: ["ceiling"] }).optional().meta({ description: "How the instalment is rounded, to the minor unit or to `round_to`. By default `nearest`, and `up` with `round_to`." }),
  round_to: minorSent.optional().meta({ description: "Rounds the instalment to a multiple of this amount." }),
});

/** What a schedule is asked for with. The answer to each of these questions is one `ScheduleQuestion`. */
export const scheduleSent = named(synonyms, fields).transform((sent, context): ScheduleQuestion => {
  const say = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  const paidOut = [...(sent.disbursements ?? disbursedAtOnce(sent))].sort((left, right) => (left.on < right.on ? -1 : 1));
  const [first, ...disbursements] = paidOut;
  const { rate_change: changes = [], interest_pause: pauses = [], reschedule: shifts = [] } = sent;
  const annualRate = sent.annual_rate_pct ?? sent.annual_rate;
  const grace = graceOf(sent);
  if (first === undefined) say(sent.principal === undefined ? "principal" : "disbursed", "Send principal and disbursed, or disbursements.");
  if (annualRate === undefined) say("annual_rate_pct", "Enter a rate in percent, zero or more, for example 9.4822.");
  if (grace === "unclear") say("grace_on_interest", "Grace on interest is for as many instalments as grace on principal.");
  if (first === undefined || annualRate === undefined || grace === "unclear") return z.NEVER;
  return {
    terms: {
      ...termsOf(sent, annualRate),
      principal: first.amount,
      disbursedOn: first.on,
      grace,
      course: {
        disbursements,
        rateChanges: ascending(changes.map(({ effective, new_rate_pct }) => ({ from: effective, annualRate: new_rate_pct }))),
        interestPauses: ascending(pauses.map(pauseOf)),
        dueDateShifts: ascending(shifts.map(({ from_due, to_due }) => ({ from: from_due, to: to_due }))),
        instalmentKept: sent.emi_kept,
      },
    },
    downPayment: sent.down_payment_pct && percent(sent.down_payment_pct),
    payments: sent.paid,
    prepayment: sent.prepayment,
  };
});

type Sent = z.output<typeof fields>;

function disbursedAtOnce({ principal, disbursed }: Sent): { on: BusinessDate; amount: Money }[] {
  return principal === undefined || disbursed === undefined ? [] : [{ on: disbursed, amount: principal }];
}

function termsOf(sent: Sent, annualRate: Ratio): Omit<LoanTerms, "principal" | "disbursedOn"> {
  const isRounded = sent.round_to !== undefined || sent.rounding === "up";
  return {
    annualRate,
    method: sent.amortization !== undefined && sent.amortization !== "declining" ? sent.amortization : (sent.interest_type ?? "declining"),
    rateBasis: sent.rate_basis,
    interval: { unit: sent.unit.unit, count: sent.unit.count * sent.repay_every },
    instalmentCount: sent.installments,
    dayCount: sent.day_count,
    roundInstalmentTo: isRounded ? (sent.round_to ?? 1n) : null,
    roundInstalment: sent.rounding,
    firstDueOn: sent.first_due,
    monthEnd: sent.month_end_strategy,
  };
}

function graceOf({ grace_on_principal: principal, grace_on_interest: interest, interest_free_installments: free }: Sent): Grace | undefined | "unclear" {
  if (free > 0) return principal > 0 && principal !== free ? "unclear" : { instalments: free, of: "both", interest: "waived" };
  if (interest > 0) return principal > 0 && principal !== interest ? "unclear" : { instalments: interest, of: "both", interest: "charged" };
  return principal > 0 ? { instalments: principal, of: "principal", interest: "charged" } : undefined;
}

/** Where the days themselves are not included, the pause runs from the end of the first to the end of the last. */
function pauseOf({ from, to, inclusive }: { from: BusinessDate; to: BusinessDate; inclusive: boolean }) {
  return inclusive ? { from, to } : { from: addDays(from, 1), to };
}

function percent({ numerator, denominator }: Ratio): Ratio {
  return { numerator, denominator: denominator * 100n };
}

function ascending<Dated extends { from: BusinessDate }>(list: readonly Dated[]): Dated[] {
  return [...list].sort((left, right) => (left.from < right.from ? -1 : 1));
}
