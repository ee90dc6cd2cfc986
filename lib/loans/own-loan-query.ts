import { and, desc, eq, isNotNull, lt, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { banks, loans, products, repayments, tiles } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import type { DelinquencyBucket } from "@/lib/core/delinquency";
import type { Money } from "@/lib/core/money";
import { oldestUnpaidDueOn, payoff, type LoanAccount, type Payoff } from "@/lib/core/repayment";
import type { Instalment } from "@/lib/core/schedule";
import { stillOwed, type Owed } from "@/lib/core/write-off";
import { loanCostWithSchedule, type LoanCost } from "@/lib/catalog/loan-cost";
import { defineQuery } from "@/lib/platform/operation";
import { readAccount } from "./account-store";
import { amountToPay, type AmountToPay } from "@/lib/core/amount-to-pay";
import { arrearsOf } from "./arrears";
import { readAgreed } from "./history-store";
import { loanIdInput } from "./schemas";
import type { Loan } from "./store";
import { readWriteOff } from "./write-off-store";

/** A mosaic of more tiles than this cannot be seen; the rest is told as a sum. */
const TILES_MAX = 320;
const PAYMENTS_MAX = 500;

/** A payment of the borrower. Its parts are 0 while it is held, when it bounced and when it was taken back. Minor units. */
export type OwnPayment = Pick<
  typeof repayments.$inferSelect,
  "id" | "kind" | "prepayment" | "state" | "amount" | "valueDate" | "principal" | "interest" | "fee" | "penalty" | "preClosureFee" | "reversedOn" | "reversalReason"
>;

/** Who stands behind the loan, without names: tiles of depositors, the largest first, and the bank's own. Minor units. */
export type OwnLoanFunding = { depositorCount: number; depositorTotal: Money; tiles: { id: number; amount: Money }[]; bankTile: Money };

/** What is still owed of a written-off loan, and since when it is one. Minor units. */
export type OwnDebt = Owed & { total: Money; recovered: Money; writtenOffOn: BusinessDate };

/** What is to be paid on a running loan, on the business date. */
export type Servicing = {
  account: LoanAccount;
  toPay: AmountToPay;
  payoff: Payoff;
  daysPastDue: number;
  bucket: DelinquencyBucket;
};

/** All that a borrower may know of an own loan. */
export type OwnLoan = {
  loan: Omit<Loan, "borrowerId" | "personId" | "decidedBy" | "servicingFeePpm" | "fundSharePpm" | "receivable" | "funding" | "advance" | "advanceLost" | "closesForGoodOn">;
  product: { name: string; requiresDocuments: boolean };
  bankName: string;
  /** Cost and schedule of a loan not yet paid out, as if it were today. Afterwards of the day it was paid out. */
  agreed: LoanCost & { schedule: Instalment[]; ratePpm: number; graceInstalments: number };
  /** Null until it is paid out. */
  servicing: Servicing | null;
  payments: OwnPayment[];
  /** What is still owed of a loan that was written off; null for every other. */
  debt: OwnDebt | null;
  funding: OwnLoanFunding | null;
  /** The business date that all of this is of. */
  today: BusinessDate;
};

/** One own application or loan; null for a stranger's. */
export const getOwnLoan = defineQuery({
  name: "loans.get-own",
  input: loanIdInput,
  async run({ db, actor, today }, { loanId }): Promise<OwnLoan | null> {
    const row = await readOwnLoan(db, loanId, actor.id);
    if (!row) return null;
    const { loan, bankName, productName, requiresDocuments } = row;
    const isPaidOut = loan.disbursedOn !== null;
    const agreed = (isPaidOut ? await readAgreed(db, loan.id) : null) ?? loan;
    return {
      loan: shown(loan),
      product: { name: productName, requiresDocuments },
      bankName,
      agreed: { ...loanCostWithSchedule({ ...loan, ratePpm: agreed.ratePpm, graceInstalments: agreed.graceInstalments }, { amount: loan.principal, instalments: agreed.instalmentCount }, loan.disbursedOn ?? today), ratePpm: agreed.ratePpm, graceInstalments: agreed.graceInstalments },
      servicing: isPaidOut ? servicingOf(await readAccount(db, loan), loan, today) : null,
      payments: isPaidOut ? await readPayments(db, loan.id, { limit: PAYMENTS_MAX }) : [],
      debt: loan.state === "written_off" ? await readDebt(db, loan.id) : null,
      funding: isPaidOut ? await readFunding(db, loan.id) : null,
      today,
    };
  },
});

/** A borrower's own loan with its product and bank, or null. */
export async function readOwnLoan(db: Db, loanId: number, borrowerId: number) {
  const [row] = await db
    .select({
      loan: loans,
      productName: products.name,
      requiresDocuments: products.requiresDocuments,
      bankName: banks.name,
    })
    .from(loans)
    .innerJoin(products, eq(products.id, loans.productId))
    .innerJoin(banks, eq(banks.id, loans.bankId))
    .where(and(eq(loans.id, loanId), eq(loans.borrowerId, borrowerId)));
  return row ?? null;
}

// What the bank and its depositors settle between them is not the borrower's business.
function shown(loan: Loan): OwnLoan["loan"] {
  const { borrowerId: _1, personId: _2, decidedBy: _3, servicingFeePpm: _4, fundSharePpm: _5, receivable: _6, funding: _7, advance: _8, advanceLost: _9, closesForGoodOn: _10, ...rest } = loan;
  return rest;
}

function servicingOf(account: LoanAccount, loan: Loan, today: BusinessDate): Servicing {
  return {
    account,
    toPay: amountToPay(account, today, loan.preClosureFeePpm),
    payoff: payoff(account, today, loan.preClosureFeePpm),
    // Only a running loan can be late.
    ...arrearsOf(loan.state === "active" ? oldestUnpaidDueOn(account) : null, today),
  };
}

/** Payments of a loan, newest first; with `after` those that follow that payment in the list. */
export function readPayments(db: Db, loanId: number, { limit, after }: { limit: number; after?: number }): Promise<OwnPayment[]> {
  return db
    .select({
      id: repayments.id,
      kind: repayments.kind,
      prepayment: repayments.prepayment,
      state: repayments.state,
      amount: repayments.amount,
      valueDate: repayments.valueDate,
      principal: repayments.principal,
      interest: repayments.interest,
      fee: repayments.fee,
      penalty: repayments.penalty,
      preClosureFee: repayments.preClosureFee,
      reversedOn: repayments.reversedOn,
      reversalReason: repayments.reversalReason,
    })
    .from(repayments)
    .where(and(eq(repayments.loanId, loanId), after === undefined ? undefined : lt(repayments.id, after)))
    .orderBy(desc(repayments.id))
    .limit(limit);
}

async function readDebt(db: Db, loanId: number): Promise<OwnDebt | null> {
  const writeOff = await readWriteOff(db, loanId);
  return writeOff && { ...stillOwed(writeOff), recovered: writeOff.recovered.total, writtenOffOn: writeOff.writtenOffOn };
}

async function readFunding(db: Db, loanId: number): Promise<OwnLoanFunding> {
  // A tile that was sold has ended; its successors are live.
  const first = and(eq(tiles.loanId, loanId), eq(tiles.roundNumber, 1), eq(tiles.live, true));
  const [sums] = await db
    .select({
      depositorCount: sql<string>`count(distinct ${tiles.depositorId})`.mapWith(Number),
      depositorTotal: sql<string>`coalesce(sum(if(${tiles.depositorId} is null, 0, ${tiles.amount})), 0)`.mapWith(BigInt),
      bankTile: sql<string>`coalesce(sum(if(${tiles.depositorId} is null, ${tiles.amount}, 0)), 0)`.mapWith(BigInt),
    })
    .from(tiles)
    .where(first);
  const largest = await db
    .select({ id: tiles.id, amount: tiles.amount })
    .from(tiles)
    .where(and(first, isNotNull(tiles.depositorId)))
    .orderBy(desc(tiles.amount), tiles.id)
    .limit(TILES_MAX);
  return { depositorCount: sums?.depositorCount ?? 0, depositorTotal: sums?.depositorTotal ?? 0n, bankTile: sums?.bankTile ?? 0n, tiles: largest };
}
