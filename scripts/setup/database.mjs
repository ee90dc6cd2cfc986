// The database that the application is to use.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureDatabaseBinaries } from "./database-binaries.mjs";
import { tablesFolder } from "./database-server.mjs";
import { joinDatabase } from "./embedded-database.mjs";
import { broughtDatabase, dataFolder } from "./settings.mjs";
import { onShutdown } from "./shutdown.mjs";

/** True when there is a database to look into; only the embedded one can be "not made yet". */
export function isDatabaseMade() {
  return broughtDatabase() !== null || existsSync(tablesFolder(databaseFolder()));
}

/**
 * The person's own database by DATABASE_URL, or the embedded one, which then is left again on the way out.
 * Answers { url, whenGone() }; `step` shows the progress.
 */
export async function provideDatabase(step, secrets) {
  const brought = broughtDatabase();
  if (brought) return { url: brought, whenGone: () => new Promise(() => {}) };
  const binaries = await step("Database programs", ensureDatabaseBinaries);
  const joining = joinDatabase(databaseFolder(), { binaries, password: secrets.databasePassword });
  // Registered before it is there, so that Ctrl-C in the middle of its start leaves nothing behind.
  onShutdown(async () => (await joining.catch(() => null))?.leave());
  const database = await step("Database", () => joining);
  return { url: database.url("tessera"), whenGone: database.whenGone };
}

function databaseFolder() {
  return join(dataFolder(), "database");
}
