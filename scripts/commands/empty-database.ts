import type { RowDataPacket } from "mysql2";
import { database } from "@/db/client";
import { migrate } from "@/db/migrate";
import { env } from "@/lib/env";

/** Takes every table away and makes them anew. Only for a database on this machine. */
export async function emptyDatabase(): Promise<void> {
  const { hostname } = new URL(env.databaseUrl);
  if (!["127.0.0.1", "localhost", "[::1]"].includes(hostname)) {
    throw new Error(`The database on ${hostname} is not on this machine, so it is left as it is.`);
  }
  const connection = await database().$client.getConnection();
  try {
    const [rows] = await connection.query<RowDataPacket[]>("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()");
    await connection.query("SET FOREIGN_KEY_CHECKS = 0");
    for (const { name } of rows) await connection.query("DROP TABLE ??", [name]);
    await connection.query("SET FOREIGN_KEY_CHECKS = 1");
  } finally {
    connection.release();
  }
  await migrate(env.databaseUrl);
}
