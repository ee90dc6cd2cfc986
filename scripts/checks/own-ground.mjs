// The ground the tests stand on: their own settings, folder and database, so that a running Tessera never notices them.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureDatabaseBinaries } from "../setup/database-binaries.mjs";
import { evictDatabase, joinDatabase } from "../setup/embedded-database.mjs";
import { makePrivateFolder } from "../setup/private-folder.mjs";
import { claimFolder } from "../setup/running.mjs";
import { root } from "../setup/settings.mjs";
import { onShutdown } from "../setup/shutdown.mjs";

const ground = join(root, ".test");
const MEMORY_FOLDER = "/dev/shm";
const MEMORY_BYTES_MIN = 2 * 1024 ** 3;
const OWN_SETTINGS = /^(TESSERA_|NEXTAUTH_|RESEND_|TWILIO_|UPLOADTHING_|SENTRY_)|^(DATABASE_URL|TEST_DATABASE_URL|MAIL_FROM|NODE_ENV|PORT|HOST)$/;
const KEPT_SETTINGS = ["TESSERA_CHROMIUM", "TESSERA_TRACE"];

/** The data folder of the application under the browser tests. */
export const browserDataFolder = join(ground, "browser-data");

/** Forgets every setting of the person's own bank, so that no test ever reaches its database or sends its mail. */
export function isolateSettings() {
  for (const name of Object.keys(process.env)) {
    if (OWN_SETTINGS.test(name) && !KEPT_SETTINGS.includes(name)) delete process.env[name];
  }
  // The framework would read .env again by itself; this is how it tells its own children not to.
  process.env.__NEXT_PROCESSED_ENV = "true";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  process.env.TESSERA_DATA_DIR = browserDataFolder;
}

/**
 * Claims the folder of the tests; two runs at once would count each other's failures.
 * Answers { noteApp(known) }, which writes down the application so that the next run can stop it should this one be killed.
 */
export async function claimGround() {
  makePrivateFolder(ground);
  const { lock, other } = await claimFolder(ground);
  if (!lock) throw new Error(`Tests already run in this folder (process ${other.pid}).`);
  onShutdown(lock.release);
  return { noteApp: (known) => lock.update({ app: known }) };
}

/** Starts an empty database for this run, in memory where there is enough. Answers { url(database) }. */
export async function provideTestDatabase(step) {
  const binaries = await step("Database programs", ensureDatabaseBinaries);
  await clearLeftover();
  const folder = isMemoryRoomy() ? mkdtempSync(join(MEMORY_FOLDER, "tessera-test-")) : join(ground, "database");
  writeFileSync(leftoverNote(), folder);
  const joining = joinDatabase(folder, { binaries, password: "tests-only", throwaway: true });
  onShutdown(async () => {
    await (await joining.catch(() => null))?.leave();
    rmSync(folder, { recursive: true, force: true });
  });
  return await step("Test database", () => joining);
}

/** Empties the data folder of the browser tests, and only that. */
export function emptyBrowserData() {
  rmSync(browserDataFolder, { recursive: true, force: true });
  mkdirSync(browserDataFolder, { recursive: true, mode: 0o700 });
}

/** A run that was killed leaves its database behind, perhaps still running. */
async function clearLeftover() {
  if (!existsSync(leftoverNote())) return;
  const folder = readFileSync(leftoverNote(), "utf8");
  await evictDatabase(folder);
  rmSync(folder, { recursive: true, force: true });
}

function leftoverNote() {
  return join(ground, "database-folder");
}

function isMemoryRoomy() {
  if (!existsSync(MEMORY_FOLDER)) return false;
  const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
  return bavail * bsize >= MEMORY_BYTES_MIN;
}
