// The private database of one folder, shared by all who use it at a time: the first in starts it, the last out stops it.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { becomesReady, createTables, isReady, launchServer, stopServer, tablesFolder } from "./database-server.mjs";
import { readFacts, withLock } from "./lock-file.mjs";
import { findByArgument, identify, isAlive } from "./processes.mjs";
import { makePrivateFolder } from "./private-folder.mjs";

const WATCH_MS = 500;

/**
 * Joins the database in `folder`, starting it when it does not run.
 * Answers { port, url(database), leave(), whenGone() }. `options` are { binaries, password, throwaway, durable }.
 */
export async function joinDatabase(folder, options) {
  makePrivateFolder(folder);
  const server = await withLock(lockFile(folder), async () => {
    enlist(folder);
    try {
      return (await runningServer(folder)) ?? (await startServer(folder, options));
    } catch (error) {
      withdraw(folder);
      throw error;
    }
  });
  let left = false;
  return {
    port: server.port,
    url: (database) => `mysql://tessera:${options.password}@127.0.0.1:${server.port}/${database}`,
    async leave() {
      if (left) return;
      left = true;
      await withLock(lockFile(folder), () => stopWhenUnused(folder, server));
    },
    /** Settles when the server ends without anybody here having left it. */
    whenGone: () => gone(server, () => left),
  };
}

/** Stops whatever still runs on `folder`, whoever started it. For folders whose content is not needed any more. */
export async function evictDatabase(folder) {
  for (const stray of findByArgument(`--datadir=${tablesFolder(folder)}`)) await stopServer(stray);
}

/** The server that runs in `folder`, or null. */
async function runningServer(folder) {
  const noted = readFacts(serverFile(folder));
  if (!isAlive(noted)) return null;
  // It may have been left in the middle of its start.
  if ((await isReady(noted)) || (await becomesReady(noted))) return noted;
  await stopServer(noted);
  return null;
}

async function startServer(folder, { binaries, password, throwaway = false, durable }) {
  // A server that nobody noted, because its parent was killed at the wrong moment, still holds the tables.
  await evictDatabase(folder);
  await createTables(folder, binaries);
  const noted = readFacts(serverFile(folder));
  if (noted?.socketFolder) rmSync(noted.socketFolder, { recursive: true, force: true });
  const server = await launchServer({ folder, binaries, password, port: noted?.port, throwaway, durable });
  writeFileSync(serverFile(folder), `${JSON.stringify(server, null, 2)}\n`, { mode: 0o600 });
  return server;
}

async function stopWhenUnused(folder, server) {
  withdraw(folder);
  const others = readdirSync(usersFolder(folder)).filter((name) => isAlive(readFacts(join(usersFolder(folder), name))));
  if (others.length === 0) await stopServer(server);
}

function enlist(folder) {
  mkdirSync(usersFolder(folder), { recursive: true });
  writeFileSync(join(usersFolder(folder), `${process.pid}.json`), JSON.stringify(identify(process.pid)));
}

function withdraw(folder) {
  rmSync(join(usersFolder(folder), `${process.pid}.json`), { force: true });
}

function gone(server, isExpected) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(server)) return;
      clearInterval(timer);
      if (!isExpected()) resolve();
    }, WATCH_MS);
    timer.unref();
  });
}

function lockFile(folder) {
  return join(folder, "lock.json");
}

function serverFile(folder) {
  return join(folder, "server.json");
}

function usersFolder(folder) {
  return join(folder, "users");
}
