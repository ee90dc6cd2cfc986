import { settleTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { loanOfRepayment, lockRepayment, setRepaymentBounced, setRepaymentPosted } from "../repayment-store";
import { settleRepaymentInput } from "../schemas";
import { postRepayment, tellBorrower } from "../steps";
import { lockLoan } from "../store";

/** What the rail says later about a held payment: it arrives and is posted as of today, or it does not. */
export const settleRepayment = defineOperation({
  name: "loans.settle-repayment",
  input: settleRepaymentInput,
  async run({ tx, actor, today, keyId }, { repaymentId, outcome }) {
    const loanId = (await loanOfRepayment(tx, repaymentId)) ?? refuse("not_found");
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    const repayment = (await lockRepayment(tx, repaymentId)) ?? refuse("not_found");
    if (repayment.state !== "held") refuse("transfer_not_pending");
    await settleTransfer(tx, repayment.transferId, outcome);
    if (outcome === "bounced") {
      await setRepaymentBounced(tx, repaymentId);
      await tellBorrower(tx, loan, { kind: "repayment_bounced", amount: repayment.amount });
      return { repaymentId, state: "bounced" as const };
    }
    const { kind, amount, prepayment } = repayment;
    const payment = { kind, amount, prepayment, on: today };
    const posted = await postRepayment(tx, loan, { payment, entry: { businessDate: today, keyId, actorId: actor.id } });
    await setRepaymentPosted(tx, repaymentId, { ...posted, valueDate: today });
    return { repaymentId, state: "posted" as const };
  },
});
