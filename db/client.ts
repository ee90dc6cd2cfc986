import "server-only";
import { drizzle, type MySql2Database } from "drizzle-orm/mysql2";
import mysql, { type Pool, type PoolConnection } from "mysql2/promise";
import { env } from "@/lib/env";

/** A database handle: the query builder, with the driver's own pool or connection as `$client` for plain SQL. */
export type Db = MySql2Database & { $client: Pool };

/** Session settings that every connection needs; both MariaDB 10.11+ and MySQL 8.4 know them. */
const sessionSettings = [
  "SET time_zone = '+00:00'",
  "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
  "SET SESSION innodb_lock_wait_timeout = 10",
  "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
];

/** Opens a pool on `url`. BIGINT beyond 2^53 arrives as a string, so no digit is ever lost. */
export function openPool(url: string, connectionLimit: number): Pool {
  const pool = mysql.createPool({
    uri: url,
    connectionLimit,
    queueLimit: 2_000,
    supportBigNumbers: true,
    timezone: "Z",
    dateStrings: ["DATE"],
    charset: "utf8mb4_unicode_ci",
    enableKeepAlive: true,
    multipleStatements: false,
    maxPreparedStatements: 256,
  });
  // The driver queues these before the first statement of whoever asked for the connection.
  pool.pool.on("connection", (connection) => {
    for (const setting of sessionSettings) connection.query(setting);
  });
  return pool;
}

/** Wraps a pool or one connection in the query builder. */
export function queryBuilder<Client extends Pool | PoolConnection>(client: Client): MySql2Database & { $client: Client } {
  return drizzle(client) as MySql2Database & { $client: Client };
}

// Next bundles pages, routes and the start-up hook separately; the pool must still be one per process.
const shared = globalThis as typeof globalThis & { tesseraDb?: Db };

/** The process's one database handle, opened at first use. */
export function database(): Db {
  shared.tesseraDb ??= queryBuilder(openPool(env.databaseUrl, env.poolSize));
  return shared.tesseraDb;
}

/** Closes the pool; for scripts and tests, which end. */
export async function closeDatabase(): Promise<void> {
  await shared.tesseraDb?.$client.end();
  delete shared.tesseraDb;
}
