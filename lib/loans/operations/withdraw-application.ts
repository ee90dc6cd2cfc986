import { canTransition } from "@/lib/core/loan";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { loanIdInput } from "../schemas";
import { tellBorrower } from "../steps";
import { lockLoan, setLoan } from "../store";

/** A borrower takes back an application that is not paid out yet. */
export const withdrawApplication = defineOperation({
  name: "loans.withdraw-application",
  input: loanIdInput,
  async run({ tx, actor, today }, { loanId }) {
    const loan = (await lockLoan(tx, loanId, actor.id)) ?? refuse("not_found");
    if (!canTransition(loan.state, "withdrawn")) refuse("loan_not_withdrawable");
    await setLoan(tx, loanId, { state: "withdrawn", closedOn: today, closeReason: "withdrawn_by_borrower" });
    await tellBorrower(tx, loan, { kind: "application_withdrawn", amount: loan.principal });
    return { loanId, state: "withdrawn" as const };
  },
});
