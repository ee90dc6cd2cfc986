import type { RowDataPacket } from "mysql2";
import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { loans, repayments, users } from "@/db/schema";
import { addDays, type BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import { listParams, PAGE_SIZE, rowsBefore } from "@/lib/loans/list-params";
import { cursorInput } from "@/lib/platform/cursor-page";
import { defineQuery } from "@/lib/platform/operation";

/** How long a settled transfer is offered for bouncing: about what a bank takes to send money back. */
export const BOUNCE_DAYS = 7;

/** Money of a depositor at the rail, or settled a short while ago. */
export type DepositorTransfer = { id: number; kind: "deposit" | "withdrawal"; personName: string; amount: Money; businessDate: BusinessDate };

/** A borrower's payment that the rail still holds. */
export type HeldRepayment = { id: number; loanId: number; personName: string; kind: "instalment" | "payoff"; amount: Money; valueDate: BusinessDate };

type Listed<Row> = { rows: Row[]; total: number; page: number; pageSize: number };
const pageInput = listParams.pick({ page: true });

/** Deposits and withdrawals of which the rail has not yet said what became of them, oldest first. */
export const listHeldTransfers = defineQuery({
  name: "deposits.list-held",
  input: pageInput,
  run: ({ db }, { page }) => listTransfers(db, { deposit: "held", withdrawal: "requested", since: "0001-01-01", newestFirst: false }, page),
});

/** Deposits that arrived and withdrawals that were paid within the last days, newest first: these can still come back. */
export const listRecentTransfers = defineQuery({
  name: "deposits.list-held",
  input: pageInput,
  run: ({ db, today }, { page }) =>
    listTransfers(db, { deposit: "confirmed", withdrawal: "paid", since: addDays(today, -BOUNCE_DAYS), newestFirst: true }, page),
});

type Selection = { deposit: "held" | "confirmed"; withdrawal: "requested" | "paid"; since: BusinessDate; newestFirst: boolean };

async function listTransfers(db: Db, { deposit, withdrawal, since, newestFirst }: Selection, page: number): Promise<Listed<DepositorTransfer>> {
  const direction = newestFirst ? "DESC" : "ASC";
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT t.id, t.kind, u.full_name, t.amount, t.business_date, COUNT(*) OVER () AS total
     FROM (SELECT id, 'deposit' AS kind, depositor_id, amount, business_date FROM deposits WHERE state = ? AND business_date >= ?
           UNION ALL
           SELECT id, 'withdrawal', depositor_id, amount, business_date FROM withdrawals WHERE state = ? AND business_date >= ?) t
     JOIN users u ON u.id = t.depositor_id
     ORDER BY t.business_date ${direction}, t.kind, t.id ${direction} LIMIT ? OFFSET ?`,
    [deposit, since, withdrawal, since, PAGE_SIZE, rowsBefore(page)],
  );
  const listed = rows.map((row) => ({
    id: Number(row.id),
    kind: row.kind as DepositorTransfer["kind"],
    personName: String(row.full_name),
    amount: BigInt(row.amount),
    businessDate: row.business_date as BusinessDate,
  }));
  return { rows: listed, total: Number(rows[0]?.total ?? 0), page, pageSize: PAGE_SIZE };
}

/** Borrowers' payments that the rail holds, oldest first. Nothing is posted for them yet. */
export const listHeldRepayments = defineQuery({
  name: "loans.list-held-repayments",
  input: pageInput,
  async run({ db }, { page }): Promise<Listed<HeldRepayment>> {
    const rows = await db
      .select({
        id: repayments.id,
        loanId: repayments.loanId,
        personName: users.fullName,
        kind: repayments.kind,
        amount: repayments.amount,
        valueDate: repayments.valueDate,
      })
      .from(repayments)
      .innerJoin(loans, eq(loans.id, repayments.loanId))
      .innerJoin(users, eq(users.id, loans.borrowerId))
      .where(eq(repayments.state, "held"))
      .orderBy(asc(repayments.id))
      .limit(PAGE_SIZE)
      .offset(rowsBefore(page));
    const [counted] = await db.select({ count: sql<string>`count(*)` }).from(repayments).where(eq(repayments.state, "held"));
    return { rows, total: Number(counted?.count ?? 0), page, pageSize: PAGE_SIZE };
  },
});

/** Money between somebody and the bank, of any kind. `transferId` is unique over the kinds and rises with time. */
export type AnyTransfer = {
  transferId: number;
  kind: "deposit" | "withdrawal" | "repayment";
  /** Of the deposit, the withdrawal or the repayment. */
  id: number;
  personId: number;
  personName: string;
  loanId: number | null;
  amount: Money;
  on: BusinessDate;
};

const HELD = `SELECT transfer_id, 'deposit' AS kind, id, depositor_id AS person_id, NULL AS loan_id, amount, business_date FROM deposits WHERE state = 'held'
  UNION ALL SELECT transfer_id, 'withdrawal', id, depositor_id, NULL, amount, business_date FROM withdrawals WHERE state = 'requested'
  UNION ALL SELECT r.transfer_id, 'repayment', r.id, l.borrower_id, r.loan_id, r.amount, r.value_date FROM repayments r JOIN loans l ON l.id = r.loan_id WHERE r.state = 'held'`;

const RECENT = `SELECT transfer_id, 'deposit' AS kind, id, depositor_id AS person_id, NULL AS loan_id, amount, business_date FROM deposits WHERE state = 'confirmed' AND business_date >= ?
  UNION ALL SELECT transfer_id, 'withdrawal', id, depositor_id, NULL, amount, business_date FROM withdrawals WHERE state = 'paid' AND business_date >= ?`;

/** What the rail holds, of every kind, or what it settled within the last days and can still come back; newest first, in any number. */
export const walkTransfers = defineQuery({
  name: "deposits.list-held",
  input: z.object({ situation: z.enum(["held", "settled"]).default("held"), ...cursorInput }),
  async run({ db, today }, { situation, limit, after }): Promise<AnyTransfer[]> {
    const since = addDays(today, -BOUNCE_DAYS);
    const [transfers, values] = situation === "held" ? [HELD, []] : [RECENT, [since, since]];
    const [rows] = await db.$client.query<RowDataPacket[]>(
      `SELECT t.*, u.full_name FROM (${transfers}) t JOIN users u ON u.id = t.person_id
       WHERE t.transfer_id < ? ORDER BY t.transfer_id DESC LIMIT ?`,
      [...values, after ?? Number.MAX_SAFE_INTEGER, limit],
    );
    return rows.map((row) => ({
      transferId: Number(row.transfer_id),
      kind: row.kind as AnyTransfer["kind"],
      id: Number(row.id),
      personId: Number(row.person_id),
      personName: String(row.full_name),
      loanId: row.loan_id === null ? null : Number(row.loan_id),
      amount: BigInt(row.amount),
      on: row.business_date as BusinessDate,
    }));
  },
});
