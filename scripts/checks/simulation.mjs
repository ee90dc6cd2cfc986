// The deterministic simulation: worlds of random events, two processes at a time. See docs/simulation.md.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { duration } from "../setup/progress.mjs";
import { identify, stopProcess } from "../setup/processes.mjs";
import { root } from "../setup/settings.mjs";
import { onShutdown } from "../setup/shutdown.mjs";
import { bankEnvironment, serverArguments } from "./bank-processes.mjs";

const WORKERS = 2;
const EVENTS_OF_A_WORLD = 250;
const SEED = 1;
const EVENTS = 10_000;
const TELL_EVERY_MS = 10_000;

/**
 * Plays the simulation. `args` are --seed, --events (a world has 250, so they are rounded up) or --until, which plays
 * only the world of that event, up to it. Answers { passed, failed }, in worlds.
 */
export async function runSimulation({ databaseUrl, args }) {
  const { seed, events, until } = readArguments(args);
  const worlds = until === null ? Array.from({ length: Math.ceil(events / EVENTS_OF_A_WORLD) }, (_, index) => index) : [Math.floor((until - 1) / EVENTS_OF_A_WORLD)];
  const untilEvent = until === null ? null : ((until - 1) % EVENTS_OF_A_WORLD) + 1;
  const tally = createTally({ seed, expected: until === null ? worlds.length * EVENTS_OF_A_WORLD : untilEvent });
  const shares = Array.from({ length: Math.min(WORKERS, worlds.length) }, (_, worker) => worlds.filter((world) => world % WORKERS === worker || worlds.length === 1));
  await Promise.all(shares.map((share) => runWorker({ seed, worlds: share, eventsOf: EVENTS_OF_A_WORLD, untilEvent }, { databaseUrl, tally })));
  return tally.close();
}

async function runWorker(order, { databaseUrl, tally }) {
  const child = spawn(process.execPath, serverArguments("e2e/simulation/worker.ts", [JSON.stringify(order)]), {
    cwd: root,
    // One world after the other, so few connections; a demo may close many days at once.
    env: { ...bankEnvironment(), TEST_DATABASE_URL: databaseUrl, TESSERA_POOL_SIZE: "4", TESSERA_DEMO: "1" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const known = identify(child.pid ?? 0);
  onShutdown(() => stopProcess(known, 5_000));
  createInterface({ input: child.stdout }).on("line", (line) => tally.hear(JSON.parse(line)));
  const code = await new Promise((resolve) => child.on("close", resolve).on("error", () => resolve(1)));
  if (code !== 0) throw new Error(`A process of the simulation ended with ${code}.`);
}

function createTally({ seed, expected }) {
  const started = performance.now();
  const counts = new Map();
  const reached = new Map();
  let [done, passed, failed, told] = [0, 0, 0, started];

  function hear({ events = 0, world, counts: ofWorld, reached: inWorld, failure }) {
    done += events;
    for (const [name, count] of Object.entries(inWorld ?? {})) reached.set(name, (reached.get(name) ?? 0) + count);
    for (const [name, count] of Object.entries(ofWorld ?? {})) addTo(counts, name, count);
    if (ofWorld) passed += 1;
    if (failure) {
      failed += 1;
      tellFailure(seed, world, failure);
    }
    const now = performance.now();
    if (now - told < TELL_EVERY_MS) return;
    told = now;
    const left = ((now - started) / Math.max(done, 1)) * Math.max(expected - done, 0);
    process.stderr.write(`  ${done} of ${expected} events, ${failed} failed, about ${duration(left)} to go\n`);
  }

  function close() {
    const spent = performance.now() - started;
    for (const [name, count] of [...counts].sort()) process.stdout.write(`  ${String(count.done).padStart(7)} done ${String(count.refused).padStart(6)} refused  ${name}\n`);
    process.stdout.write(`  ${[...reached].map(([name, count]) => `${count} ${name}`).join(", ")}\n`);
    process.stdout.write(`  seed ${seed}: ${done} events in ${duration(spent)}, every invariant proved after each\n`);
    return { passed, failed };
  }
  return { hear, close };
}

function addTo(counts, name, { done, refused }) {
  const before = counts.get(name) ?? { done: 0, refused: 0 };
  counts.set(name, { done: before.done + done, refused: before.refused + refused });
}

function tellFailure(seed, world, { event, name, operation, actor, input, problems }) {
  const number = world * EVENTS_OF_A_WORLD + event + 1;
  const lines = [
    `\n✗ seed ${seed}, event ${number} (world ${world}): ${name}`,
    `  ${operation} by ${actor}: ${JSON.stringify(input)}`,
    ...problems.map((problem) => `  - ${problem.replaceAll("\n", "\n    ")}`),
    `  play it again: npm run simulate -- --seed ${seed} --until ${number}\n`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function readArguments(args) {
  const numberAfter = (name, byDefault) => {
    const at = args.indexOf(name);
    if (at < 0) return byDefault;
    const value = Number(args[at + 1]);
    if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} takes a whole number from 1 on, not "${args[at + 1] ?? ""}".`);
    return value;
  };
  return { seed: numberAfter("--seed", SEED), events: numberAfter("--events", EVENTS), until: numberAfter("--until", null) };
}
