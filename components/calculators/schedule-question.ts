import { z } from "zod";
import { calculatedSchedule, type ScheduleQuestion } from "@/lib/core/calculated-schedule";
import { loanMethods, type Grace } from "@/lib/core/loan-terms";
import { dayCounts, type Interval } from "@/lib/core/rate";
import { countInput, positiveMoneyInput } from "@/lib/platform/field-schemas";
import { blankOr, choiceError, datedLines, dayEntry, exactEntry, minorReader, percentEntry, readTexts, wrongEntry } from "./entry-schemas";
import type { Texts } from "./use-calculator";

/** Fields bear the core's names, so that what it refuses stands beside the right one. */
export const scheduleDefaults = {
  principal: "500000",
  annualRate: "12",
  instalmentCount: "24",
  disbursedOn: "",
  method: "declining",
  every: "1",
  unit: "month",
  dayCount: "30/360",
  firstDueOn: "",
  monthEnd: "clamp",
  rateBasis: "year",
  grace: "none",
  graceInstalments: "3",
  downPayment: "",
  roundInstalmentTo: "",
  roundInstalment: "up",
  instalmentKept: "",
  disbursements: "",
  rateChanges: "",
  interestPauses: "",
  dueDateShifts: "",
  payments: "",
  prepayment: "next_instalments",
};

export type ScheduleTexts = Texts<keyof typeof scheduleDefaults>;

const INSTALMENTS_MAX = 1_200;

const units = { day: { unit: "day", count: 1 }, week: { unit: "day", count: 7 }, month: { unit: "month", count: 1 }, quarter: { unit: "month", count: 3 }, year: { unit: "month", count: 12 } } satisfies Record<string, Interval>;

const readDay = (text: string) => dayEntry.safeParse(text).data ?? null;
const readPercent = (text: string) => percentEntry.safeParse(text).data ?? null;

const amountLines = (exponent: number) => datedLines(minorReader(exponent), "2026-03-31 25000");

function scheduleEntries(exponent: number) {
  return z.object({
    principal: positiveMoneyInput(exponent),
    annualRate: percentEntry,
    instalmentCount: countInput(1, INSTALMENTS_MAX),
    disbursedOn: dayEntry,
    method: z.enum(loanMethods).catch("declining"),
    every: countInput(1, 366),
    unit: z.enum(["day", "week", "month", "quarter", "year"], choiceError),
    dayCount: z.enum(dayCounts).catch("30/360"),
    firstDueOn: blankOr(dayEntry),
    monthEnd: z.enum(["clamp", "roll"]).catch("clamp"),
    rateBasis: z.enum(["year", "term"]).catch("year"),
    grace: z.enum(["none", "principal", "both", "waived"]).catch("none"),
    graceInstalments: countInput(1, INSTALMENTS_MAX - 1),
    downPayment: blankOr(exactEntry(0, 100, "Enter a part in percent, from 0 to 100.").transform(({ numerator, denominator }) => ({ numerator, denominator: denominator * 100n }))),
    roundInstalmentTo: blankOr(positiveMoneyInput(exponent)),
    roundInstalment: z.enum(["up", "nearest"]).catch("up"),
    instalmentKept: blankOr(positiveMoneyInput(exponent)),
    disbursements: amountLines(exponent),
    rateChanges: datedLines(readPercent, "2026-03-31 9.5"),
    interestPauses: datedLines(readDay, "2026-03-01 2026-03-31"),
    dueDateShifts: datedLines(readDay, "2026-03-31 2026-04-15"),
    payments: amountLines(exponent),
    prepayment: z.enum(["next_instalments", "shorter_term", "lower_instalment"]).catch("next_instalments"),
  });
}

export type ScheduleEntries = z.output<ReturnType<typeof scheduleEntries>>;

/** The schedule that the texts ask for and what was read, or what is wrong with which text. */
export function answerSchedule(texts: ScheduleTexts, exponent: number) {
  const asked = readTexts(scheduleEntries(exponent), texts);
  if (!asked.ok) return asked;
  const answer = calculatedSchedule(questionOf(asked.read));
  if (answer.ok) return { ok: true, read: asked.read, schedule: answer.schedule } as const;
  return wrongEntry(answer.problem.about, answer.problem.message);
}

function questionOf(read: ScheduleEntries): ScheduleQuestion {
  return {
    terms: {
      principal: read.principal,
      annualRate: read.annualRate,
      method: read.method,
      rateBasis: read.method === "flat" ? read.rateBasis : undefined,
      interval: { unit: units[read.unit].unit, count: units[read.unit].count * read.every },
      instalmentCount: read.instalmentCount,
      dayCount: read.dayCount,
      disbursedOn: read.disbursedOn,
      roundInstalmentTo: read.roundInstalmentTo ?? null,
      roundInstalment: read.roundInstalmentTo === undefined ? undefined : read.roundInstalment,
      firstDueOn: read.firstDueOn,
      monthEnd: read.monthEnd,
      grace: graceOf(read),
      course: {
        disbursements: ascending(read.disbursements).map(({ on, value }) => ({ on, amount: value })),
        rateChanges: ascending(read.rateChanges).map(({ on, value }) => ({ from: on, annualRate: value })),
        interestPauses: ascending(read.interestPauses).map(({ on, value }) => ({ from: on, to: value })),
        dueDateShifts: ascending(read.dueDateShifts).map(({ on, value }) => ({ from: on, to: value })),
        instalmentKept: read.instalmentKept,
      },
    },
    downPayment: read.downPayment,
    payments: read.payments.map(({ on, value }) => ({ on, amount: value })),
    prepayment: read.prepayment,
  };
}

function graceOf({ grace, graceInstalments: instalments }: ScheduleEntries): Grace | undefined {
  if (grace === "none") return undefined;
  return { instalments, of: grace === "principal" ? "principal" : "both", interest: grace === "waived" ? "waived" : "charged" };
}

function ascending<Dated extends { on: string }>(lines: readonly Dated[]): Dated[] {
  return [...lines].sort((left, right) => (left.on < right.on ? -1 : 1));
}
