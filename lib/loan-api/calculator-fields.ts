import { z } from "zod";
import { yearOf } from "@/lib/core/business-date";
import { Decimal } from "@/lib/core/decimal";
import { formatDecimal, type Money } from "@/lib/core/money";
import { decimalOf, parseRatio, type Ratio } from "@/lib/core/ratio";
import { env } from "@/lib/env";
import { snakeCase } from "@/lib/platform/endpoint";
import { countInput, dateInput, positiveMoneyInput } from "@/lib/platform/field-schemas";

/* Fields of the calculators. They read every usual spelling and know no product. */

/** What is answered on success is the same for everybody, so the calculators need nobody's leave. */
export const calculatorFacts = { method: "POST", tag: "Calculators", permission: "calculators.calculate", isPure: true } as const;

/**
 * Names of a body in one spelling: snake_case at every level, and of each synonym the name that the schema has.
 * A name that is sent itself comes before its synonyms, and null is as good as left out.
 */
export function named<Schema extends z.ZodType>(synonyms: Readonly<Record<string, readonly string[]>>, schema: Schema) {
  return z.preprocess((sent) => {
    const body = inSnakeCase(sent);
    if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
    return withNames(synonyms, body as Record<string, unknown>);
  }, schema);
}

function withNames(synonyms: Readonly<Record<string, readonly string[]>>, body: Record<string, unknown>): Record<string, unknown> {
  const found = Object.entries(synonyms).flatMap(([name, others]) => {
    const sent = [name, ...others].find((each) => body[each] !== undefined && body[each] !== null);
    return sent === undefined ? [] : [[name, body[sent]] as const];
  });
  const sent = Object.entries(body).filter(([, value]) => value !== null);
  return Object.fromEntries([...sent, ...found]);
}

function inSnakeCase(sent: unknown): unknown {
  if (Array.isArray(sent)) return sent.map(inSnakeCase);
  if (typeof sent !== "object" || sent === null) return sent;
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [snakeCase(name).toLowerCase(), inSnakeCase(value)]));
}

/** A decimal, a fraction ("19/30") or a JSON number, exactly as it is written, between two bounds. */
export function exactSent(min: number, max: number, message = `Enter a number from ${min} to ${max}.`) {
  return z
    .union([z.number(), z.string()], { error: message })
    .transform((sent, context): Ratio => {
      const exact = parseRatio(String(sent).trim().replace(/\s*%$/, ""));
      if (exact && decimalOf(exact).gte(min) && decimalOf(exact).lte(max)) return exact;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    });
}

/** A yearly rate in percent: 9.4822. */
export const percentSent = exactSent(0, 1_000_000, "Enter a rate in percent, zero or more, for example 9.4822.").transform(
  ({ numerator, denominator }): Ratio => ({ numerator, denominator: denominator * 100n }),
);

/** An amount of this installation's currency above zero, in major units, as minor units. */
export const minorSent = positiveMoneyInput(env.currencyExponent);

/** An amount of a cash flow: any decimal, of any currency, with its sign. Exponents reach far, for what remains of a loss. */
export const flowSent = z
  .union([z.number(), z.string()], { error: "Enter an amount, for example -1000.50." })
  .transform((sent, context) => {
    const text = String(sent).trim();
    const amount = /^[+-]?\d{1,30}(?:\.\d{1,60})?(?:e[+-]?\d{1,3})?$/i.test(text) ? new Decimal(text) : null;
    if (amount?.abs().lte("1e30")) return amount;
    context.addIssue({ code: "custom", message: "Enter an amount, for example -1000.50." });
    return z.NEVER;
  });

export const positiveFlowSent = flowSent.refine((amount) => amount.gt(0), { error: "Enter an amount greater than zero." });

/** A civil date; of an instant its date. The calculators count no farther than centuries. */
export const daySent = z
  .preprocess((sent) => (typeof sent === "string" ? sent.trim().replace(/T.*$/s, "") : sent), dateInput)
  .refine((date) => yearOf(date) >= 1600 && yearOf(date) <= 2999, { error: "Enter a date between the years 1600 and 2999." });

export const countSent = countInput;

/** No loan has more instalments, and nothing is counted over more periods. */
export const PERIODS_MAX = 1_200;

/** Lists may hold so many rows. */
export const ROWS_MAX = 2_000;

const rowNames = { date: ["on", "due", "due_date", "paid_on"], amount: ["value", "total"] };

/** Rows of a date and an amount, as `[date, amount]` or as `{ date, amount }`. */
export function datedSent<Amount extends z.ZodType>(amount: Amount) {
  const row = z.preprocess((sent) => {
    if (Array.isArray(sent) || typeof sent !== "object" || sent === null) return sent;
    const { date, amount: own } = withNames(rowNames, inSnakeCase(sent) as Record<string, unknown>);
    return [date, own];
  }, z.tuple([daySent, amount], { error: "Send a date and an amount." }));
  return z
    .array(row, { error: "Send a list of dates and amounts." })
    .max(ROWS_MAX, { error: `Send at most ${ROWS_MAX} rows.` })
    .transform((rows) => rows.map(([on, each]) => ({ on, amount: each })));
}

/** One thing or a list of them, as a list. */
export function oneOrMore<Schema extends z.ZodType>(schema: Schema, countMax: number) {
  const list = z.array(schema).max(countMax, { error: `Send at most ${countMax}.` });
  return z.preprocess((sent) => (sent === undefined || Array.isArray(sent) ? sent : [sent]), list.optional()).optional();
}

/** One of some words, in any case, each with its other spellings. */
export function wordSent<Word extends string>(words: Readonly<Record<Word, readonly string[]>>) {
  const spellings = new Map(Object.entries<readonly string[]>(words).flatMap(([word, others]) => [word, ...others].map((each) => [plain(each), word as Word])));
  const message = `Send one of: ${Object.keys(words).join(", ")}.`;
  return z.string({ error: message }).transform((sent, context) => {
    const word = spellings.get(plain(sent));
    if (word !== undefined) return word;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

function plain(word: string): string {
  return word.trim().toLowerCase().replace(/[\s-]+/g, "_");
}

/** Minor units as a decimal text in major units. */
export function decimalText(minor: Money): string {
  return formatDecimal(minor, env.currencyExponent);
}

export const decimalAnswered = z.string().meta({ description: "An amount in major units, as a decimal text." });

/** A rate as the JSON number nearest to it; null where there is none. */
export function rateNumber(rate: Decimal | null): number | null {
  return rate === null ? null : Number(rate.toSignificantDigits(20).toString());
}

export const rateAnswered = z.number().nullable().meta({ description: "As a fraction: 0.1296 is 12.96 %. Null where no rate answers." });

export const rootsAnswered = {
  roots: z.array(z.number()).meta({ description: "Every rate at which the flows are worth nothing, ascending; the answer is the one nearest to 0." }),
  root_count: z.number().int(),
};

export function rootsOf(rates: readonly Decimal[]) {
  return { roots: rates.map((rate) => Number(rate.toSignificantDigits(20).toString())), root_count: rates.length };
}
