// The first part of `npm run doctor`: what must be right before the bank itself can be looked at.
import { accessSync, constants, existsSync, statSync, statfsSync } from "node:fs";
import { relative } from "node:path";
import { isDatabaseMade } from "./database.mjs";
import { databaseInstallCommand, findDatabaseBinaries } from "./database-binaries.mjs";
import { serverVersion } from "./database-server.mjs";
import { areDependenciesInstalled } from "./dependencies.mjs";
import { isPortFree, nextFreePort } from "./ports.mjs";
import { runningApp } from "./running.mjs";
import { askedPort, broughtDatabase, dataFolder, isNodeRecent, listenHost, root } from "./settings.mjs";

const FREE_BYTES_MIN = 1024 ** 3;
const PORT_DEFAULT = 3000;

/** Prints the lines. False when something is missing without which the bank cannot be examined. */
export async function checkEnvironment(report) {
  const node = report.check(isNodeRecent(), `Node ${process.versions.node}`, "install Node 20.19 or newer");
  const packages = checkDependencies(report);
  const database = checkDatabasePrograms(report);
  const folder = checkDataFolder(report);
  checkDisk(report);
  await checkPort(report);
  return node && packages && database && folder;
}

function checkDependencies(report) {
  const installed = areDependenciesInstalled();
  return report.check(installed, `dependencies are ${installed ? "" : "missing, or not "}those of package-lock.json`, "npm ci");
}

function checkDatabasePrograms(report) {
  if (broughtDatabase()) return report.check(true, "database: yours, by DATABASE_URL", "");
  const binaries = findDatabaseBinaries();
  return report.check(binaries !== null, binaries ? `database server: ${serverVersion(binaries)}` : "database server: not found", databaseInstallCommand());
}

function checkDataFolder(report) {
  const folder = dataFolder();
  const name = relative(root, folder) || folder;
  if (!existsSync(folder)) return report.check(false, `data folder ${name}: not there yet`, "npm start");
  const isPrivate = (statSync(folder).mode & 0o077) === 0;
  report.check(isPrivate, `data folder ${name} ${isPrivate ? "is private" : "is open to others"}`, `chmod 700 ${name}`);
  const isWritable = canWrite(folder);
  report.check(isWritable, `data folder ${name} ${isWritable ? "can" : "cannot"} be written`, `sudo chown -R "$(id -u)" ${name}`);
  const isMade = isDatabaseMade();
  report.check(isMade, `the bank's database is ${isMade ? "there" : "not made yet"}`, "npm start");
  return isPrivate && isWritable && isMade;
}

function checkDisk(report) {
  const place = existsSync(dataFolder()) ? dataFolder() : root;
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  report.check(free >= FREE_BYTES_MIN, `disk: ${(free / 1024 ** 3).toFixed(1)} GiB free`, "free at least 1 GiB; `rm -rf .next .test` removes what can be made again");
}

async function checkPort(report) {
  const running = runningApp(dataFolder());
  if (running?.url) return report.check(true, `Tessera runs at ${running.url}`, "");
  const asked = askedPort();
  const port = asked ?? PORT_DEFAULT;
  if (await isPortFree(port, listenHost())) return report.check(true, `port ${port} is free`, "");
  const other = await nextFreePort(port + 1, listenHost());
  // Without a wish, `npm start` takes the next one by itself.
  return report.check(asked === null, `port ${port} is taken by another program, ${other} is free`, `PORT=${other} npm start`);
}

function canWrite(folder) {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
