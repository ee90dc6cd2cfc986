import { and, eq, inArray, isNotNull, isNull, lt, or, sql, type SQL } from "drizzle-orm";
import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import { plainRows } from "@/db/plain-rows";
import type { Tx } from "@/db/transaction";
import { loans } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import { invariant } from "@/lib/core/invariant";
import { loanStates, type LoanStanding, type LoanState } from "@/lib/core/loan";
import { isLevel } from "@/lib/core/loan-terms";
import type { Money } from "@/lib/core/money";
import { outstandingPrincipal } from "./outstanding";

/**
 * An application or loan as machines are told of it: in answers of the API and in webhooks. Minor units, parts per
 * million; what an operation answers is the loan as that operation left it.
 */
export type LoanSnapshot = {
  id: number;
  borrowerId: number;
  productId: number;
  productName: string;
  bankId: number;
  bankName: string;
  principal: Money;
  instalmentCount: number;
  intervalUnit: "month" | "day";
  intervalCount: number;
  ratePpm: number;
  rateBasis: "year" | "term";
  /** The equal instalment: as agreed, or as prepayments have lowered it. Of other kinds what is paid regularly, as it was reckoned with at the application. */
  instalmentAmount: Money;
  state: LoanState;
  appliedOn: BusinessDate;
  decidedOn: BusinessDate | null;
  decisionReason: string | null;
  disbursedOn: BusinessDate | null;
  closedOn: BusinessDate | null;
  closeReason: string | null;
  /** Why staff undid a payout that came back. */
  closeNote: string | null;
  /** Principal still owed; 0 before it is paid out. */
  outstanding: Money;
};

// Plain SQL, because a snapshot is part of every payment.
const loanRows = plainRows(loans);
const selectSnapshot = sql.raw(`SELECT ${loanRows.columnList}, products.name AS product_name, banks.name AS bank_name,`);
const fromLoans = sql.raw("AS outstanding FROM loans JOIN products ON products.id = loans.product_id JOIN banks ON banks.id = loans.bank_id WHERE");

/** A loan that the caller knows is there, as it is now. */
export async function snapshotOf(tx: Tx, loanId: number): Promise<LoanSnapshot> {
  const [snapshot] = await readLoanSnapshots(tx, eq(loans.id, loanId), { limit: 1 });
  invariant(snapshot !== undefined, "loan: whoever asks for a snapshot holds the loan");
  return snapshot;
}

/** Loans that stand in one of these ways, as a condition; every loan without any. */
export function standsIn(standings: readonly LoanStanding[] | undefined): SQL | undefined {
  if (standings === undefined) return undefined;
  const states = loanStates.filter((state) => (standings as readonly string[]).includes(state));
  const withdrawn = eq(loans.state, "withdrawn");
  return or(
    inArray(loans.state, states),
    standings.includes("withdrawn_undecided") ? and(withdrawn, isNull(loans.decidedOn)) : undefined,
    standings.includes("withdrawn_approved") ? and(withdrawn, isNotNull(loans.decidedOn)) : undefined,
  );
}

/** Loans of a selection, newest first; with `after` those that follow that loan in the list. */
export async function readLoanSnapshots(db: Db | Tx, where: SQL | undefined, page: { limit: number; after?: number }): Promise<LoanSnapshot[]> {
  const selection = and(where, page.after === undefined ? undefined : lt(loans.id, page.after)) ?? sql`TRUE`;
  const statement = sql`${selectSnapshot} ${outstandingPrincipal} ${fromLoans} ${selection} ORDER BY loans.id DESC LIMIT ${page.limit}`;
  const [rows] = (await db.execute(statement)) as unknown as [RowDataPacket[]];
  return rows.map(snapshotOfRow);
}

function snapshotOfRow(row: RowDataPacket): LoanSnapshot {
  const loan = loanRows.rowOf(row);
  return {
    id: loan.id,
    borrowerId: loan.borrowerId,
    productId: loan.productId,
    productName: String(row.product_name),
    bankId: loan.bankId,
    bankName: String(row.bank_name),
    principal: loan.principal,
    instalmentCount: loan.instalmentCount,
    intervalUnit: loan.intervalUnit,
    intervalCount: loan.intervalCount,
    ratePpm: loan.ratePpm,
    rateBasis: loan.rateBasis,
    // Before the money is paid out there is no schedule, and instalments that are not equal have no figure of their own.
    instalmentAmount: loan.disbursedOn === null || !isLevel(loan.method) ? BigInt(loan.assessment.instalmentAmount) : loan.instalmentAmount,
    state: loan.state,
    appliedOn: loan.appliedOn,
    decidedOn: loan.decidedOn,
    decisionReason: loan.decisionReason,
    disbursedOn: loan.disbursedOn,
    closedOn: loan.closedOn,
    closeReason: loan.closeReason,
    closeNote: loan.closeNote,
    outstanding: BigInt(row.outstanding),
  };
}
