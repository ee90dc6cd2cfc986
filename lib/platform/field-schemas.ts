import { z } from "zod";
import { isBusinessDate } from "@/lib/core/business-date";
import { parseMoney } from "@/lib/core/money";

/* Field schemas, named once and used by every operation, form and route. They know no domain. */

/** No single amount is larger than this in major units: far beyond any loan, far below what BIGINT holds. */
const AMOUNT_TEXT_MAX = 24;

/**
 * An amount greater than zero, sent as a decimal text or number in major units and turned into minor units.
 * A number is read by its shortest decimal text, so 0.1 means exactly ten paisa and 1e30 is refused.
 */
export function moneyInput(exponent: number) {
  return z
    .union([z.string(), z.number()], { error: "Enter an amount, for example 2500.00." })
    .transform((sent, context) => {
      const text = withoutGrouping(String(sent).trim());
      const minor = text.length <= AMOUNT_TEXT_MAX ? parseMoney(text, exponent) : null;
      if (minor !== null) return minor;
      context.addIssue({ code: "custom", message: `Enter an amount with at most ${exponent} decimals, for example 2500.00.` });
      return z.NEVER;
    });
}

// Commas count only where they group ("1,00,000.50", "100,000"): "2500,00" must not become a quarter of a million.
function withoutGrouping(text: string): string {
  return /^-?\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
}

/** As `moneyInput`, and greater than zero. */
export function positiveMoneyInput(exponent: number) {
  return moneyInput(exponent).refine((minor) => minor > 0n, { error: "Enter an amount greater than zero." });
}

/** As `moneyInput`, and zero or more; an empty text is zero. */
export function moneyFromZeroInput(exponent: number) {
  return z
    .preprocess((sent) => (sent === "" || sent === undefined || sent === null ? "0" : sent), moneyInput(exponent))
    .refine((minor) => minor >= 0n, { error: "Enter zero or more." });
}

/** A percentage with at most four decimals, which is a whole number of parts per million: 10.5 → 105_000. */
export function percentInput({ minPpm, maxPpm, message }: { minPpm: number; maxPpm: number; message: string }) {
  return z
    .union([z.string(), z.number()], { error: message })
    .transform((sent) => parseMoney(String(sent).trim(), 4))
    .refine((ppm): ppm is bigint => ppm !== null && ppm >= BigInt(minPpm) && ppm <= BigInt(maxPpm), { error: message })
    .transform(Number);
}

/** The id of a row, as a number or its decimal text. */
export const idInput = z
  .union([z.number(), z.string().regex(/^\d{1,16}$/, "This is not a valid id.")], { error: "This is not a valid id." })
  .transform(Number)
  .refine((id) => Number.isSafeInteger(id) && id > 0, { error: "This is not a valid id." });

/** A whole number, as a number or its decimal text. */
export function countInput(min: number, max: number) {
  const message = `Enter a whole number from ${min} to ${max}.`;
  return z
    .union([z.number(), z.string().regex(/^\d{1,9}$/, message)], { error: message })
    .transform(Number)
    .refine((count) => Number.isInteger(count) && count >= min && count <= max, { error: message });
}

/** A civil date, "YYYY-MM-DD", that exists in the calendar. */
export const dateInput = z
  .string({ error: "Enter a date." })
  .refine(isBusinessDate, { error: "Enter a date that exists, as YYYY-MM-DD." });

/** A text that must not be empty. Control characters have no place in it. */
export function textInput(lengthMax: number, required: string) {
  return z
    .string({ error: required })
    .trim()
    .min(1, { error: required })
    .max(lengthMax, { error: `Use at most ${lengthMax} characters.` })
    .refine((text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text), { error: "Remove the invisible control characters." });
}

/** A text that may be empty. */
export function optionalTextInput(lengthMax: number) {
  return z
    .string()
    .trim()
    .max(lengthMax, { error: `Use at most ${lengthMax} characters.` })
    .default("");
}

/** A file as the doors hand it on: its declared name and its content. */
export type SentFile = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** A file: a browser's `File` while a form checks it, name and bytes once it has reached the bank. */
export function fileInput(bytesMax: number, tooLarge: string) {
  const error = "Choose a file.";
  const sent = z.object({ name: z.string(), bytes: z.instanceof(Uint8Array<ArrayBuffer>) }, { error });
  // Only the browser's check has a size limit: the operation refuses a large file with a code of its own.
  const chosen = z.instanceof(File, { error }).refine((file) => file.size <= bytesMax, { error: tooLarge });
  return z.union([sent, chosen], { error: (issue) => (issue.input instanceof File ? tooLarge : error) });
}

/** Rows that a job leaves out for now: they have failed, or another process holds them. */
export const leftOutInput = z.array(idInput).default([]);
