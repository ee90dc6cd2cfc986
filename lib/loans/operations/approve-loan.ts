import { readProduct } from "@/lib/catalog/steps";
import { canTransition } from "@/lib/core/loan";
import { lockBorrowerFacts, personOf } from "@/lib/identity/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { assess, countActiveLoans } from "../assessment";
import { recordLoanEvents } from "../loan-events";
import { approveLoanInput } from "../schemas";
import { tellBorrower } from "../steps";
import { lockLoan, setDecision } from "../store";

/** An officer says yes. The rules are checked again with what is known today; money moves only when it is disbursed. */
export const approveLoan = defineOperation({
  name: "loans.approve",
  input: approveLoanInput,
  async run({ tx, actor, today }, { loanId, note }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    if (loan.state !== "pending" || !canTransition(loan.state, "approved")) refuse("loan_not_pending");
    if ((await personOf(tx, actor.id)) === loan.personId) refuse("own_application");

    const facts = await lockBorrowerFacts(tx, loan.borrowerId);
    const product = await readProduct(tx, loan.productId);
    const ask = { amount: loan.principal, instalments: loan.instalmentCount, on: today };
    const assessment = assess({ ...facts, activeLoans: await countActiveLoans(tx, loan.borrowerId) }, product, ask);
    if (!assessment.eligible) refuse("loan_no_longer_eligible");

    await setDecision(tx, loanId, { state: "approved", on: today, by: actor.id, reason: note === "" ? null : note });
    await tellBorrower(tx, loan, { kind: "loan_approved", amount: loan.principal });
    return { loanId, state: "approved" as const, loan: await recordLoanEvents(tx, loanId, ["loan.approved"]) };
  },
});
