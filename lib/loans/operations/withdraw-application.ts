import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { recordLoanEvents } from "../loan-events";
import { loanIdInput } from "../schemas";
import { lockLoan } from "../store";
import { withdrawLoan } from "../withdrawal";

/** A borrower takes back an application that is not paid out yet; money held for it is free again. */
export const withdrawApplication = defineOperation({
  name: "loans.withdraw-application",
  input: loanIdInput,
  async run({ tx, actor, today, keyId }, { loanId }) {
    const loan = (await lockLoan(tx, loanId, actor.id)) ?? refuse("not_found");
    await withdrawLoan(tx, loan, { entry: { businessDate: today, keyId, actorId: actor.id }, reason: "withdrawn_by_borrower" });
    return { loanId, state: "withdrawn" as const, loan: await recordLoanEvents(tx, loanId, ["loan.withdrawn"]) };
  },
});
