// Runs one command of the bank: node scripts/run.mjs <name> [arguments]. Only the command itself writes to standard output.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runShown, stopCommands } from "./setup/child-commands.mjs";
import { commandArguments } from "./setup/commands.mjs";
import { isDatabaseMade, provideDatabase } from "./setup/database.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";
import { checkEnvironment } from "./setup/environment-checks.mjs";
import { makePrivateFolder } from "./setup/private-folder.mjs";
import { createProgress } from "./setup/progress.mjs";
import { createReport } from "./setup/report.mjs";
import { runningApp } from "./setup/running.mjs";
import { readSecrets } from "./setup/secrets.mjs";
import { appEnvironment, askedPort, dataFolder, loadSettings, root } from "./setup/settings.mjs";
import { endOnSignals, onShutdown, runMain } from "./setup/shutdown.mjs";

const PORT_DEFAULT = 3000;
const [name, ...args] = process.argv.slice(2);

endOnSignals({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });
await runMain(run);

async function run() {
  loadSettings();
  if (!name || !/^[a-z-]+$/.test(name) || !existsSync(join(root, "scripts/commands", `${name}.ts`))) throw new Error(`There is no command "${name ?? ""}"; package.json lists them.`);
  onShutdown(stopCommands);

  const report = createReport();
  // The doctor looks and mends nothing, so what is missing is told and not installed.
  if (name === "doctor" && !(await checkEnvironment(report))) return 1;

  // Only these two begin with nothing; the others would meet a database without tables.
  if (!isDatabaseMade() && !["migrate", "reset"].includes(name)) throw new Error("There is no bank here yet. `npm start` makes one.");

  const step = createProgress(process.stderr, { quiet: true });
  await step("Dependencies", ensureDependencies);
  const secrets = readSecrets(makePrivateFolder(dataFolder()));
  const database = await provideDatabase(step, secrets);
  const env = appEnvironment({ databaseUrl: database.url, port: servingPort(), secrets, mode: "production" });
  const code = await runShown(process.execPath, commandArguments(name, args), { env, foreground: true });
  return report.failures() > 0 ? 1 : code;
}

/** The port of the running Tessera, for links in what a command writes; else the one it would have. */
function servingPort() {
  const url = runningApp(dataFolder())?.url;
  return url ? Number(new URL(url).port) : (askedPort() ?? PORT_DEFAULT);
}
