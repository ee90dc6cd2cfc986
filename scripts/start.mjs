// `npm start` and `npm run dev`: from a fresh clone to a running bank. Uses nothing but Node, since nothing else is there yet.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build, isBuildCurrent } from "./setup/build.mjs";
import { runQuietly, stopCommands } from "./setup/child-commands.mjs";
import { commandArguments } from "./setup/commands.mjs";
import { provideDatabase } from "./setup/database.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";
import { isPortFree, nextFreePort } from "./setup/ports.mjs";
import { makePrivateFolder } from "./setup/private-folder.mjs";
import { createProgress, duration } from "./setup/progress.mjs";
import { claimFolder } from "./setup/running.mjs";
import { readSecrets } from "./setup/secrets.mjs";
import { appEnvironment, askedPort, dataFolder, isDemo, listenHost, loadSettings, root } from "./setup/settings.mjs";
import { endOnSignals, onShutdown, runMain } from "./setup/shutdown.mjs";
import { spawnApp } from "./setup/web-server.mjs";

const PORT_DEFAULT = 3000;
const isDev = process.argv.includes("--dev");

endOnSignals({ SIGINT: 130, SIGTERM: 0, SIGHUP: 0 });
await runMain(start);

async function start() {
  loadSettings();
  const folder = makePrivateFolder(dataFolder());
  const { lock, other } = await claimFolder(folder);
  if (!lock) return sayAlreadyRunning(other);
  onShutdown(lock.release);
  onShutdown(stopCommands);

  const step = createProgress();
  await step("Dependencies", ensureDependencies);
  const secrets = readSecrets(folder);
  const database = await provideDatabase(step, secrets);
  const environmentAt = (port) => appEnvironment({ databaseUrl: database.url, port, secrets, mode: isDev ? "development" : "production" });
  const wish = await choosePort();
  await prepareBank(step, environmentAt(wish));

  // Building takes long enough for somebody else to have taken the port.
  const port = (await isPortFree(wish, listenHost())) ? wish : await choosePort();
  const app = spawnApp({ command: isDev ? "dev" : "start", host: listenHost(), port, env: environmentAt(port) });
  onShutdown(app.stop);
  lock.update({ app: app.known });
  await step("Application", () => app.whenHealthy(process.stdout));
  const url = `http://localhost:${port}`;
  lock.update({ app: app.known, url });
  sayReady(url);

  const reason = await Promise.race([
    app.ended.then((code) => `The application ended by itself (${code}).`),
    database.whenGone().then(() => `The database ended by itself; its log is ${relative(root, join(folder, "database", "server.log"))}.`),
  ]);
  throw new Error(reason);
}

async function prepareBank(step, env) {
  const run = (name, args) => (note) => runQuietly(process.execPath, commandArguments(name, args), { env, note });
  await step("Migrations", run("migrate"));
  await step(isDemo() ? "Demo story" : "First content", run("seed", ["--if-empty"]));
  if (isDev) return;
  if (isBuildCurrent()) process.stdout.write("✓ Build  is current\n");
  // Types are checked by the tests; whoever starts a bank need not wait for that.
  else await step("Build", (note) => build({ env: { ...env, TESSERA_TYPES_CHECKED: "1" }, note }));
}

/** The port asked for by name, which must be free, or else the first free one from 3000 on. */
async function choosePort() {
  const asked = askedPort();
  if (asked === null) return await nextFreePort(PORT_DEFAULT, listenHost());
  if (await isPortFree(asked, listenHost())) return asked;
  throw new Error(`Port ${asked} is taken by another program. Free it, choose another with PORT=…, or leave PORT out to get the next free one.`);
}

function sayAlreadyRunning(other) {
  const where = other.url ? `already runs in this folder: ${other.url}` : "is already starting in this folder";
  process.stdout.write(`Tessera ${where} (process ${other.pid}). Stop that one first to start it anew.\n`);
}

function sayReady(url) {
  const lines = ["", `Tessera is ready: ${url}   (${duration(performance.now())} after the start)`];
  const logins = isDemo() ? demoLogins() : [];
  if (logins.length > 0) lines.push("", "  Sign in as", ...columns(logins).map((line) => `    ${line}`));
  if (isDemo()) lines.push("", `  Mail and one-time codes arrive at ${url}/mailbox`);
  lines.push("", "  Stop with Ctrl-C.", "");
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** Rows of words as lines, each column as wide as its longest word. */
function columns(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((word, column) => word.padEnd(widths[column])).join("   ").trimEnd());
}

/** What the demo story left for us: a list of { who, email, password }. */
function demoLogins() {
  try {
    return JSON.parse(readFileSync(join(dataFolder(), "demo-logins.json"), "utf8")).map((login) => Object.values(login).map(String));
  } catch {
    return [];
  }
}
