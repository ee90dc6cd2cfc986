import { formatDate } from "@/lib/format";
import { settleTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readHistory, setRepaymentReversed } from "../history-store";
import { paidNothing, recordRepayment } from "../loan-events";
import { snapshotOf } from "../loan-snapshot";
import { correctPayments, refuseOwnLoan } from "../replay-steps";
import { loanOfRepayment, lockRepayment } from "../repayment-store";
import { refuseUnlessActive } from "../running-loan";
import { reverseRepaymentInput } from "../schemas";
import { tellBorrower } from "../steps";
import { lockLoan } from "../store";

/**
 * Takes back a posted payment: it bounced after all, or was posted by mistake. The loan stands as if it had never been
 * made, late fees included; funders keep what they were given, and the platform advances it until it is paid again.
 */
export const reverseRepayment = defineOperation({
  name: "loans.reverse-repayment",
  input: reverseRepaymentInput,
  async run({ tx, actor, today, keyId }, { repaymentId, reason }) {
    const loanId = (await loanOfRepayment(tx, repaymentId)) ?? refuse("not_found");
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    const repayment = (await lockRepayment(tx, repaymentId)) ?? refuse("not_found");
    await refuseOwnLoan(tx, loan, actor.id);
    if (repayment.state !== "posted" || repayment.entryId === null) refuse("repayment_not_reversible");
    if (loan.state !== "closed") refuseUnlessActive(loan);

    const history = await readHistory(tx, loanId);
    const events = [...history.payments.filter(({ id }) => id !== repaymentId), ...history.changes];
    const correction = { history, events, amount: -repayment.amount, reversesEntryId: repayment.entryId };
    const { entryId, advance } = await correctPayments(tx, loan, { correction, today, entry: { businessDate: today, keyId, actorId: actor.id } });
    await setRepaymentReversed(tx, repaymentId, { on: today, reason, entryId });
    if (repayment.transferId !== null) await settleTransfer(tx, repayment.transferId, "bounced");

    await tellBorrower(tx, loan, { kind: "repayment_reversed", amount: repayment.amount, paidOn: formatDate(repayment.valueDate), reason });
    const { kind, prepayment, amount, valueDate } = repayment;
    const loanAfter = await snapshotOf(tx, loanId);
    const reversed = { repaymentId, loanId, kind, prepayment, state: "reversed" as const, amount, valueDate, ...paidNothing, loan: loanAfter };
    await recordRepayment(tx, reversed);
    return { ...reversed, advance };
  },
});
