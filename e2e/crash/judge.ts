import { readFileSync } from "node:fs";
import type { RowDataPacket } from "mysql2";
import { closeDatabase, database } from "@/db/client";
import { findBrokenInvariants } from "@/lib/reports/invariants";
import { askUntilAnswered } from "./ask";
import { operations, parseLog, type Cast, type Intent, type Outcome, type RequestKind } from "./cast";

/*
 * Holds what clients wrote down against what the bank has: judge.ts <cast> <server> <log> …. Prints a line of JSON:
 * what was found, and everything that is wrong.
 */

const ASKED_AT_ONCE = 24;

const [castFile = "", server = "", ...logFiles] = process.argv.slice(2);
const cast = JSON.parse(readFileSync(castFile, "utf8")) as Cast;
const lines = logFiles.flatMap((file) => parseLog(readFileSync(file, "utf8")));
const intents = new Map(lines.filter((line): line is Intent => line.kind === "intent").map((intent) => [intent.key, intent]));
const done = new Map(lines.filter((line): line is Outcome => line.kind === "done").map((outcome) => [outcome.key, outcome]));
const refused = new Set(lines.filter(({ kind }) => kind === "refused").map(({ key }) => key));
const repeats = lines.filter((line) => line.kind === "repeat");
const problems: string[] = [];

const kept = await keptKeys();
judgeKeys();
for (const repeat of repeats) if (!repeat.same) problems.push(`${repeat.key}: a repeat got another answer: ${repeat.answer}`);
const asked = await askAllAgain();
await judgeMoney();
judgeReach();
for (const { rule, problems: rows } of await findBrokenInvariants(database())) problems.push(...rows.map((row) => `${rule}: ${row}`));

const unanswered = [...intents.keys()].filter((key) => !done.has(key) && !refused.has(key));
const found = {
  acknowledged: done.size,
  refused: refused.size,
  repeatedAtOnce: repeats.length,
  askedAgainAfterwards: asked,
  unanswered: unanswered.length,
  unansweredButDone: unanswered.filter((key) => kept.has(key)).length,
};
process.stdout.write(`${JSON.stringify({ ...found, problems: problems.slice(0, 40), problemCount: problems.length })}\n`);
await closeDatabase();

/** The keys of clients that the bank has an answer for, with the operation. */
async function keptKeys(): Promise<Map<string, { actorId: number; operation: string; hasAnswer: boolean }>> {
  const rows = await rowsOf("SELECT idempotency_key, actor_id, operation, answer IS NOT NULL AS has_answer FROM idempotency_keys WHERE idempotency_key LIKE 'crash-%'");
  return new Map(rows.map((row) => [String(row.idempotency_key), { actorId: Number(row.actor_id), operation: String(row.operation), hasAnswer: Boolean(row.has_answer) }]));
}

/** What was acknowledged is there; what is there was asked for, by whom it says, and has its answer. */
function judgeKeys(): void {
  for (const key of done.keys()) if (!kept.has(key)) problems.push(`${key} was acknowledged and is lost`);
  for (const [key, { actorId, operation, hasAnswer }] of kept) {
    const intent = intents.get(key);
    if (!intent) problems.push(`${key} is in the bank and nobody asked for it`);
    else if (intent.actorId !== actorId || operations[intent.what] !== operation) problems.push(`${key} was asked as ${intent.what} by ${intent.actorId}, and is ${operation} by ${actorId}`);
    if (!hasAnswer) problems.push(`${key} was begun and has no answer`);
  }
}

/** Every key that was acknowledged gets the answer that it got. */
async function askAllAgain(): Promise<number> {
  const queue = [...done.values()];
  const count = queue.length;
  const tokens = new Map([cast.officer, ...cast.depositors, ...cast.borrowers].map(({ id, token }) => [id, token]));
  const askOne = async () => {
    for (let outcome = queue.pop(); outcome; outcome = queue.pop()) {
      const intent = intents.get(outcome.key);
      const token = tokens.get(intent?.actorId ?? 0);
      if (!intent || token === undefined) continue;
      const again = await askUntilAnswered([server], intent, { token, isOver: () => false });
      if (again?.status !== outcome.status || again.answer !== outcome.answer) problems.push(`${outcome.key}: was answered ${outcome.answer}, now ${again?.answer}`);
    }
  };
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, askOne));
  return count;
}

/**
 * Money moved once for each key that the bank has kept, by exactly what was asked: counted from what clients wrote down
 * on one side, and from the bank's own rows on the other. The rows that were there before the test are those without a key.
 */
async function judgeMoney(): Promise<void> {
  const tables: Partial<Record<RequestKind, string>> = {
    invest: "SELECT depositor_id AS actor, COUNT(*) AS count, SUM(amount) AS total FROM deposits WHERE state = 'confirmed' AND id > ? GROUP BY depositor_id",
    withdraw: "SELECT depositor_id AS actor, COUNT(*) AS count, SUM(amount) AS total FROM withdrawals WHERE state = 'paid' AND id > ? GROUP BY depositor_id",
    repay: "SELECT l.borrower_id AS actor, COUNT(*) AS count, SUM(r.amount) AS total FROM repayments r JOIN loans l ON l.id = r.loan_id WHERE r.state = 'posted' AND r.id > ? GROUP BY l.borrower_id",
    apply: "SELECT borrower_id AS actor, COUNT(*) AS count, SUM(principal) AS total FROM loans WHERE id > ? GROUP BY borrower_id",
  };
  const before: Partial<Record<RequestKind, number>> = { invest: cast.depositors.length, apply: cast.borrowers.length };
  for (const [what, sql] of Object.entries(tables) as [RequestKind, string][]) {
    const rows = await rowsOf(sql, [await idOfNth(what, before[what] ?? 0)]);
    const said = new Map(rows.map((row) => [Number(row.actor), `${row.count} of ${row.total}`]));
    const reckoned = reckonedOf(what);
    for (const actor of new Set([...said.keys(), ...reckoned.keys()])) {
      if (said.get(actor) !== reckoned.get(actor)) problems.push(`${what} of ${actor}: the bank has ${said.get(actor)}, clients asked for ${reckoned.get(actor)}`);
    }
  }
  const [paidOut] = await rowsOf("SELECT COUNT(*) AS count FROM loans WHERE disbursed_on IS NOT NULL");
  const disbursed = [...kept].filter(([, { operation }]) => operation === operations.disburse).length + cast.borrowers.length;
  if (Number(paidOut?.count) !== disbursed) problems.push(`${paidOut?.count} loans are paid out, by ${disbursed} requests`);
}

/** A run in which nothing of a kind came through would find nothing lost: it has proved nothing. */
function judgeReach(): void {
  const reached = new Set([...done.keys()].map((key) => intents.get(key)?.what));
  for (const what of Object.keys(operations) as RequestKind[]) if (!reached.has(what)) problems.push(`no ${what} was ever acknowledged`);
}

/** The id of the last row that was there when the test began. */
async function idOfNth(what: RequestKind, count: number): Promise<number> {
  const table = what === "invest" ? "deposits" : "loans";
  if (count === 0) return 0;
  const [row] = await rowsOf(`SELECT id FROM ${table} ORDER BY id LIMIT 1 OFFSET ?`, [count - 1]);
  return Number(row?.id ?? 0);
}

function reckonedOf(what: RequestKind): Map<number, string> {
  const sums = new Map<number, { count: number; total: bigint }>();
  for (const key of kept.keys()) {
    const intent = intents.get(key);
    if (intent?.what !== what) continue;
    const before = sums.get(intent.actorId) ?? { count: 0, total: 0n };
    const amount = BigInt(Math.round(Number(intent.body.amount ?? intent.body.loan_amount) * 100));
    sums.set(intent.actorId, { count: before.count + 1, total: before.total + amount });
  }
  return new Map([...sums].map(([actor, { count, total }]) => [actor, `${count} of ${total}`]));
}

async function rowsOf(sql: string, values: unknown[] = []): Promise<RowDataPacket[]> {
  const [rows] = await database().$client.query<RowDataPacket[]>(sql, values);
  return rows;
}
