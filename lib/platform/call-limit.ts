import type { RowDataPacket } from "mysql2";
import { database } from "@/db/client";
import { env } from "@/lib/env";
import { instantIn, instantNow } from "./clock";

const WINDOW_SECONDS = 60;
/** Calls are taken from the shared count so many at a time: a write for every call would cost more than the call. */
const LEASES_PER_WINDOW = 60;
/** More callers than this are not remembered: what the oldest of them had taken and not used is lost to it for the minute. */
const CALLERS_MAX = 10_000;

/** Calls that this process has taken from the shared count and not yet used. */
type Lease = { windowEndsAt: number; left: number; untaken: number };

/** What is counted apart: calls that ask something of the bank, and calculations, which cost it a moment's thought. */
export type CallBudget = "calls" | "calculations";

const limitOf = (budget: CallBudget) => (budget === "calls" ? env.limits.callsPerMinute : env.limits.calculationsPerMinute);

/** What a caller is told about the limit; `isAllowed` false means 429. */
export type CallAllowance = { isAllowed: boolean; limit: number; remaining: number; resetSeconds: number };

/** Whose calls of which budget, and how many a minute there may be. */
type Counted = { bucket: string; limit: number };

const leases = new Map<string, Promise<Lease>>();

/**
 * Counts one call of a caller (a token, a key, an address). The count is in the database, so all processes together
 * allow no more than the limit a minute; what one process has taken and does not use is lost until the window ends.
 */
export async function countCall(caller: string, budget: CallBudget = "calls"): Promise<CallAllowance> {
  const now = instantNow().getTime();
  const limit = limitOf(budget);
  const { lease, isAllowed } = await spendCall({ bucket: `${budget}:${caller}`, limit }, now);
  const resetSeconds = Math.max(1, Math.ceil((lease.windowEndsAt - now) / 1000));
  return { isAllowed, limit, remaining: lease.left + lease.untaken, resetSeconds };
}

/**
 * Uses one call of the lease at hand, or of a new one: taken once, however many calls find at the same instant that
 * they need it. Nothing is awaited between looking at what is left and using it.
 */
async function spendCall(counted: Counted, now: number): Promise<{ lease: Lease; isAllowed: boolean }> {
  const { bucket } = counted;
  for (;;) {
    const known = leases.get(bucket);
    const lease = await known;
    if (lease && lease.windowEndsAt > now && (lease.left > 0 || lease.untaken === 0)) {
      const isAllowed = lease.left > 0;
      if (isAllowed) lease.left -= 1;
      return { lease, isAllowed };
    }
    if (leases.get(bucket) !== known) continue;
    if (leases.size >= CALLERS_MAX) forgetOldest();
    const taking = takeLease(counted);
    leases.set(bucket, taking);
    // A count that failed is not remembered: the next call asks the database again.
    taking.catch(() => leases.delete(bucket));
  }
}

// A map hands out its keys in the order in which they came.
function forgetOldest(): void {
  for (const [bucket] of leases) return void leases.delete(bucket);
}

async function takeLease({ bucket, limit }: Counted): Promise<Lease> {
  const size = Math.max(1, Math.ceil(limit / LEASES_PER_WINDOW));
  const now = instantNow();
  const connection = await database().$client.getConnection();
  try {
    // The count after this statement is handed back by the connection, so no other process can slip between.
    await connection.query(
      `INSERT INTO rate_limits (bucket, \`count\`, window_ends_at) VALUES (?, LAST_INSERT_ID(?), ?)
       ON DUPLICATE KEY UPDATE \`count\` = LAST_INSERT_ID(IF(window_ends_at <= ?, ?, \`count\` + ?)),
                               window_ends_at = IF(window_ends_at <= ?, VALUES(window_ends_at), window_ends_at)`,
      [bucket, size, instantIn(WINDOW_SECONDS), now, size, size, now],
    );
    const [rows] = await connection.query<RowDataPacket[]>(
      "SELECT LAST_INSERT_ID() AS taken, window_ends_at FROM rate_limits WHERE bucket = ?",
      [bucket],
    );
    const taken = Number(rows[0]?.taken ?? size);
    const before = Math.min(taken - size, limit);
    const left = Math.min(size, limit - before);
    return { windowEndsAt: (rows[0]?.window_ends_at as Date).getTime(), left, untaken: Math.max(0, limit - before - left) };
  } finally {
    connection.release();
  }
}
