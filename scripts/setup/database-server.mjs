// One private database server: how it is created, with what options it runs, when it is ready.
import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runQuietly } from "./child-commands.mjs";
import { anyFreePort, greetingOf, isPortFree } from "./ports.mjs";
import { identify, isAlive, stopProcess } from "./processes.mjs";

const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 60_000;
const PORT_FREE_WITHIN_MS = 5_000;
const POLL_MS = 40;
const PORT_ATTEMPTS_MAX = 3;
// The system's limit is 107 bytes, and the server notices only when it has started fully.
const SOCKET_PATH_BYTES_MAX = 100;
const PROTOCOL_VERSION = 10;

/** The folder with the tables of the database that lives in `folder`. */
export function tablesFolder(folder) {
  return join(folder, "tables");
}

/** Creates the empty system tables, unless they are there. Made aside and moved, so a crash leaves nothing half made. */
export async function createTables(folder, binaries) {
  const tables = tablesFolder(folder);
  if (existsSync(tables)) return;
  const draft = `${tables}.new`;
  rmSync(draft, { recursive: true, force: true });
  const asRoot = runAsRoot();
  if (binaries.isMariaDb) {
    const access = ["--auth-root-authentication-method=socket", `--auth-root-socket-user=${userInfo().username}`];
    // Without name resolution, or the installer insists on a host name that resolves.
    await runQuietly(binaries.installer, ["--no-defaults", `--datadir=${draft}`, "--skip-name-resolve", "--skip-test-db", ...access, ...asRoot]);
  } else {
    await runQuietly(binaries.server, ["--no-defaults", "--initialize-insecure", `--datadir=${draft}`, ...asRoot]);
  }
  renameSync(draft, tables);
}

/**
 * Starts the server and waits until it greets. Answers { pid, mark, port, socketFolder }, to be written down.
 * `throwaway` lets the user create databases named t_…, and gives up safety against power cuts for speed unless `durable`.
 */
export async function launchServer({ folder, binaries, password, port: wantedPort, throwaway, durable = !throwaway }) {
  const initFile = join(folder, "init.sql");
  writeFileSync(initFile, initialStatements({ password, throwaway, isMariaDb: binaries.isMariaDb }), { mode: 0o600 });
  let port = wantedPort && (await becomesFree(wantedPort)) ? wantedPort : await anyFreePort();
  for (let attempt = 1; ; attempt += 1) {
    const { socket, socketFolder } = socketPlace(folder);
    const known = spawnServer(binaries.server, folder, [...serverOptions(durable), `--socket=${socket}`, `--port=${port}`, `--init-file=${initFile}`]);
    const server = { ...known, port, socketFolder };
    if (await becomesReady(server)) return server;
    await stopServer(server);
    const said = lastLines(logFile(folder));
    if (attempt === PORT_ATTEMPTS_MAX || !/Address already in use/i.test(said)) throw new Error(`The database did not start. Its log, ${logFile(folder)}, ends with:\n${said}`);
    port = await anyFreePort();
  }
}

/** Waits a moment for a port: a server that was killed under load still holds its own while it ends. */
async function becomesFree(port) {
  const deadline = performance.now() + PORT_FREE_WITHIN_MS;
  while (!(await isPortFree(port))) {
    if (performance.now() > deadline) return false;
    await pause(POLL_MS);
  }
  return true;
}

/** True when a running server greets as a database does. */
export async function isReady(server) {
  const greeting = await greetingOf(server.port, 2_000);
  // Three bytes of length and one of sequence come before the protocol's version.
  return greeting?.[4] === PROTOCOL_VERSION;
}

/** Waits until a starting server greets; false when it ended instead. */
export async function becomesReady(server) {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (isAlive(server) && performance.now() < deadline) {
    if (await isReady(server)) return true;
    await pause(POLL_MS);
  }
  return false;
}

/** Stops the server in good order, so that the next start has nothing to recover. */
export async function stopServer(server) {
  await stopProcess(server, STOP_WITHIN_MS);
  if (server.socketFolder) rmSync(server.socketFolder, { recursive: true, force: true });
}

function spawnServer(program, folder, options) {
  const log = openSync(logFile(folder), "w", 0o600);
  try {
    const args = ["--no-defaults", `--datadir=${tablesFolder(folder)}`, `--pid-file=${join(folder, "server.pid")}`, ...options, ...runAsRoot()];
    // A session of its own: Ctrl-C in the terminal must reach the application first, and the database last.
    const child = spawn(program, args, { cwd: folder, stdio: ["ignore", log, log], detached: true });
    child.on("error", () => {});
    child.unref();
    return identify(child.pid ?? 0);
  } finally {
    closeSync(log);
  }
}

/** Options that MySQL or an older MariaDB may not know carry `loose-`, and are then passed over. */
function serverOptions(durable) {
  const safe = ["--innodb-flush-log-at-trx-commit=1", "--loose-innodb-log-file-size=128M"];
  const quick = ["--innodb-flush-log-at-trx-commit=0", "--loose-innodb-log-file-size=96M", "--innodb-doublewrite=OFF"];
  return [
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    "--skip-log-bin",
    "--loose-mysqlx=OFF",
    "--local-infile=OFF",
    "--performance-schema=OFF",
    "--max-connections=150",
    "--transaction-isolation=READ-COMMITTED",
    "--loose-innodb-snapshot-isolation=OFF",
    "--innodb-lock-wait-timeout=10",
    "--innodb-buffer-pool-size=256M",
    "--default-time-zone=+00:00",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_unicode_ci",
    ...(durable ? safe : quick),
  ];
}

/** Run by the server at each start, before it accepts anybody; one statement a line. So nobody ever signs in as root. */
function initialStatements({ password, throwaway, isMariaDb }) {
  const statements = ["CREATE DATABASE IF NOT EXISTS tessera CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;"];
  for (const host of ["localhost", "127.0.0.1"]) {
    const user = `'tessera'@'${host}'`;
    statements.push(`CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY '${password}';`, `ALTER USER ${user} IDENTIFIED BY '${password}';`);
    statements.push(`GRANT ALL PRIVILEGES ON tessera.* TO ${user};`);
    if (throwaway) statements.push(`GRANT ALL PRIVILEGES ON \`t\\_%\`.* TO ${user};`);
  }
  // MariaDB's root signs in through the socket as this system user only; MySQL's would have no password at all.
  if (!isMariaDb) statements.push(`ALTER USER 'root'@'localhost' IDENTIFIED BY '${password}';`);
  return `${statements.join("\n")}\n`;
}

/** The socket stays in our closed folder, or, where that path is too long, in a short closed one. */
function socketPlace(folder) {
  const socket = join(folder, "server.sock");
  if (Buffer.byteLength(socket) <= SOCKET_PATH_BYTES_MAX) return { socket, socketFolder: null };
  const socketFolder = mkdtempSync(join(tmpdir(), "tessera-"));
  return { socket: join(socketFolder, "server.sock"), socketFolder };
}

/** The server refuses to run as root unless it is told so by name. */
function runAsRoot() {
  return process.getuid?.() === 0 ? ["--user=root"] : [];
}

function logFile(folder) {
  return join(folder, "server.log");
}

function lastLines(file) {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-20).map((line) => `  ${line}`).join("\n");
  } catch {
    return "  (nothing)";
  }
}

/** The server's own description of itself, such as "mariadbd  Ver 10.11.19-MariaDB". */
export function serverVersion(binaries) {
  return execFileSync(binaries.server, ["--no-defaults", "--version"], { encoding: "utf8" }).trim();
}
