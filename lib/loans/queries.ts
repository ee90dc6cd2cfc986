import { and, count, desc, eq, inArray, type SQL } from "drizzle-orm";
import type { RowDataPacket } from "mysql2";
import { z } from "zod";
import type { Db } from "@/db/client";
import { banks, loans, products } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import type { DelinquencyBucket } from "@/lib/core/delinquency";
import { loanStates, type LoanState } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";
import { defineQuery } from "@/lib/platform/operation";
import { arrearsOf } from "./arrears";
import { listParams, PAGE_SIZE, rowsBefore, wordFilter } from "./list-params";

/** What may still ask something of the borrower: applications not yet decided or paid out, and running loans. */
const liveStates = ["pending", "approved", "active"] as const satisfies readonly LoanState[];

/** How far a running loan is, on the business date. Amounts in minor units. */
export type LoanProgress = {
  instalmentsPaid: number;
  instalmentsTotal: number;
  principalPaid: Money;
  /** Unpaid of the instalments due before today. */
  overdue: Money;
  dueToday: Money;
  /** The first unpaid instalment after today. */
  next: { dueOn: BusinessDate; amount: Money } | null;
  daysPastDue: number;
  bucket: DelinquencyBucket;
};

/** One of a borrower's own applications and loans. */
export type OwnLoanRow = {
  id: number;
  productName: string;
  bankName: string;
  requiresDocuments: boolean;
  state: LoanState;
  principal: Money;
  instalmentCount: number;
  appliedOn: BusinessDate;
  decidedOn: BusinessDate | null;
  decisionReason: string | null;
  disbursedOn: BusinessDate | null;
  closedOn: BusinessDate | null;
  /** Null until the loan is paid out, and after it has ended. */
  progress: LoanProgress | null;
};

/** As `Page` of the tables: rows with their total. */
export type OwnLoansPage = { rows: OwnLoanRow[]; total: number; page: number; pageSize: number };

const listOwnLoansInput = z.object({ page: listParams.shape.page, state: wordFilter([...loanStates, "live"]) });

const rowColumns = {
  id: loans.id,
  productName: products.name,
  bankName: banks.name,
  requiresDocuments: products.requiresDocuments,
  state: loans.state,
  principal: loans.principal,
  instalmentCount: loans.instalmentCount,
  appliedOn: loans.appliedOn,
  decidedOn: loans.decidedOn,
  decisionReason: loans.decisionReason,
  disbursedOn: loans.disbursedOn,
  closedOn: loans.closedOn,
  oldestUnpaidDueOn: loans.oldestUnpaidDueOn,
};

/** The borrower's own applications and loans, newest first. */
export const listOwnLoans = defineQuery({
  name: "loans.list-own",
  input: listOwnLoansInput,
  async run({ db, actor, today }, { state, page }): Promise<OwnLoansPage> {
    const own = and(eq(loans.borrowerId, actor.id), inState(state));
    const [counted] = await db.select({ total: count() }).from(loans).where(own);
    const rows = await db
      .select(rowColumns)
      .from(loans)
      .innerJoin(products, eq(products.id, loans.productId))
      .innerJoin(banks, eq(banks.id, loans.bankId))
      .where(own)
      .orderBy(desc(loans.id))
      .limit(PAGE_SIZE)
      .offset(rowsBefore(page));
    const active = rows.filter(({ state }) => state === "active").map(({ id }) => id);
    const sums = await sumInstalments(db, active, today);
    return {
      rows: rows.map(({ oldestUnpaidDueOn, ...row }) => ({ ...row, progress: progressOf(sums.get(row.id), oldestUnpaidDueOn, today) })),
      total: counted?.total ?? 0,
      page,
      pageSize: PAGE_SIZE,
    };
  },
});

function inState(state: LoanState | "live" | undefined): SQL | undefined {
  if (state === undefined) return undefined;
  return state === "live" ? inArray(loans.state, liveStates) : eq(loans.state, state);
}

type InstalmentSums = Omit<LoanProgress, "daysPastDue" | "bucket">;

function progressOf(sums: InstalmentSums | undefined, oldestUnpaidDueOn: BusinessDate | null, today: BusinessDate): LoanProgress | null {
  return sums ? { ...sums, ...arrearsOf(oldestUnpaidDueOn, today) } : null;
}

const UNPAID = "(principal + interest + fee + penalty - principal_paid - interest_paid - fee_paid - penalty_paid)";

/** What the instalments of some loans add up to, by loan, without reading them one by one. */
async function sumInstalments(db: Db, loanIds: readonly number[], today: BusinessDate): Promise<Map<number, InstalmentSums>> {
  if (loanIds.length === 0) return new Map();
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT s.*, (SELECT ${UNPAID} FROM instalments n WHERE n.loan_id = s.loan_id AND n.number = s.next_number) AS next_amount,
       (SELECT n.due_on FROM instalments n WHERE n.loan_id = s.loan_id AND n.number = s.next_number) AS next_due_on
     FROM (SELECT loan_id, COUNT(*) AS total, SUM(${UNPAID} = 0) AS paid, SUM(principal_paid) AS principal_paid,
         SUM(IF(due_on < ?, ${UNPAID}, 0)) AS overdue, SUM(IF(due_on = ?, ${UNPAID}, 0)) AS due_today,
         MIN(IF(due_on > ? AND ${UNPAID} > 0, number, NULL)) AS next_number
       FROM instalments WHERE loan_id IN (?) GROUP BY loan_id) s`,
    [today, today, today, loanIds],
  );
  return new Map(rows.map((row) => [Number(row.loan_id), sumsOf(row)]));
}

function sumsOf(row: RowDataPacket): InstalmentSums {
  return {
    instalmentsPaid: Number(row.paid),
    instalmentsTotal: Number(row.total),
    principalPaid: BigInt(String(row.principal_paid)),
    overdue: BigInt(String(row.overdue)),
    dueToday: BigInt(String(row.due_today)),
    next: row.next_due_on === null ? null : { dueOn: String(row.next_due_on), amount: BigInt(String(row.next_amount)) },
  };
}
