import { sql, type AnyColumn, type SQL } from "drizzle-orm";
import { z } from "zod";
import { idInput } from "@/lib/platform/field-schemas";

/* What a list reads from a page's address. An address is typed and shared by people: what cannot be read is ignored, never refused. */

/** Rows of one page of a list. */
export const PAGE_SIZE = 25;

const PAGE_MAX = 100_000;

const readable = z.coerce.number().int().min(1).max(PAGE_MAX).catch(1);

/** Page (from 1), sort ("principal" up, "-principal" down) and search text of a list. */
export const listParams = z.object({
  page: readable,
  sort: z.string().max(40).catch(""),
  q: z.string().trim().max(80).catch(""),
});

/** A filter by the id of a row; anything else means "all". */
export const idFilter = idInput.optional().catch(undefined);

/** A filter by one of a few words; anything else means "all". */
export function wordFilter<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words).optional().catch(undefined);
}

/** The rows before a page. */
export function rowsBefore(page: number): number {
  return (page - 1) * PAGE_SIZE;
}

/**
 * The ORDER BY of a sort text over the columns that may be sorted by; a name that is not among them gives the list's
 * own order. The row's id comes last, so that pages never overlap.
 */
export function orderOf(sort: string, columns: Readonly<Record<string, AnyColumn | SQL>>, own: { byDefault: SQL; id: AnyColumn }): SQL {
  const descending = sort.startsWith("-");
  const name = descending ? sort.slice(1) : sort;
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (column === undefined) return own.byDefault;
  return descending ? sql`${column} desc, ${own.id} desc` : sql`${column} asc, ${own.id} asc`;
}

/** A text as a LIKE pattern that finds it anywhere; its own % and _ mean themselves. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
