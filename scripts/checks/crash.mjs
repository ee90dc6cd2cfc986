// The crash test: 64 clients, and everything killed in the middle, again and again. See docs/simulation.md.
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runQuietly } from "../setup/child-commands.mjs";
import { ensureDatabaseBinaries } from "../setup/database-binaries.mjs";
import { tablesFolder } from "../setup/database-server.mjs";
import { evictDatabase, joinDatabase } from "../setup/embedded-database.mjs";
import { anyFreePort } from "../setup/ports.mjs";
import { findByArgument, identify, signalGroup, stopProcess } from "../setup/processes.mjs";
import { root } from "../setup/settings.mjs";
import { isEnding, onShutdown } from "../setup/shutdown.mjs";
import { spawnApp } from "../setup/web-server.mjs";
import { bankEnvironment, serverArguments } from "./bank-processes.mjs";
import { TEST_DIST_FOLDER } from "./test-folder.mjs";

const folder = join(root, ".test", "crash");
const databaseFolder = join(folder, "database");
const castFile = join(folder, "cast.json");

const SERVERS = 2;
const CLIENT_PROCESSES = 4;
const CLIENTS_EACH = 16;
const MINUTES = 1.1;
const CALM_MS = { min: 2_500, max: 5_500 };
const LAST_WORDS_MS = 25_000;

/** Runs the test; `args` are --minutes. Answers { passed, failed }: it is one test. */
export async function runCrashTest({ step, args }) {
  const minutes = minutesIn(args);
  const bank = await step("Bank that will be killed", () => openBank());
  try {
    return await playAndJudge(bank, minutes);
  } finally {
    // Whatever came of it, nothing of it may run beside what is tested next.
    await killEverything(bank);
  }
}

async function playAndJudge(bank, minutes) {
  const kills = { client: 0, server: 0, database: 0 };
  const until = performance.now() + minutes * 60_000;
  while (performance.now() < until && !isEnding()) {
    await pause(CALM_MS.min + Math.random() * (CALM_MS.max - CALM_MS.min));
    await killSomething(bank, kills);
  }
  await Promise.all(bank.clients.map((client) => client.finish()));
  const found = await judge(bank);
  tell(found, { kills, minutes });
  return found.problemCount === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A durable database, the bank in it, two servers of the production build and the clients. */
async function openBank() {
  await evictDatabase(databaseFolder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = await openDatabase();
  await runQuietly(process.execPath, serverArguments("e2e/crash/prepare.ts", [castFile]), { env: { ...bankEnvironment(), DATABASE_URL: database.url } });
  const servers = [];
  for (let index = 0; index < SERVERS; index += 1) servers.push(await openServer(database.url));
  const addresses = servers.map(({ address }) => address);
  const clients = Array.from({ length: CLIENT_PROCESSES }, (_, index) => openClients(addresses, index));
  return { database, servers, clients };
}

async function openDatabase() {
  const options = { binaries: await ensureDatabaseBinaries(), password: "tests-only", throwaway: true, durable: true };
  let joined = await joinDatabase(databaseFolder, options);
  onShutdown(async () => {
    await joined.leave();
    await evictDatabase(databaseFolder);
    rmSync(databaseFolder, { recursive: true, force: true });
  });
  return {
    url: joined.url("tessera"),
    kill: () => killAll(findByArgument(`--datadir=${tablesFolder(databaseFolder)}`)),
    async start() {
      const { port } = joined;
      joined = await joinDatabase(databaseFolder, options);
      if (joined.port !== port) throw new Error(`The killed database came back on port ${joined.port}, because somebody has taken port ${port}: its servers look for it there.`);
    },
  };
}

async function openServer(databaseUrl) {
  const port = await anyFreePort();
  const address = `http://127.0.0.1:${port}`;
  const env = {
    ...bankEnvironment(),
    ...{ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", __NEXT_PROCESSED_ENV: "true", TESSERA_DIST_DIR: TEST_DIST_FOLDER },
    ...{ DATABASE_URL: databaseUrl, NEXTAUTH_URL: `http://localhost:${port}/api/session`, PORT: String(port) },
    // Sixty-four clients share one address here.
    TESSERA_CALLS_PER_MINUTE: "1000000",
    TESSERA_LOG_LEVEL: "silent",
  };
  const log = createWriteStream(join(folder, `server-${port}.log`), { flags: "a" });
  let app = null;
  const start = async () => {
    app = spawnApp({ command: "start", host: "127.0.0.1", port, env });
    await app.whenHealthy(log);
  };
  onShutdown(() => app?.stop());
  await start();
  return { address, start, kill: () => killAll([app.known]) };
}

function openClients(addresses, index) {
  const log = join(folder, `clients-${index}.jsonl`);
  const output = createWriteStream(join(folder, `clients-${index}.log`), { flags: "a" });
  let known = null;
  let ended = Promise.resolve();
  const start = async () => {
    const args = serverArguments("e2e/crash/clients.ts", [castFile, log, String(CLIENTS_EACH), ...addresses]);
    const child = spawn(process.execPath, args, { cwd: root, env: bankEnvironment(), stdio: ["ignore", "pipe", "pipe"], detached: true });
    for (const stream of [child.stdout, child.stderr]) stream.pipe(output, { end: false });
    known = identify(child.pid ?? 0);
    ended = new Promise((resolve) => child.on("close", resolve).on("error", resolve));
  };
  onShutdown(() => stopProcess(known, 1_000));
  void start();
  return {
    log,
    start,
    kill: () => killAll([known]),
    /** Lets every client finish what it has begun, as far as that does not take too long. */
    async finish() {
      signalGroup(known.pid, "SIGTERM");
      await Promise.race([ended, pause(LAST_WORDS_MS)]);
      await killAll([known]);
    },
  };
}

/** Kills one thing, or several at once, and starts them again. */
async function killSomething({ database, servers, clients }, kills) {
  const victims = [];
  const lot = Math.random();
  if (lot < 0.35) victims.push(["client", pick(clients)]);
  else if (lot < 0.65) victims.push(["server", pick(servers)]);
  else if (lot < 0.9) victims.push(["database", database]);
  else victims.push(["database", database], ["server", pick(servers)], ["client", pick(clients)]);
  // A kind that had no turn yet goes first, so that a short run has met them all.
  const missing = Object.keys(kills).find((kind) => kills[kind] === 0);
  if (missing && !victims.some(([kind]) => kind === missing)) victims.splice(0, victims.length, [missing, { client: pick(clients), server: pick(servers), database }[missing]]);
  for (const [kind, victim] of victims) {
    await victim.kill();
    kills[kind] += 1;
  }
  for (const [, victim] of victims) await victim.start();
}

async function killEverything({ clients, servers, database }) {
  for (const each of [...clients, ...servers, database]) await each.kill();
}

async function killAll(processes) {
  for (const known of processes) signalGroup(known.pid, "SIGKILL");
  await Promise.all(processes.map((known) => stopProcess(known, 1_000)));
}

async function judge({ database, servers, clients }) {
  const args = serverArguments("e2e/crash/judge.ts", [castFile, servers[0].address, ...clients.map(({ log }) => log)]);
  const said = await runQuietly(process.execPath, args, { env: { ...bankEnvironment(), DATABASE_URL: database.url } });
  return JSON.parse(said.slice(said.lastIndexOf("\n") + 1));
}

function tell({ acknowledged, refused, repeatedAtOnce, askedAgainAfterwards, unanswered, unansweredButDone, problems, problemCount }, { kills, minutes }) {
  const lines = [
    `${CLIENT_PROCESSES * CLIENTS_EACH} clients for ${minutes} min; killed with -9: clients ${kills.client} times, a server ${kills.server}, the database ${kills.database}`,
    `${acknowledged} operations acknowledged, ${refused} refused; ${repeatedAtOnce} repeated at once, ${askedAgainAfterwards} asked again afterwards`,
    `${unanswered} never answered: ${unansweredButDone} of them wholly done, ${unanswered - unansweredButDone} not at all`,
    problemCount === 0 ? "nothing lost, nothing twice, every invariant holds" : `${problemCount} faults:`,
    ...problems.map((problem) => `- ${problem}`),
  ];
  process.stdout.write(`${lines.map((line) => `  ${line}`).join("\n")}\n`);
}

function pick(choices) {
  return choices[Math.floor(Math.random() * choices.length)];
}

function minutesIn(args) {
  const at = args.indexOf("--minutes");
  const minutes = at < 0 ? MINUTES : Number(args[at + 1]);
  if (!(minutes > 0 && minutes <= 24 * 60)) throw new Error(`--minutes takes a number of minutes, not "${args[at + 1] ?? ""}".`);
  return minutes;
}
