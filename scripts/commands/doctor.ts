import { readdirSync } from "node:fs";
import type { RowDataPacket } from "mysql2";
import { closeDatabase, database } from "@/db/client";
import { system } from "@/lib/core/permissions";
import { rebuildBalances } from "@/lib/ledger/operations/rebuild-balances";
import { checkInvariants } from "@/lib/reports/invariants";
import { recheckNewestNight } from "@/lib/reports/position-recheck";
import { createReport } from "../setup/report.mjs";
import { installationState } from "../story/state";

// The second half of `npm run doctor`: is the schema the newest, and do the books hold?
//   -- --show <rule>      names every row that breaks a rule
//   -- --mend-balances    sets stored balances to what their postings say, then checks
const ROWS_MAX = 10_000;
const report = createReport();

async function checkSchema(): Promise<boolean> {
  const known = readdirSync("drizzle").filter((file) => file.endsWith(".sql")).length;
  const [rows] = await database()
    .$client.query<RowDataPacket[]>("SELECT COUNT(*) AS applied FROM __drizzle_migrations")
    .catch(() => [[{ applied: 0 } as RowDataPacket]]);
  const applied = Number(rows[0]?.applied ?? 0);
  return report.check(applied === known, `Migrations: ${applied} of ${known} are applied`, "npm run db:migrate");
}

async function checkBooks(): Promise<void> {
  for (const { name, rule, problems } of await checkInvariants(database())) {
    const found = problems.length === 0 ? rule : `${rule}: ${problems.join("; ")}`;
    // Stored balances follow from postings; whatever else is broken needs eyes on every offending row first.
    const mend = name.startsWith("balance:") ? "npm run doctor -- --mend-balances" : `npm run doctor -- --show ${name}`;
    report.check(problems.length === 0, found, mend);
  }
}

/** The newest night's root again, from the leaves that are stored of it. */
async function checkProof(): Promise<void> {
  const night = await recheckNewestNight(database());
  if (!night) return;
  const found = night.problems.length === 0 ? `Its leaves give the root of the night ${night.date}: ${night.root}` : `The proof of the night ${night.date}: ${night.problems.join("; ")}`;
  report.check(night.problems.length === 0, found, "restore proof_chunks of that night from a backup; the root itself is published and stays");
}

/** Sets stored balances to what their postings say. */
async function mendBalances(): Promise<void> {
  const { mended } = await rebuildBalances.execute(system, {});
  const changed = Object.entries(mended).filter(([, rows]) => rows > 0);
  for (const [account, rows] of changed) console.log(`${account}: ${rows} put right`);
}

/** Names every row that breaks one rule. */
async function show(wanted: string): Promise<void> {
  const all = await checkInvariants(database(), ROWS_MAX);
  const found = all.find(({ name }) => name === wanted);
  console.log(found ? `${found.rule}:` : `There is no rule ${wanted}. Rules: ${all.map(({ name }) => name).join(", ")}`);
  for (const problem of found?.problems ?? []) console.log(`  ${problem}`);
}

const [flag, value] = process.argv.slice(2);
try {
  if (flag === "--mend-balances") await mendBalances();
  if (flag === "--show") await show(value ?? "");
  else if (await checkSchema()) {
    const state = await installationState();
    report.check(state === "ready", `Installation: ${state === "ready" ? "open for business" : state}`, "npm run db:seed");
    await checkBooks();
    await checkProof();
  }
} catch (error) {
  report.check(false, `The database does not answer: ${error instanceof Error ? error.message : String(error)}`, "npm start, or check DATABASE_URL");
}
await closeDatabase();
process.exitCode = report.failures() === 0 ? 0 : 1;
