import { existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { askUntilAnswered } from "./ask";
import { parseLog, type Cast, type Intent, type LogLine, type Login } from "./cast";

/*
 * One process of clients: clients.ts <cast> <log> <count> <server> <server>. Each client asks for one thing after the
 * other, writes down what it is going to ask before it does, and what was answered as soon as it knows. A process that
 * was killed begins where its log ends.
 */

const REPEAT_PERCENT = 15;
const RESEND_PERCENT = 60;

const [castFile = "", logFile = "", count = "1", ...servers] = process.argv.slice(2);
const cast = JSON.parse(readFileSync(castFile, "utf8")) as Cast;
cutUnfinishedLine();
const log = openSync(logFile, "a");
let isOver = false;
process.on("SIGTERM", () => (isOver = true));

await recover();
await Promise.all(Array.from({ length: Number(count) }, (_, client) => beClient(client)));

/** What was asked before the kill and not answered: most of it is asked once more, the rest stays unknown for the judge. */
async function recover(): Promise<void> {
  const lines = parseLog(readFileSync(logFile, "utf8"));
  const answered = new Set(lines.filter(({ kind }) => kind !== "intent").map(({ key }) => key));
  const open = lines.filter((line): line is Intent => line.kind === "intent" && !answered.has(line.key));
  await Promise.all(open.filter(() => Math.random() * 100 < RESEND_PERCENT).map(ask));
}

async function beClient(client: number): Promise<void> {
  while (!isOver) {
    const role = (client + Math.floor(Math.random() * 3)) % 3;
    if (role === 0) await repay();
    else if (role === 1) await moveDeposit();
    else await borrow();
  }
}

async function moveDeposit(): Promise<void> {
  const { id } = pick(cast.depositors);
  if (Math.random() < 0.65) await ask(newIntent("invest", id, { path: "/api/depositors/invest", body: { amount: someAmount(40_000) } }));
  else await ask(newIntent("withdraw", id, { path: "/api/depositors/withdraw", body: { amount: someAmount(20_000) } }));
}

async function repay(): Promise<void> {
  const { id, loanId } = pick(cast.borrowers);
  const body = { amount: someAmount(900), prepayment: "next_instalments" };
  await ask(newIntent("repay", id, { path: `/api/loans/my-loans/${loanId}/repayments`, body }));
}

/** Applies, which the product approves at once, and has it paid out. */
async function borrow(): Promise<void> {
  const { id } = pick(cast.borrowers);
  const body = { loan_product_id: cast.productId, loan_amount: someAmount(60_000), tenure_months: 6 };
  const applied = await ask(newIntent("apply", id, { path: "/api/loans/apply", body }));
  const loanId = /"loan_id":(\d+)/.exec(applied ?? "")?.[1];
  if (loanId) await ask(newIntent("disburse", cast.officer.id, { path: `/api/admin/loans/${loanId}/disburse`, body: {} }));
}

function newIntent(what: Intent["what"], actorId: number, { path, body }: Pick<Intent, "path" | "body">): Intent {
  const intent: Intent = { kind: "intent", key: `crash-${randomUUID()}`, what, actorId, path, body };
  write(intent);
  return intent;
}

/** Asks, writes down the answer, and now and then asks the same again; answers what was done, null for anything else. */
async function ask(intent: Intent): Promise<string | null> {
  const { token } = loginOf(intent.actorId);
  const answered = await askUntilAnswered(servers, intent, { token, isOver: () => isOver });
  if (!answered) return null;
  const { key } = intent;
  const isDone = answered.status < 300;
  write({ kind: isDone ? "done" : "refused", key, ...answered });
  if (isDone && Math.random() * 100 < REPEAT_PERCENT) {
    const again = await askUntilAnswered(servers, intent, { token, isOver: () => isOver });
    if (again) write({ kind: "repeat", key, same: again.status === answered.status && again.answer === answered.answer, answer: again.answer });
  }
  return isDone ? answered.answer : null;
}

/** A line that the kill cut short was never written. */
function cutUnfinishedLine(): void {
  if (existsSync(logFile)) truncateSync(logFile, readFileSync(logFile).lastIndexOf("\n") + 1);
}

/** One line, on the disk before anything else happens. */
function write(line: LogLine): void {
  writeSync(log, `${JSON.stringify(line)}\n`);
  fsyncSync(log);
}

function loginOf(id: number): Login {
  const login = [cast.officer, ...cast.depositors, ...cast.borrowers].find((each) => each.id === id);
  if (!login) throw new Error(`nobody of the cast has the id ${id}`);
  return login;
}

function pick<T>(choices: readonly T[]): T {
  const choice = choices[Math.floor(Math.random() * choices.length)];
  if (choice === undefined) throw new Error("nothing can be picked from an empty list");
  return choice;
}

/** An amount with decimals, up to so many minor units. */
function someAmount(minorMax: number): number {
  return (1 + Math.floor(Math.random() * minorMax)) / 100;
}
