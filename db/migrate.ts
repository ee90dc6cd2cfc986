import { resolve } from "node:path";
import { migrate as applyMigrations } from "drizzle-orm/mysql2/migrator";
import type { RowDataPacket } from "mysql2";
import { openPool, queryBuilder } from "./client";

const LOCK_SECONDS = 120;

/**
 * Brings the database at `url` to the newest schema. Safe to call from several processes at once: the migrator
 * itself is neither locked nor atomic, so a named lock lets one run and the others find nothing left to do.
 */
export async function migrate(url: string): Promise<void> {
  const pool = openPool(url, 2);
  try {
    const holder = await pool.getConnection();
    const [rows] = await holder.query<RowDataPacket[]>("SELECT GET_LOCK('tessera.migrate', ?) AS held", [LOCK_SECONDS]);
    if (Number(rows[0]?.held) !== 1) throw new Error("Another process has been migrating this database for two minutes.");
    // A database made by hand often has another character set, in which names and currency signs would not fit.
    await holder.query("ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
    await applyMigrations(queryBuilder(pool), { migrationsFolder: resolve("drizzle") });
    await holder.query("SELECT RELEASE_LOCK('tessera.migrate')");
    holder.release();
  } finally {
    await pool.end();
  }
}
