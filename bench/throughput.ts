import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2";
import { openInstallation } from "@/lib/platform/testing";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import type { BenchOptions } from "./bench-options";
import { breakGround, leaveGround, type Ground } from "./ground";
import { interleaved, median, medianRatio, millisecondsOf } from "./measure";
import { record, replay, type Recording } from "./recorded-sql";
import { createRepayProcedure } from "./repay-procedure";
import type { Line, Part } from "./report";
import { copyLoan, seedActiveLoan, seedDepositors } from "./seed";

/* Repayments a second: through the operation, by the same statements sent by the bare driver, and by one procedure call. */

const CLIENTS = [1, 8, 32];
/** Loans that are repaid whole in one measure: at least one a client. */
const loansOf = (clients: number) => Math.max(clients, 8);
const INSTALMENTS = 24;
const FUNDERS = 10;
const OF_BARE_MIN = 0.6;
const PRINCIPAL = 1_000_000n;
/** Tables whose ids must not be mistaken for another value when a recording is sent again. */
const NUMBERED = ["idempotency_keys", "journal_entries", "repayments", "rail_transfers", "outbox", "audit_log", "webhook_events"];

type Way = "operation" | "bare" | "procedure";
/** Pays the instalment with this index of a loan. */
type Pay = (loanId: number, index: number) => Promise<unknown>;

export async function benchThroughput({ quick, progress }: BenchOptions): Promise<Part> {
  const sizes = { rounds: quick ? 3 : 9, warmUps: 1 };
  progress("seeding");
  const ground = await breakGround("throughput", "2020-01-01");
  const loanId = await seedLateLoan(ground);
  const [templateId = 0] = await copyLoan(ground.db, loanId, 1);
  const { ways, amounts } = await prepareWays(ground, templateId);

  const lines: Line[] = [];
  const paid = new Map<Way, number>();
  for (const count of CLIENTS) {
    progress(`paying, ${clientsNamed(count)}`);
    const copies = await copyLoan(ground.db, loanId, loansOf(count) * ways.size * (sizes.rounds + sizes.warmUps));
    const variants = new Map<Way, () => Promise<number>>();
    for (const [way, pay] of ways) {
      variants.set(way, () => {
        const mine = copies.splice(0, loansOf(count));
        paid.set(way, mine[0] ?? 0);
        return paymentsPerSecond(mine, count, pay);
      });
    }
    const figures = await interleaved(variants, sizes);
    lines.push(...linesOf(count, figures));
  }
  await assertSameRows(ground, [...paid.values()], amounts);
  await leaveGround(ground);
  return { name: "throughput", title: "Repayments a second, one Node process (the bare driver sends the statements that the operation sends)", lines };
}

function linesOf(count: number, figures: Map<Way, number[]>): Line[] {
  const of = (way: Way) => figures.get(way) ?? [];
  const clients = clientsNamed(count);
  const line = (way: Way) => ({ what: `${clients}, ${way}`, figure: median(of(way)), unit: "/s" as const });
  const [operation, bare, procedure] = [of("operation"), of("bare"), of("procedure")];
  return [
    { ...line("procedure"), ratio: 1, of: "itself" },
    { ...line("bare"), ratio: medianRatio(bare, procedure), of: "procedure" },
    { ...line("operation"), ratio: medianRatio(operation, procedure), of: "procedure" },
    { ...line("operation"), ratio: medianRatio(operation, bare), of: "bare", bar: { ratio: "at least", limit: OF_BARE_MIN } },
  ];
}

function clientsNamed(count: number): string {
  return `${count} client${count > 1 ? "s" : ""}`;
}

/** A loan of which every instalment is past due, so that each payment pays the oldest and nothing else. */
async function seedLateLoan(ground: Ground): Promise<number> {
  await seedDepositors(ground.db, FUNDERS);
  const loanId = await seedActiveLoan(ground, { funders: FUNDERS, principal: PRINCIPAL, instalments: INSTALMENTS });
  await openInstallation("2026-01-01");
  let next = 2_000_000_000;
  for (const table of NUMBERED) await ground.db.$client.query(`ALTER TABLE ${table} AUTO_INCREMENT = ${(next += 100_000_000)}`);
  return loanId;
}

/** The three ways to pay. The recordings are made while one loan is repaid, instalment by instalment, by the operation. */
async function prepareWays({ db, borrower }: Ground, templateId: number): Promise<{ ways: Map<Way, Pay>; amounts: string[] }> {
  const pool = db.$client;
  const [rows] = await pool.query<RowDataPacket[]>("SELECT principal + interest AS due FROM instalments WHERE loan_id = ? ORDER BY number", [templateId]);
  const amounts = rows.map((row) => (Number(row.due) / 100).toFixed(2));
  const byOperation = (loanId: number, index: number, idempotencyKey: string) =>
    repayLoan.execute(borrower, { loanId, amount: amounts[index] }, { idempotencyKey });

  const recordings: { recording: Recording; key: string }[] = [];
  for (const index of amounts.keys()) {
    const key = randomUUID();
    recordings.push({ key, recording: await record(pool, () => byOperation(templateId, index, key)) });
  }
  await createRepayProcedure(pool);

  const ways = new Map<Way, Pay>([
    ["operation", (loanId, index) => byOperation(loanId, index, randomUUID())],
    [
      "bare",
      async (loanId, index) => {
        const template = recordings[index];
        if (template) await replay(pool, template.recording, new Map<unknown, unknown>([[templateId, loanId], [template.key, randomUUID()]]));
      },
    ],
    ["procedure", (loanId) => pool.query("CALL bench_repay(?, ?, ?)", [loanId, randomUUID(), `evt_${randomUUID().slice(0, 24)}`])],
  ]);
  return { ways, amounts };
}

/** Repays loans whole, each client one loan after the other. */
async function paymentsPerSecond(loanIds: number[], clients: number, pay: Pay): Promise<number> {
  const waiting = [...loanIds];
  const client = async () => {
    for (let loanId = waiting.pop(); loanId !== undefined; loanId = waiting.pop()) {
      for (let index = 0; index < INSTALMENTS; index += 1) await pay(loanId, index);
    }
  };
  const elapsed = await millisecondsOf(() => Promise.all(Array.from({ length: clients }, client)));
  return (loanIds.length * INSTALMENTS * 1_000) / elapsed;
}

/** A comparison of different work would say nothing: every way must leave a repaid loan with the same rows. */
async function assertSameRows({ db }: Ground, loanIds: readonly number[], amounts: readonly string[]): Promise<void> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT DISTINCT l.receivable, r.cum_principal, r.cum_interest, r.cum_fund, r.margin_cum,
       (SELECT SUM(principal_paid + interest_paid) FROM instalments WHERE loan_id = l.id) AS paid,
       (SELECT COUNT(*) FROM repayments WHERE loan_id = l.id) AS repayments,
       (SELECT COUNT(*) FROM webhook_events WHERE object_id = l.id AND type = 'loan.repayment_received') AS events,
       (SELECT GROUP_CONCAT(CONCAT(account, ':', amount) ORDER BY account) FROM (
          SELECT e.loan_id, p.account, SUM(p.amount) AS amount FROM journal_entries e JOIN postings p ON p.entry_id = e.id GROUP BY e.loan_id, p.account
        ) sums WHERE sums.loan_id = l.id) AS posted
     FROM loans l JOIN funding_rounds r ON r.loan_id = l.id WHERE l.id IN (?)`,
    [loanIds],
  );
  const paidInAll = amounts.length;
  if (rows.length !== 1 || Number(rows[0]?.repayments) !== paidInAll) throw new Error(`the three ways do not leave the same rows: ${JSON.stringify(rows)}`);
}
