import { z } from "zod";
import { addDays, addMonths, yearOf, type BusinessDate } from "@/lib/core/business-date";
import { Decimal } from "@/lib/core/decimal";
import type { Interval } from "@/lib/core/rate";
import { decimalOf, parseRatio, type Ratio } from "@/lib/core/ratio";
import { dateInput, positiveMoneyInput } from "@/lib/platform/field-schemas";
import type { Problems, Texts } from "./use-calculator";

/* What is typed into a calculator, as exact values. Bounds are those of the API. */

/** Reads all texts, or says what is wrong with which. */
export function readTexts<Schema extends z.ZodType>(schema: Schema, texts: Texts): { ok: true; read: z.output<Schema> } | { ok: false; problems: Problems } {
  const parsed = schema.safeParse(texts);
  if (parsed.success) return { ok: true, read: parsed.data };
  // The first thing that is wrong with a field is the one to mend first.
  return { ok: false, problems: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message] as const).reverse()) };
}

/** What is wrong with one text, where it takes several to know. */
export function wrongEntry(name: string, message: string): { ok: false; problems: Problems } {
  return { ok: false, problems: { [name]: message } };
}

/** A field that may be left empty. */
export function blankOr<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((text) => (typeof text === "string" && text.trim() === "" ? undefined : text), schema.optional());
}

/** A decimal or a fraction, exactly as it is written, between two bounds. */
export function exactEntry(min: number, max: number, message = `Enter a number from ${min} to ${max}.`) {
  return z.string().transform((text, context): Ratio => {
    const exact = parseRatio(text.trim().replace(/\s*%$/, ""));
    if (exact && decimalOf(exact).gte(min) && decimalOf(exact).lte(max)) return exact;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

/** What a list says where an address names something that is not in it. */
export const choiceError = { error: "Choose one of the list." };

/** A rate in percent, as a fraction. */
export const percentEntry = exactEntry(0, 1_000_000, "Enter a rate in percent, zero or more, for example 9.4822.").transform(({ numerator, denominator }): Ratio => ({ numerator, denominator: denominator * 100n }));

/** The calculators count no farther than centuries. */
export const dayEntry = dateInput.refine((date) => yearOf(date) >= 1600 && yearOf(date) <= 2999, { error: "Enter a date between the years 1600 and 2999." });

/** A line of a list: a date, and what stands beside it, read and as plain text. */
export type DatedLine<Value> = { on: BusinessDate; value: Value; text: string };

const ROWS_MAX = 2_000;

/** Reads what stands beside a date; null when it is not that. */
type ReadValue<Value> = (text: string) => Value | null;

/**
 * Lines of a date and a value, as typed or pasted from a spreadsheet. "2026-01-31 250 x24", "… x10 weekly" and
 * "… x18 every 2 months" are as many lines as they say, the day of the month kept.
 */
export function datedLines<Value>(readValue: ReadValue<Value>, example: string) {
  return z.string().transform((text, context): DatedLine<Value>[] => {
    const rows: DatedLine<Value>[] = [];
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (line.trim() === "") continue;
      const read = readLine(line.trim(), readValue);
      if (read === null || rows.length + read.length > ROWS_MAX) {
        context.addIssue({ code: "custom", message: read === null ? `Line ${index + 1}: write a date and what belongs to it, for example ${example}.` : `At most ${ROWS_MAX} lines.` });
        return z.NEVER;
      }
      rows.push(...read);
    }
    return rows;
  });
}

function readLine<Value>(line: string, readValue: ReadValue<Value>): DatedLine<Value>[] | null {
  const [, date = "", rest = ""] = /^(\d{4}-\d{2}-\d{2})[\s,;|]+(.+)$/.exec(line) ?? [];
  const [, written = rest, times = "1", often = ""] = /^(.+?)\s+[x×*]\s*(\d{1,4})\s*(.*)$/i.exec(rest) ?? [];
  const text = withoutGrouping(written.trim());
  const value = readValue(text);
  const interval = intervalOf(often);
  if (!dayEntry.safeParse(date).success || value === null || interval === null || Number(times) < 1) return null;
  const rows = Array.from({ length: Number(times) }, (_, step) => ({ on: later(date, interval, step), value, text }));
  return rows.every(({ on }) => dayEntry.safeParse(on).success) ? rows : null;
}

const intervals: Readonly<Record<string, Interval>> = {
  day: { unit: "day", count: 1 },
  week: { unit: "day", count: 7 },
  month: { unit: "month", count: 1 },
  quarter: { unit: "month", count: 3 },
  year: { unit: "month", count: 12 },
};
const adverbs: Readonly<Record<string, string>> = { daily: "day", weekly: "week", monthly: "month", quarterly: "quarter", yearly: "year", "": "month" };
const STEP_MAX = 366;

/** "" and "monthly" are a month, "every 2 weeks" is fourteen days. */
function intervalOf(often: string): Interval | null {
  const word = often.trim().toLowerCase();
  const [, count = "1", unit = adverbs[word] ?? ""] = /^(?:every\s+)?(\d{1,3})?\s*(day|week|month|quarter|year)s?$/.exec(word) ?? [];
  const step = intervals[unit];
  if (step === undefined || Number(count) < 1 || Number(count) > STEP_MAX) return null;
  return { unit: step.unit, count: step.count * Number(count) };
}

/** Two thousand years: farther than any date that is counted, nearer than the calendar's end. */
const farthest = { month: 24_000, day: 730_000 } as const;

function later(date: BusinessDate, { unit, count }: Interval, times: number): BusinessDate {
  const steps = Math.min(count * times, farthest[unit]);
  return unit === "month" ? addMonths(date, steps) : addDays(date, steps);
}

// Commas count only where they group: "1,00,000.50", "-10,000".
function withoutGrouping(text: string): string {
  return /^[+-]?\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
}

/** An amount of a cash flow: any decimal, with its sign. */
export function readFlow(text: string): Decimal | null {
  const written = text.replace(/^−/, "-");
  const amount = /^[+-]?\d{1,30}(?:\.\d{1,60})?$/.test(written) ? new Decimal(written) : null;
  return amount?.abs().lte("1e30") ? amount : null;
}

/** The same, above zero. */
export function readPositiveFlow(text: string): Decimal | null {
  const amount = readFlow(text);
  return amount?.gt(0) ? amount : null;
}

/** An amount of the installation's currency above zero, in minor units. */
export function minorReader(exponent: number): ReadValue<bigint> {
  const schema = positiveMoneyInput(exponent);
  return (text) => schema.safeParse(text).data ?? null;
}
