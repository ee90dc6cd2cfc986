import { createConnection } from "mysql2/promise";
import { openPool, queryBuilder, type Db } from "@/db/client";
import { migrate } from "@/db/migrate";
import type { Actor } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { openLendingBank, type TestProduct } from "@/lib/funding/testing";
import { hireAdmin, signUp } from "@/lib/identity/testing";

/* A database for each thing that is measured. The server is the bench's own; scripts/bench.mjs starts it. */

// The handle that `database()` answers. A process has one; here it is set from outside, one bank after the other.
const shared = globalThis as typeof globalThis & { tesseraDb?: Db };

/** A migrated database with a bank, a product, an officer and a borrower in it. */
export type Ground = { db: Db; url: string; product: TestProduct; admin: Actor; borrower: Actor };

/** Makes the database t_<name> with a bank that is open on `today`, and points operations at it. */
export async function breakGround(name: string, today: string): Promise<Ground> {
  const url = new URL(env.databaseUrl);
  url.pathname = `/t_${name}`;
  const server = await createConnection(env.databaseUrl);
  await server.query(`CREATE DATABASE t_${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  await server.end();
  await migrate(url.toString());
  const db = queryBuilder(openPool(url.toString(), env.poolSize));
  standOn({ db });
  const product = await openLendingBank(today);
  const admin = await hireAdmin("officer@bench.example");
  return { db, url: url.toString(), product, admin, borrower: await signUp("borrower", "borrower@bench.example") };
}

/** Points operations at this bank. */
export function standOn({ db }: Pick<Ground, "db">): void {
  shared.tesseraDb = db;
}

/** Ends a database whose figures are taken, so that its pages leave the server's memory to the next. */
export async function leaveGround({ db, url }: Ground): Promise<void> {
  await db.$client.query(`DROP DATABASE ${new URL(url).pathname.slice(1)}`);
  await db.$client.end();
  delete shared.tesseraDb;
}
