import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { receiveRepayment } from "../receive-repayment";
import { payOffLoanInput } from "../schemas";
import { lockLoan } from "../store";

/** A borrower closes the loan by paying its payoff, exactly the amount that was shown and confirmed. */
export const payOffLoan = defineOperation({
  name: "loans.pay-off",
  input: payOffLoanInput(env.currencyExponent),
  async run({ tx, actor, today, keyId }, { loanId, amount, method }) {
    const loan = (await lockLoan(tx, loanId, actor.id)) ?? refuse("not_found");
    const payment = { kind: "payoff" as const, amount, prepayment: "shorter_term" as const, on: today };
    return receiveRepayment(tx, loan, { payment, method, entry: { businessDate: today, keyId, actorId: actor.id } });
  },
});
