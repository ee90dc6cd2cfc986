/** One page of rows as a list query answers it; `page` counts from 1. */
export type Page<Row> = { rows: readonly Row[]; total: number; page: number; pageSize: number };
