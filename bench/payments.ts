import type { RowDataPacket } from "mysql2";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { openInstallation } from "@/lib/platform/testing";
import type { BenchOptions } from "./bench-options";
import { breakGround, leaveGround, type Ground } from "./ground";
import { interleaved, median, millisecondsOf } from "./measure";
import type { Line, Part } from "./report";
import { copyLoan, seedActiveLoan, seedDepositors } from "./seed";

/* A payment must cost the same whatever the number of funders: the distribution is five counters. */

const FUNDERS = [10, 100, 1_000, 10_000];
const INSTALMENTS = 60;
const PRINCIPAL = 100_000_000n;
const TIMES_FEWEST_MAX = 1.3;

export async function benchPayments({ quick, progress }: BenchOptions): Promise<Part> {
  const loansEach = quick ? 2 : 5;
  const ground = await breakGround("payments", "2020-01-01");
  progress("seeding");
  await seedDepositors(ground.db, Math.max(...FUNDERS));
  const loanIds = new Map<number, number[]>();
  for (const funders of FUNDERS) {
    const loanId = await seedActiveLoan(ground, { funders, principal: PRINCIPAL, instalments: INSTALMENTS });
    loanIds.set(funders, await copyLoan(ground.db, loanId, loansEach));
  }
  // Every instalment is past due from here on, so each payment pays the oldest and nothing else.
  await openInstallation("2026-01-01");

  progress("paying");
  const variants = new Map<number, () => Promise<number>>();
  for (const [funders, ids] of loanIds) variants.set(funders, await payerOf(ground, ids));
  const warmUps = INSTALMENTS / 2;
  const figures = await interleaved(variants, { rounds: loansEach * INSTALMENTS - warmUps, warmUps });
  await leaveGround(ground);

  const fewest = median(figures.get(FUNDERS[0] ?? 0) ?? []);
  const lines = FUNDERS.map((funders): Line => {
    const figure = median(figures.get(funders) ?? []);
    const line = { what: `${funders.toLocaleString("en")} funders`, figure, unit: "ms" as const, ratio: figure / fewest, of: "10 funders" };
    return funders === Math.max(...FUNDERS) ? { ...line, bar: { ratio: "at most", limit: TIMES_FEWEST_MAX } } : line;
  });
  return { name: "payments", title: "A payment by the number of the loan's funders (one client, median)", lines };
}

/** Pays these loans instalment by instalment, one payment a call, and answers how long it took. */
async function payerOf({ db, borrower }: Ground, loanIds: readonly number[]): Promise<() => Promise<number>> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    "SELECT loan_id, principal + interest AS due FROM instalments WHERE loan_id IN (?) ORDER BY loan_id, number",
    [loanIds],
  );
  const payments = rows.map((row) => ({ loanId: Number(row.loan_id), amount: (Number(row.due) / 100).toFixed(2) })).values();
  return () => {
    const payment = payments.next().value;
    return millisecondsOf(() => repayLoan.execute(borrower, payment));
  };
}
