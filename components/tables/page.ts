/** One page of rows as a list query answers it; `page` counts from 1. */
export type Page<Row> = { rows: readonly Row[]; total: number; page: number; pageSize: number };

/** Rows that are few enough to be answered all at once: their only page. */
export function wholePage<Row>(rows: readonly Row[]): Page<Row> {
  return { rows, total: rows.length, page: 1, pageSize: Math.max(1, rows.length) };
}
