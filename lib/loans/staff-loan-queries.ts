import { and, eq, inArray, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { loans, users } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import { loanStandings, type Grade } from "@/lib/core/loan";
import { cursorInput } from "@/lib/platform/cursor-page";
import { idInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";
import { arrearsOf } from "./arrears";
import { readLoanSnapshots, standsIn, type LoanSnapshot } from "./loan-snapshot";
import { loanIdInput } from "./schemas";

/** A loan as staff's machines are told of it: with whose it is, and how late. Days past due are 0 unless it is active. */
export type StaffLoan = { loan: LoanSnapshot; borrowerName: string; grade: Grade | null; daysPastDue: number };

/** Every application and loan, newest first, in any number; narrowed by how they stand, their bank and their borrower. */
export const walkLoans = defineQuery({
  name: "loans.list-all",
  input: z.object({ standings: z.array(z.enum(loanStandings)).optional(), bankId: idInput.optional(), borrowerId: idInput.optional(), ...cursorInput }),
  run({ db, today }, { standings, bankId, borrowerId, ...page }): Promise<StaffLoan[]> {
    const where = and(
      standsIn(standings),
      bankId === undefined ? undefined : eq(loans.bankId, bankId),
      borrowerId === undefined ? undefined : eq(loans.borrowerId, borrowerId),
    );
    return readStaffLoans(db, where, { ...page, today });
  },
});

/** One of them; null when there is none. */
export const getStaffLoan = defineQuery({
  name: "loans.get-any",
  input: loanIdInput,
  async run({ db, today }, { loanId }): Promise<StaffLoan | null> {
    const [loan] = await readStaffLoans(db, eq(loans.id, loanId), { limit: 1, today });
    return loan ?? null;
  },
});

async function readStaffLoans(db: Db, where: SQL | undefined, { today, ...page }: { limit: number; after?: number; today: BusinessDate }): Promise<StaffLoan[]> {
  const snapshots = await readLoanSnapshots(db, where, page);
  if (snapshots.length === 0) return [];
  const rows = await db
    .select({ id: loans.id, borrowerName: users.fullName, grade: loans.grade, oldestUnpaidDueOn: loans.oldestUnpaidDueOn })
    .from(loans)
    .innerJoin(users, eq(users.id, loans.borrowerId))
    .where(inArray(loans.id, snapshots.map(({ id }) => id)))
    .limit(snapshots.length);
  const facts = new Map(rows.map((row) => [row.id, row]));
  return snapshots.map((loan) => {
    const { borrowerName = "", grade = null, oldestUnpaidDueOn = null } = facts.get(loan.id) ?? {};
    return { loan, borrowerName, grade, daysPastDue: loan.state === "active" ? arrearsOf(oldestUnpaidDueOn, today).daysPastDue : 0 };
  });
}
