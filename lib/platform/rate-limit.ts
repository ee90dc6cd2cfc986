import { lt } from "drizzle-orm";
import type { MySql2Database } from "drizzle-orm/mysql2";
import type { ResultSetHeader, RowDataPacket } from "mysql2";
import { rateLimits } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { instantIn, instantNow } from "./clock";
import type { Refused } from "./errors";
import { refused } from "./errors";

/** So many in so many seconds. */
export type Limit = { countMax: number; windowSeconds: number };

/**
 * Counts one try in the bucket and refuses it when the bucket is full; a window that has passed begins anew.
 * Counting first locks the bucket until the commit, so tries at the same instant cannot slip through together.
 */
export async function countTry(tx: Tx, bucket: string, limit: Limit): Promise<Refused | null> {
  const now = instantNow();
  await tx.$client.query(
    `INSERT INTO rate_limits (bucket, \`count\`, window_ends_at) VALUES (?, 1, ?)
     ON DUPLICATE KEY UPDATE \`count\` = IF(window_ends_at <= ?, 1, \`count\` + 1),
                             window_ends_at = IF(window_ends_at <= ?, VALUES(window_ends_at), window_ends_at)`,
    [bucket, instantIn(limit.windowSeconds), now, now],
  );
  const [rows] = await tx.$client.query<RowDataPacket[]>("SELECT `count`, window_ends_at FROM rate_limits WHERE bucket = ?", [bucket]);
  const row = rows[0];
  if (!row || Number(row.count) <= limit.countMax) return null;
  const secondsLeft = Math.ceil(((row.window_ends_at as Date).getTime() - now.getTime()) / 1000);
  return refused("rate_limited", { retryAfterSeconds: Math.max(1, secondsLeft) });
}

/** Takes one counted try back: it turned out not to be a failure. */
export async function uncountTry(tx: Tx, bucket: string): Promise<void> {
  await tx.$client.query("UPDATE rate_limits SET `count` = `count` - 1 WHERE bucket = ? AND `count` > 0", [bucket]);
}

/** Forgets the bucket: a success wipes the failures before it. */
export async function clearLimit(tx: Tx, bucket: string): Promise<void> {
  await tx.$client.query("DELETE FROM rate_limits WHERE bucket = ?", [bucket]);
}

/** Counts whose window ended so long ago that nobody asks for them are forgotten, a bounded number at a time. */
const FORGET_AFTER_SECONDS = 60 * 60;
const FORGOTTEN_AT_ONCE = 1_000;

/** Are there counts to forget? So that a job need not open a transaction to find nothing. */
export async function hasEndedCounts(db: MySql2Database): Promise<boolean> {
  const rows = await db.select({ bucket: rateLimits.bucket }).from(rateLimits).where(lt(rateLimits.windowEndsAt, instantIn(-FORGET_AFTER_SECONDS))).limit(1);
  return rows.length > 0;
}

/** Forgets ended counts; answers how many. */
export async function forgetEndedCounts(tx: Tx): Promise<number> {
  const [result] = await tx.$client.query<ResultSetHeader>("DELETE FROM rate_limits WHERE window_ends_at < ? LIMIT ?", [instantIn(-FORGET_AFTER_SECONDS), FORGOTTEN_AT_ONCE]);
  return result.affectedRows;
}
