import { invariant } from "@/lib/core/invariant";
import { settleTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { loanOfRepayment, lockRepayment, setRepaymentBounced, setRepaymentPosted } from "../repayment-store";
import { paidNothing, partsOf, recordRepayment } from "../loan-events";
import { snapshotOf } from "../loan-snapshot";
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
    const { kind, amount, prepayment, transferId } = repayment;
    invariant(transferId !== null, "repayment: only a rail holds a payment");
    await settleTransfer(tx, transferId, outcome);
    if (outcome === "bounced") {
      await setRepaymentBounced(tx, repaymentId);
      await tellBorrower(tx, loan, { kind: "repayment_bounced", amount: repayment.amount });
      const bounced = { repaymentId, state: "bounced" as const, loan: await snapshotOf(tx, loanId) };
      await recordRepayment(tx, { ...bounced, loanId, kind, prepayment, amount, valueDate: repayment.valueDate, ...paidNothing });
      return bounced;
    }
    const payment = { kind, amount, prepayment, on: today };
    const posted = await postRepayment(tx, loan, { payment, entry: { businessDate: today, keyId, actorId: actor.id } });
    await setRepaymentPosted(tx, repaymentId, { ...posted, valueDate: today });
    const settled = { repaymentId, state: "posted" as const, loan: await snapshotOf(tx, loanId) };
    await recordRepayment(tx, { ...settled, loanId, kind, prepayment, amount, valueDate: today, ...partsOf(posted) });
    return settled;
  },
});
