import { database, queryBuilder } from "./client";
import type { Tx } from "./transaction";

/**
 * Runs reads that must agree with each other, however many statements they take: all of them see the database as it
 * was at one moment (REPEATABLE READ with a consistent snapshot, read only, so nothing is locked and nobody waits).
 * Everything else runs in `withTransaction`.
 */
export async function withSnapshot<T>(read: (snapshot: Tx) => Promise<T>): Promise<T> {
  const connection = await database().$client.getConnection();
  let healthy = true;
  try {
    // For the next transaction of this connection only.
    await connection.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    await connection.query("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    return await read(queryBuilder(connection));
  } finally {
    await connection.query("COMMIT").catch(() => (healthy = false));
    if (healthy) connection.release();
    else connection.destroy();
  }
}
