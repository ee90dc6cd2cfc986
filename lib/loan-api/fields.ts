import { z } from "zod";
import type { Money } from "@/lib/core/money";
import { env } from "@/lib/env";
import { toMajorNumber } from "@/lib/format";
import { countInput, idInput } from "@/lib/platform/field-schemas";

/* Fields of this dialect, named once: what a client may send, and what it is answered. */

/** An amount as a client sends it; the operation checks its decimals and its size. */
export const amountSent = z
  .union([z.number(), z.string()], { error: "Enter an amount, for example 2500.00." })
  .meta({ description: `An amount in ${env.currency}, major units: a number, or a decimal text where no digit may be lost.`, example: 2500 });

/** Where money comes from or goes to. */
export const methodSent = z
  .string()
  .optional()
  .meta({ description: "The account at the person's own bank. The sandbox rail also understands `sandbox-hold` and `sandbox-bounce`.", example: "own-account" });

/** An id as a client sends it. */
export const idSent = idInput.meta({ description: "The id of an object.", example: 7 });

/** An amount as it is answered. */
export const amountAnswered = z.number().meta({ description: `An amount in ${env.currency}, major units.` });

export const idAnswered = z.number().int().positive();

export const dateAnswered = z.string().meta({ description: "A civil date, YYYY-MM-DD.", format: "date" });

export const instantAnswered = z.string().meta({ description: "An instant in UTC (RFC 3339).", format: "date-time" });

export const percentAnswered = z.number().meta({ description: "Percent: 8.5 is eight and a half of a hundred." });

/** Minor units as the JSON number that this contract wants: the nearest one to the exact decimal, for reading only. */
export function amountOf(minor: Money): number {
  return toMajorNumber(minor, env.currencyExponent);
}

/** A rate in parts per million as percent: 85_000 → 8.5. */
export function percentOf(ppm: number): number {
  return ppm / 10_000;
}

/** An instant as it is answered. */
export function instantOf(instant: Date): string {
  return instant.toISOString();
}

/** A filter of a list; an empty text (`?bank_id=`) is no filter. */
export function filterSent<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((sent) => (sent === "" ? undefined : sent), schema.optional()).optional();
}

/** Rows that a list answers unless it is asked for fewer; old clients do not page and must not miss a row. */
const LIST_LIMIT = 1_000;

/** How a list is paged: `limit` rows, those that follow the row with the id `after`. */
export const pageSent = {
  limit: countInput(1, LIST_LIMIT).default(LIST_LIMIT).meta({ description: "How many rows, at most.", example: 50 }),
  after: idInput.optional().meta({ description: "The id of the last row that was seen: the answer begins after it.", example: 120 }),
};

/** Is there more after these rows? */
export const pageAnswered = { has_more: z.boolean().meta({ description: "More rows follow the last one: ask again with its id as `after`." }) };

/** Cuts the one row too many that a reader asked for to learn whether there is more. */
export function pageOf<Row>(rows: readonly Row[], limit: number): { rows: readonly Row[]; has_more: boolean } {
  return { rows: rows.slice(0, limit), has_more: rows.length > limit };
}
