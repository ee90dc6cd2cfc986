import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { receiveRepayment } from "../receive-repayment";
import { repayLoanInput } from "../schemas";
import { lockLoan } from "../store";

/** A borrower pays. What is above what is due does what the borrower chose; nothing above the payoff is accepted. */
export const repayLoan = defineOperation({
  name: "loans.repay",
  input: repayLoanInput(env.currencyExponent),
  async run({ tx, actor, today, keyId }, { loanId, amount, prepayment, method }) {
    const loan = (await lockLoan(tx, loanId, actor.id)) ?? refuse("not_found");
    const payment = { kind: "instalment" as const, amount, prepayment, on: today };
    return receiveRepayment(tx, loan, { payment, method, entry: { businessDate: today, keyId, actorId: actor.id } });
  },
});
