import { payoff, type Payoff } from "@/lib/core/repayment";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readAccount } from "../account-store";
import { recordLoanEvents } from "../loan-events";
import { receiveRepayment } from "../receive-repayment";
import { preCloseLoanInput } from "../schemas";
import { lockLoan } from "../store";
import { withdrawLoan } from "../withdrawal";

/**
 * A borrower ends a loan before its term, whatever that takes today: one that is not paid out is given up, a running
 * one is paid off with the payoff of the day, which the answer states. Refuses `loan_not_closable` in any other state.
 */
export const preCloseLoan = defineOperation({
  name: "loans.pre-close",
  input: preCloseLoanInput,
  async run({ tx, actor, today, keyId }, { loanId, method }) {
    const loan = (await lockLoan(tx, loanId, actor.id)) ?? refuse("not_found");
    const entry = { businessDate: today, keyId, actorId: actor.id };
    if (loan.state === "approved") {
      await withdrawLoan(tx, loan, { entry, reason: "withdrawn_by_borrower" });
      return { loan: await recordLoanEvents(tx, loanId, ["loan.withdrawn"]), payoff: null, repayment: null, on: today };
    }
    if (loan.state !== "active") refuse("loan_not_closable");
    const owed: Payoff = payoff(await readAccount(tx, loan), today, loan.preClosureFeePpm);
    const payment = { kind: "payoff" as const, amount: owed.total, prepayment: "shorter_term" as const, on: today };
    const repayment = await receiveRepayment(tx, loan, { payment, method, entry });
    return { loan: repayment.loan, payoff: owed, repayment, on: today };
  },
});
