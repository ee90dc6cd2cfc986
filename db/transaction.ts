import type { MySql2Database } from "drizzle-orm/mysql2";
import type { PoolConnection } from "mysql2/promise";
import { database, queryBuilder } from "./client";

/** A handle inside one open transaction. Whoever takes a `Tx` says: "I run inside somebody's transaction". */
export type Tx = MySql2Database & { $client: PoolConnection };

const ATTEMPTS_MAX = 8;
const BACKOFF_BASE_MS = 5;
const BACKOFF_CAP_MS = 400;

const DEADLOCK = 1213;
const LOCK_WAIT_TIMEOUT = 1205;
const LOST_CONNECTION = new Set(["PROTOCOL_CONNECTION_LOST", "ECONNRESET", "EPIPE", "ECONNREFUSED", "ETIMEDOUT", "ER_SERVER_SHUTDOWN"]);

/**
 * Runs `work` in one READ COMMITTED transaction and commits it.
 *
 * A deadlock, a lock wait that timed out and a lost connection (also at COMMIT, where nobody knows whether it
 * took hold) are tried again, at most 8 times with growing, jittered pauses. So `work` must be safe to run again:
 * operations claim their idempotency key first, and a second run finds the first one's result.
 */
export async function withTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(work);
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !isTransient(error)) throw error;
      await pause(attempt);
    }
  }
}

async function runOnce<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const connection = await database().$client.getConnection();
  let healthy = true;
  try {
    await connection.query("START TRANSACTION");
    const result = await work(queryBuilder(connection));
    await connection.query("COMMIT");
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away, the server rolls back for it.
    await connection.query("ROLLBACK").catch(() => (healthy = false));
    throw error;
  } finally {
    if (healthy) connection.release();
    else connection.destroy();
  }
}

/**
 * True when the database says "try again": a fault of timing, not of the request. When it went away, nobody knows
 * whether a COMMIT took hold.
 */
export function isTransient(error: unknown): boolean {
  const { errno, code } = driverError(error);
  return errno === DEADLOCK || errno === LOCK_WAIT_TIMEOUT || (code !== undefined && LOST_CONNECTION.has(code));
}

/** True when a statement waited for a lock longer than allowed. */
export function isLockWaitTimeout(error: unknown): boolean {
  return driverError(error).errno === LOCK_WAIT_TIMEOUT;
}

/** True when a unique index refused the row (1062). */
export function isDuplicate(error: unknown): boolean {
  return driverError(error).errno === 1062;
}

/** The driver's own error, which the query builder hides in `cause`. Match on `errno`: names differ between servers. */
function driverError(error: unknown): { errno?: number; code?: string } {
  if (typeof error !== "object" || error === null) return {};
  if ("errno" in error && typeof error.errno === "number") return error as { errno: number; code?: string };
  if ("code" in error && typeof error.code === "string" && LOST_CONNECTION.has(error.code)) return { code: error.code };
  // A statement on a connection that was lost since the last one: the driver says no more than that it is fatal.
  if ("fatal" in error && error.fatal === true) return { code: "PROTOCOL_CONNECTION_LOST" };
  return "cause" in error ? driverError(error.cause) : {};
}

function pause(attempt: number): Promise<void> {
  const ceiling = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** attempt);
  return new Promise((resolve) => setTimeout(resolve, ceiling / 2 + Math.random() * (ceiling / 2)));
}
