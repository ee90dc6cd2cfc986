import { z } from "zod";
import { daysBetween } from "@/lib/core/business-date";
import { conventions, yearsBetweenBy, type ReferencePeriod } from "@/lib/core/day-count";
import { decimalOf, type Ratio } from "@/lib/core/ratio";
import { blankOr, choiceError, dayEntry, readTexts, wrongEntry } from "./entry-schemas";
import type { Texts } from "./use-calculator";

export const dayCountDefaults = { from: "1999-07-01", to: "2000-07-01", convention: "act/act isda", refFrom: "", refTo: "" };

type DayCountTexts = Texts<keyof typeof dayCountDefaults>;

const entries = z.object({ from: dayEntry, to: dayEntry, convention: z.enum(conventions, choiceError), refFrom: blankOr(dayEntry), refTo: blankOr(dayEntry) });

/** The time between the dates by every convention, or what is wrong with which text. */
export function answerDayCount(texts: DayCountTexts) {
  const asked = readTexts(entries, texts);
  if (!asked.ok) return asked;
  const { from, to, convention, refFrom, refTo } = asked.read;
  if ((refFrom === undefined) !== (refTo === undefined)) return wrongEntry(refFrom === undefined ? "refFrom" : "refTo", "Enter both dates of the coupon period, or none.");
  const reference = refFrom !== undefined && refTo !== undefined ? { from: refFrom, to: refTo } : undefined;
  if (reference && reference.from >= reference.to) return wrongEntry("refTo", "The coupon period must end after it begins.");
  const byConvention = conventions.map((each) => ({ convention: each, years: yearsBetweenBy(each, { from, to }, reference) }));
  return { ok: true, days: daysBetween(from, to), convention, years: yearsBetweenBy(convention, { from, to }, reference), byConvention, call: callOf(asked.read, reference) } as const;
}

function callOf({ from, to, convention }: z.output<typeof entries>, reference: ReferencePeriod | undefined) {
  const period = reference && { ref_start: reference.from, ref_end: reference.to };
  return { path: "/api/calculators/day-count", body: { from, to, convention: convention.toUpperCase(), ...period } };
}

/** Years as a decimal of twelve places. */
export function yearsText(years: Ratio): string {
  return decimalOf(years).toFixed(12).replace("-", "−");
}

/** Years as the fraction that they exactly are. */
export function fractionOf({ numerator, denominator }: Ratio): string {
  return `${numerator}/${denominator}`.replace("-", "−");
}
