import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { createConnection } from "mysql2/promise";
import { afterAll } from "vitest";

/**
 * Set-up of every integration test file: a database of its own on the test server, migrated, and a folder of its own for
 * letters and documents; gone afterwards. Their names go into the environment before any module that reads the
 * configuration is loaded.
 */
const server = process.env.TEST_DATABASE_URL;
if (!server) throw new Error("TEST_DATABASE_URL is not set. `npm test` starts a database and sets it.");

const name = `t_${process.env.VITEST_POOL_ID ?? "0"}_${randomBytes(4).toString("hex")}`;
const admin = await createConnection(server);
await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);

const url = new URL(server);
url.pathname = `/${name}`;
process.env.DATABASE_URL = url.toString();
const folder = resolve(".test/data", name);
process.env.TESSERA_DATA_DIR = folder;

const { migrate } = await import("./migrate");
await migrate(process.env.DATABASE_URL);

afterAll(async () => {
  const { closeDatabase } = await import("./client");
  await closeDatabase();
  await admin.query(`DROP DATABASE ${name}`);
  await admin.end();
  await rm(folder, { recursive: true, force: true });
});
