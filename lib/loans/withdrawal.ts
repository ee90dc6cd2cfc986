import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { canTransition, transition } from "@/lib/core/loan";
import { refuse } from "@/lib/platform/errors";
import { tellBorrower } from "./steps";
import { setLoan, type Loan } from "./store";

/** The borrower takes back a locked application that is not paid out; no money has moved for it. Refuses `loan_not_withdrawable`. */
export async function withdrawLoan(tx: Tx, loan: Loan, today: BusinessDate): Promise<void> {
  if (!canTransition(loan.state, "withdrawn")) refuse("loan_not_withdrawable");
  await setLoan(tx, loan.id, { state: transition(loan.state, "withdrawn"), closedOn: today, closeReason: "withdrawn_by_borrower" });
  await tellBorrower(tx, loan, { kind: "application_withdrawn", amount: loan.principal });
}
