import type { Tx } from "@/db/transaction";
import { isWithdrawable, transition } from "@/lib/core/loan";
import { releaseReservation } from "@/lib/funding/reservation-steps";
import type { EntryContext } from "@/lib/funding/settlement";
import { refuse } from "@/lib/platform/errors";
import { tellBorrower } from "./steps";
import { setLoan, type Loan } from "./store";

/**
 * A locked loan that is not paid out comes to nothing: the borrower takes it back, or the approval expires. Money that
 * was held for it is free again. Refuses `loan_not_withdrawable`.
 */
export async function withdrawLoan(
  tx: Tx,
  loan: Loan,
  { entry, reason }: { entry: EntryContext; reason: "withdrawn_by_borrower" | "expired" },
): Promise<void> {
  if (!isWithdrawable(loan.state)) refuse("loan_not_withdrawable");
  await setLoan(tx, loan.id, { state: transition(loan.state, "withdrawn"), closedOn: entry.businessDate, closeReason: reason });
  await releaseReservation(tx, loan, entry);
  await tellBorrower(tx, loan, { kind: reason === "expired" ? "approval_expired" : "application_withdrawn", amount: loan.principal });
}
