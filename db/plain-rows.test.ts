import { eq, getTableName } from "drizzle-orm";
import type { RowDataPacket } from "mysql2";
import { beforeAll, expect, test } from "vitest";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { database } from "./client";
import { plainRows } from "./plain-rows";
import { loans, outbox, products } from "./schema";

let loanId: number;

beforeAll(async () => {
  const { productId } = await openLoanBank();
  const borrower = await borrowerNamed("Asha");
  ({ loanId } = await applyForLoan.execute(borrower, { productId, amount: "5000.10", instalments: 12 }));
});

test.each([
  ["amounts, dates, words and JSON", loans],
  ["switches and what is null", products],
  ["instants", outbox],
])("a row by plain SQL is the row that the query builder reads: %s", async (_what, table) => {
  const plain = plainRows(table);
  const [rows] = await database().$client.query<RowDataPacket[]>(`SELECT ${plain.columnList} FROM ${getTableName(table)} ORDER BY id`);

  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map((row) => plain.rowOf(row))).toEqual(await database().select().from(table).orderBy(table.id));
});

test("what is written by plain SQL is read as it was; what is undefined stays as it is", async () => {
  const change = {
    state: "active",
    disbursedOn: "2026-02-28",
    receivable: 9_007_199_254_740_993n,
    interestPauses: [{ from: "2026-03-01", to: "2026-04-01" }],
    decisionReason: null,
    purpose: undefined,
  } as const;
  const { list, values } = plainRows(loans).assignmentsOf({ ...change, interestPauses: [...change.interestPauses] });
  const [before] = await database().select().from(loans).where(eq(loans.id, loanId));
  await database().$client.query(`UPDATE loans SET ${list} WHERE id = ?`, [...values, loanId]);
  const [after] = await database().select().from(loans).where(eq(loans.id, loanId));

  expect(after).toEqual({ ...before, ...change, purpose: before?.purpose });
});
