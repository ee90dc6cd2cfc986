import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";

/** Rows looked at in one transaction. */
const ROWS_AT_ONCE = 1_000;

/**
 * A table that only grows, whose rows are over after a time. The conditions are SQL about the row `r`. Rows are looked at
 * in the order of their ids, each once: a mark says how far. Ids become visible out of order, but a row that is weeks old
 * has no older one still to come.
 */
export type Forgettable = {
  table: string;
  /** The column with the instant from which a row's time counts. */
  countsFrom: string;
  /** It is still needed for a while, however old: nothing behind it is forgotten before it. */
  waits: string;
  /** It stays for good. */
  stays: string;
  /** A table whose rows belong to a row of this one and go with it, and the index of the column that says to which. */
  parts: { table: string; column: string; index: string } | null;
};

// Asked row by row: a list of ids may lead to a scan of the whole table, which waits for rows that callers are writing.
const EACH_ID = "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) v STRAIGHT_JOIN";
const MARK = "COALESCE((SELECT through_id FROM forgetting_marks WHERE table_name = ?), 0)";

/** Is a row of `table`, whose time counts from before this instant, still to be looked at? A cheap look. */
export async function hasForgettable(db: Db, { table, countsFrom, waits }: Forgettable, before: Date): Promise<boolean> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT ${countsFrom} AS counted_from, ${waits} AS waits FROM ${table} r WHERE id > ${MARK} ORDER BY id LIMIT 1`,
    [table],
  );
  return rows.some((row) => isOver(row, before));
}

/** Forgets the next rows that are over, some at a time. @returns how many it looked at, those that stay included */
export async function forgetSome(tx: Tx, forgettable: Forgettable, before: Date): Promise<number> {
  const { table, countsFrom, waits, stays, parts } = forgettable;
  const from = await lockMark(tx, table);
  const [next] = await tx.$client.query<RowDataPacket[]>(
    `SELECT id, ${countsFrom} AS counted_from, 0 AS waits FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`,
    [from, ROWS_AT_ONCE],
  );
  const old = firstIds(next, before);
  if (old.length === 0) return 0;
  // Locked before they are judged, so that what begins to need a row meanwhile is seen, or finds it gone.
  await tx.$client.query(`SELECT r.id FROM ${EACH_ID} ${table} r FORCE INDEX (PRIMARY) ON r.id = v.id FOR UPDATE`, [JSON.stringify(old)]);
  const [judged] = await tx.$client.query<RowDataPacket[]>(
    `SELECT id, ${countsFrom} AS counted_from, ${waits} AS waits, ${stays} AS stays FROM ${table} r WHERE id IN (?) ORDER BY id`,
    [old],
  );
  const over = firstIds(judged, before);
  if (over.length === 0) return 0;
  const staying = new Set(judged.filter((row) => Number(row.stays) === 1).map((row) => Number(row.id)));
  const gone = over.filter((id) => !staying.has(id));
  if (gone.length > 0) {
    const list = JSON.stringify(gone);
    if (parts) await tx.$client.query(`DELETE r FROM ${EACH_ID} ${parts.table} r FORCE INDEX (${parts.index}) ON r.${parts.column} = v.id`, [list]);
    await tx.$client.query(`DELETE r FROM ${EACH_ID} ${table} r FORCE INDEX (PRIMARY) ON r.id = v.id`, [list]);
  }
  await tx.$client.query("UPDATE forgetting_marks SET through_id = ? WHERE table_name = ?", [over.at(-1), table]);
  return over.length;
}

/** One process forgets at a time; answers how far it was looked. */
async function lockMark(tx: Tx, table: string): Promise<number> {
  await tx.$client.query("INSERT INTO forgetting_marks (table_name, through_id) VALUES (?, 0) ON DUPLICATE KEY UPDATE through_id = through_id", [table]);
  const [rows] = await tx.$client.query<RowDataPacket[]>("SELECT through_id FROM forgetting_marks WHERE table_name = ?", [table]);
  return Number(rows[0]?.through_id ?? 0);
}

/** The ids up to the first row that is not over. */
function firstIds(rows: readonly RowDataPacket[], before: Date): number[] {
  const end = rows.findIndex((row) => !isOver(row, before));
  return rows.slice(0, end === -1 ? rows.length : end).map((row) => Number(row.id));
}

function isOver(row: RowDataPacket, before: Date): boolean {
  return (row.counted_from as Date) < before && Number(row.waits) === 0;
}
