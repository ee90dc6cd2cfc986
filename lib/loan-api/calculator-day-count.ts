import { z } from "zod";
import { daysBetween } from "@/lib/core/business-date";
import { yearsBetweenBy } from "@/lib/core/day-count";
import { periodsBetween } from "@/lib/core/due-dates";
import { decimalOf } from "@/lib/core/ratio";
import { rateFactor, yearFraction } from "@/lib/core/rate";
import { refuse } from "@/lib/platform/errors";
import { conventionSent, dayCountSent, unitSent } from "./calculator-conventions";
import { calculatorFacts, daySent, exactSent, named, PERIODS_MAX } from "./calculator-fields";
import { defineEndpoint } from "./dialect";

/** Decimals of a period's factor. */
const FACTOR_PLACES = 12;

const periodWords = { daily: "days", weekly: "weeks", monthly: "months", quarterly: "quarters", yearly: "years" } as const;
const periodsMessage = "Send periods as 2024-01-01..2024-07-01 monthly.";

/** "2024-01-01..2024-07-01 monthly" */
const periodsSent = z.string({ error: periodsMessage }).transform((sent, context) => {
  const [, from, to, word = ""] = /^\s*(\d{4}-\d{2}-\d{2})\s*\.\.\s*(\d{4}-\d{2}-\d{2})\s+([a-z]+)\s*$/i.exec(sent) ?? [];
  const dates = z.tuple([daySent, daySent]).safeParse([from, to]);
  const unit = unitSent.safeParse(periodWords[word.toLowerCase() as keyof typeof periodWords]);
  if (dates.success && unit.success) return { from: dates.data[0], to: dates.data[1], interval: unit.data };
  context.addIssue({ code: "custom", message: periodsMessage });
  return z.NEVER;
});

/** POST /api/calculators/day-count */
export const calculateDayCountEndpoint = defineEndpoint({
  ...calculatorFacts,
  id: "calculateDayCount",
  path: "/api/calculators/day-count",
  summary: "The time between two dates in years, or the interest factors of periods",
  description:
    "By any usual convention; plain ACT/ACT is ISDA's (split at 1 January), plain 30/360 the bond basis. " +
    "With `annual_rate` and `periods` instead of two dates: what each period of a schedule bears, by the schedule's day counts (ACT/ACT there splits at 31 December).",
  body: named(
    {
      from: ["start", "start_date", "from_date"],
      to: ["end", "end_date", "to_date"],
      convention: ["day_count", "day_count_convention", "basis"],
      day_count: ["convention", "day_count_convention", "basis"],
      ref_start: ["reference_start", "ref_from", "reference_from", "ref_period_start"],
      ref_end: ["reference_end", "ref_to", "reference_to", "ref_period_end"],
    },
    z.object({
      from: daySent.optional().meta({ example: "1999-07-01" }),
      to: daySent.optional().meta({ example: "2000-07-01" }),
      convention: conventionSent.default("act/365f").meta({ example: "ACT/ACT ISDA" }),
      ref_start: daySent.optional().meta({ description: "For ACT/ACT ICMA: the coupon period that the dates lie in or next to." }),
      ref_end: daySent.optional(),
      annual_rate: exactSent(0, 10_000).optional().meta({ description: "As a fraction.", example: "0.094822" }),
      periods: periodsSent.optional().meta({ example: "2024-01-01..2024-07-01 monthly" }),
      day_count: dayCountSent.default("actual/365").catch("actual/365"),
    }),
  ),
  bodyExample: { from: "1999-07-01", to: "2000-07-01", convention: "ACT/ACT ISDA" },
  answer: {
    schema: z.object({
      year_fraction: z.number().optional(),
      exact: z.string().optional().meta({ description: "The same as a fraction." }),
      days: z.number().int().optional().meta({ description: "Actual days." }),
      factors: z.array(z.string()).optional().meta({ description: "The yearly rate times the part of a year, for each period." }),
    }),
    example: { year_fraction: 1.0013773486, exact: "133774/133590", days: 366 },
  },
  run: async ({ body: { from, to, convention, ref_start, ref_end, annual_rate, periods, day_count } }) => {
    if (annual_rate !== undefined && periods !== undefined) {
      const cut = periodsBetween(periods, { dayCount: day_count, countMax: PERIODS_MAX }) ?? refuse("input_invalid", { fields: { periods: `Send at most ${PERIODS_MAX} whole periods.` } });
      return { factors: cut.map((period) => decimalOf(rateFactor(annual_rate, yearFraction(period))).toFixed(FACTOR_PLACES)) };
    }
    if (from === undefined || to === undefined) refuse("input_invalid", { fields: { [from === undefined ? "from" : "to"]: "Enter a date." } });
    const isReferenced = ref_start !== undefined && ref_end !== undefined;
    if (isReferenced && ref_start >= ref_end) refuse("input_invalid", { fields: { ref_end: "The reference period must end after it begins." } });
    const years = yearsBetweenBy(convention, { from, to }, isReferenced ? { from: ref_start, to: ref_end } : undefined);
    return { year_fraction: Number(decimalOf(years)), exact: `${years.numerator}/${years.denominator}`, days: daysBetween(from, to) };
  },
});
