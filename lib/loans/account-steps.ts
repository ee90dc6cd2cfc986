import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { LoanAccount } from "@/lib/core/repayment";
import { readAccount } from "./account-store";
import { lockLoan, readLoan, type Loan } from "./store";

/* What domains that stand on loans ask of one that was paid out. */

export type LoanWithAccount = { loan: Loan; account: LoanAccount };

/** Locks a loan that was paid out and reads its servicing state; null for any other. Counters of its round stand still meanwhile. */
export async function lockLoanAccount(tx: Tx, loanId: number): Promise<LoanWithAccount | null> {
  return withAccount(tx, await lockLoan(tx, loanId));
}

/** The same without a lock. */
export async function readLoanAccount(db: Db, loanId: number): Promise<LoanWithAccount | null> {
  return withAccount(db, await readLoan(db, loanId));
}

async function withAccount(db: Db | Tx, loan: Loan | null): Promise<LoanWithAccount | null> {
  return loan?.disbursedOn ? { loan, account: await readAccount(db, loan) } : null;
}
