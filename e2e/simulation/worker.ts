import { createConnection } from "mysql2/promise";

/*
 * One process of the simulation: plays every n-th world on a database of its own and tells its parent, a line of JSON
 * at a time, how far it has come. See docs/simulation.md.
 */

type Order = { seed: number; worlds: number[]; eventsOf: number; untilEvent: number | null };

const TELL_EVERY = 10;

const order = JSON.parse(process.argv[2] ?? "{}") as Order;
const server = process.env.TEST_DATABASE_URL;
if (!server) throw new Error("TEST_DATABASE_URL is not set. `npm run simulate` starts a database and sets it.");

const name = `t_simulation_${process.pid}`;
const admin = await createConnection(server);
await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
const url = new URL(server);
url.pathname = `/${name}`;
// Before any module that reads the configuration is loaded.
process.env.DATABASE_URL = url.toString();
try {
  const { migrate } = await import("@/db/migrate");
  await migrate(process.env.DATABASE_URL);
  await playWorlds();
} finally {
  await admin.query(`DROP DATABASE ${name}`);
  await admin.end();
}

async function playWorlds(): Promise<void> {
  const { openTemplate } = await import("./bank-template");
  const { closeDatabase } = await import("@/db/client");
  const template = await openTemplate();
  for (const world of order.worlds) await playOne(template, world);
  await closeDatabase();
}

async function playOne(template: import("./bank-template").BankTemplate, world: number): Promise<void> {
  const { playWorld, WorldFailure } = await import("./play-world");
  let untold = 0;
  const onEvent = () => {
    untold += 1;
    if (untold % TELL_EVERY === 0) tell({ events: TELL_EVERY });
  };
  try {
    const { counts, reached } = await playWorld(template, { seed: order.seed, world, events: order.untilEvent ?? order.eventsOf, onEvent });
    tell({ world, counts, reached });
  } catch (error) {
    if (!(error instanceof WorldFailure)) throw error;
    tell({ world, failure: { event: error.event, ...error.what, problems: error.problems } });
  }
}

function tell(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
