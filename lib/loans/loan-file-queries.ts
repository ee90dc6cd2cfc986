import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { journalEntries, postings, repayments, users } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import { accountByNumber, type AccountCode } from "@/lib/core/chart-of-accounts";
import type { DelinquencyBucket } from "@/lib/core/delinquency";
import { invariant } from "@/lib/core/invariant";
import { sumComponents, unpaidOf, type Components, type ServicedInstalment } from "@/lib/core/loan-account";
import type { Money } from "@/lib/core/money";
import { stillOwed } from "@/lib/core/write-off";
import { listDocumentsOf } from "@/lib/identity/queries";
import { defineQuery } from "@/lib/platform/operation";
import { readAccount } from "./account-store";
import { readMadeChanges, type MadeChange } from "./history-store";
import { missingTypes, scheduleOf, type BorrowerDocument } from "./application-queries";
import { arrearsOf } from "./arrears";
import { readDebtInTheWay } from "./assessment";
import { readLoanSummary, type LoanSummary } from "./loan-summary";
import { loanIdInput } from "./schemas";
import { readWriteOff } from "./write-off-store";

const REPAYMENTS_MAX = 500;
const ENTRIES_MAX = 200;

export type LoanRepayment = {
  id: number;
  kind: "instalment" | "payoff";
  state: "held" | "posted" | "bounced" | "reversed";
  amount: Money;
  valueDate: BusinessDate;
  principal: Money;
  interest: Money;
  fees: Money;
  entryId: number | null;
  reversedOn: BusinessDate | null;
  reversalReason: string | null;
};

/** Everything about one loan but its funding and its ledger. */
export type LoanFile = LoanSummary & {
  today: BusinessDate;
  arrears: { daysPastDue: number; bucket: DelinquencyBucket } | null;
  /** What is still owed of a loan that was written off; null for every other. Minor units. */
  debt: Money | null;
  /** The stored instalments; before disbursing the schedule as it would be if it were paid out today. */
  instalments: ServicedInstalment[];
  /** The sums of the instalments: what they ask for in all, and what is left to pay of it. */
  totals: { asked: Components; left: Components };
  repayments: LoanRepayment[];
  changes: MadeChange[];
  documents: BorrowerDocument[];
  /** What disbursing still waits for; labels are the identity domain's. */
  documentsMissing: ReturnType<typeof missingTypes>;
  /** What the borrower must pay back of written-off loans before an approved loan is disbursed; 0 for every other. Minor units. */
  debtInTheWay: Money;
};

/** One loan for staff: terms, state, schedule with what is paid of it, and payments; null when there is none. */
export const getLoanFile = defineQuery({
  name: "loans.get-any",
  input: loanIdInput,
  async run({ db, today }, { loanId }): Promise<LoanFile | null> {
    const summary = await readLoanSummary(db, loanId);
    if (!summary) return null;
    const { loan, product } = summary;
    const current = await listDocumentsOf(db, loan.borrowerId);
    const instalments = loan.disbursedOn === null ? expected(summary, today) : (await readAccount(db, loan)).instalments;
    return {
      ...summary,
      today,
      arrears: loan.state === "active" ? arrearsOf(loan.oldestUnpaidDueOn, today) : null,
      debt: loan.state === "written_off" ? await readDebt(db, loanId) : null,
      instalments,
      totals: { asked: sumComponents(instalments), left: sumComponents(instalments.map(unpaidOf)) },
      repayments: await readRepayments(db, loanId),
      changes: await readMadeChanges(db, loanId),
      documents: current,
      documentsMissing: product.requiresDocuments ? missingTypes(current) : [],
      debtInTheWay: loan.state === "approved" ? await readDebtInTheWay(db, loan.borrowerId, product) : 0n,
    };
  },
});

async function readDebt(db: Db, loanId: number): Promise<Money | null> {
  const writeOff = await readWriteOff(db, loanId);
  return writeOff && stillOwed(writeOff).total;
}

function expected(summary: LoanSummary, today: BusinessDate): ServicedInstalment[] {
  const nothingYet = { fee: 0n, penalty: 0n, principalPaid: 0n, interestPaid: 0n, feePaid: 0n, penaltyPaid: 0n };
  return scheduleOf(summary, today).instalments.map(({ number, dueOn, principal, interest }) => ({ number, dueOn, principal, interest, ...nothingYet }));
}

async function readRepayments(db: Db, loanId: number): Promise<LoanRepayment[]> {
  const rows = await db
    .select({
      id: repayments.id,
      kind: repayments.kind,
      state: repayments.state,
      amount: repayments.amount,
      valueDate: repayments.valueDate,
      principal: repayments.principal,
      interest: repayments.interest,
      fees: sql<string>`${repayments.fee} + ${repayments.penalty} + ${repayments.preClosureFee}`,
      entryId: repayments.entryId,
      reversedOn: repayments.reversedOn,
      reversalReason: repayments.reversalReason,
    })
    .from(repayments)
    .where(eq(repayments.loanId, loanId))
    .orderBy(desc(repayments.id))
    .limit(REPAYMENTS_MAX);
  return rows.map((row) => ({ ...row, fees: BigInt(row.fees) }));
}

/** The lines of one account in an entry. Many depositors of one entry are one line with their number. */
export type EntryLine = { account: AccountCode; ownerId: number | null; owners: number; amount: Money };

export type LoanEntry = {
  id: number;
  kind: string;
  businessDate: BusinessDate;
  recordedAt: Date;
  /** Null when the system itself posted it. */
  actorName: string | null;
  reversesEntryId: number | null;
  lines: EntryLine[];
};

/** The journal entries of a loan with their postings, newest first. A depositor account's lines are summed per entry. */
export const listLoanEntries = defineQuery({
  name: "loans.get-any",
  input: loanIdInput,
  async run({ db }, { loanId }): Promise<LoanEntry[]> {
    const entries = await db
      .select({
        id: journalEntries.id,
        kind: journalEntries.kind,
        businessDate: journalEntries.businessDate,
        recordedAt: journalEntries.recordedAt,
        actorName: users.fullName,
        reversesEntryId: journalEntries.reversesEntryId,
      })
      .from(journalEntries)
      .leftJoin(users, eq(users.id, journalEntries.actorId))
      .where(eq(journalEntries.loanId, loanId))
      .orderBy(desc(journalEntries.id))
      .limit(ENTRIES_MAX);
    const lines = await readLines(db, entries.map(({ id }) => id));
    return entries.map((entry) => ({ ...entry, lines: lines.get(entry.id) ?? [] }));
  },
});

async function readLines(db: Db, entryIds: number[]): Promise<Map<number, EntryLine[]>> {
  if (entryIds.length === 0) return new Map();
  const rows = await db
    .select({
      entryId: postings.entryId,
      account: postings.account,
      owners: sql<string>`count(*)`,
      ownerId: sql<string>`min(${postings.ownerId})`,
      amount: sql<string>`sum(${postings.amount})`,
    })
    .from(postings)
    .where(inArray(postings.entryId, entryIds))
    // Debits and credits of one account stay apart, so that the columns show what was posted.
    .groupBy(postings.entryId, postings.account, sql`sign(${postings.amount})`)
    .orderBy(asc(postings.entryId), sql`min(${postings.line})`);
  const byEntry = new Map<number, EntryLine[]>();
  for (const row of rows) {
    const account = accountByNumber(row.account);
    invariant(account !== undefined, `ledger: entry ${row.entryId} has account ${row.account}, which the chart does not have`);
    const owners = Number(row.owners);
    const line = { account, ownerId: owners === 1 ? Number(row.ownerId) : null, owners, amount: BigInt(row.amount) };
    byEntry.set(row.entryId, [...(byEntry.get(row.entryId) ?? []), line]);
  }
  return byEntry;
}
