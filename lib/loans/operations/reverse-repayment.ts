import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { formatDate } from "@/lib/format";
import type { EntryContext } from "@/lib/funding/settlement";
import { settleTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { tellAboutDebt } from "../collection-steps";
import { readHistory, setRepaymentReversed } from "../history-store";
import { paidNothing, recordRepayment } from "../loan-events";
import { snapshotOf } from "../loan-snapshot";
import { correctPayments, refuseOwnLoan } from "../replay-steps";
import { loanOfRepayment, lockRepayment, type StoredRepayment } from "../repayment-store";
import { reverseAfterWriteOff } from "../reversal-after-write-off";
import { reverseRepaymentInput } from "../schemas";
import { tellBorrower } from "../steps";
import { lockLoan, type Loan } from "../store";

/**
 * Takes back a posted payment: it bounced after all, or was posted by mistake. The loan stands as if it had never been
 * made, late fees included; funders keep what they were given, and the platform advances it until it is paid again. Of a
 * loan that was written off since, the payment is owed again and the platform has lost it.
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

    const taken = { repayment, reversesEntryId: repayment.entryId, reason, today, entry: { businessDate: today, keyId, actorId: actor.id } };
    const { entryId, advance } = loan.state === "written_off" ? await takeFromDebt(tx, loan, taken) : await takeFromLoan(tx, loan, { ...taken, repaymentId });
    await setRepaymentReversed(tx, repaymentId, { on: today, reason, entryId });
    if (repayment.transferId !== null) await settleTransfer(tx, repayment.transferId, "bounced");

    const { kind, prepayment, amount, valueDate } = repayment;
    const loanAfter = await snapshotOf(tx, loanId);
    const reversed = { repaymentId, loanId, kind, prepayment, state: "reversed" as const, amount, valueDate, ...paidNothing, loan: loanAfter };
    await recordRepayment(tx, reversed);
    return { ...reversed, advance };
  },
});

type Taken = { repayment: StoredRepayment; reversesEntryId: number; reason: string; today: BusinessDate; entry: EntryContext };

/** From a loan that runs, or that it had closed: what came after it is replayed. */
async function takeFromLoan(tx: Tx, loan: Loan, { repayment, repaymentId, reversesEntryId, reason, today, entry }: Taken & { repaymentId: number }) {
  const { amount, valueDate } = repayment;
  const history = await readHistory(tx, loan.id);
  const events = [...history.payments.filter(({ id }) => id !== repaymentId), ...history.changes];
  const corrected = await correctPayments(tx, loan, { correction: { history, events, amount: -amount, reversesEntryId }, today, entry });
  await tellBorrower(tx, loan, { kind: "repayment_reversed", amount, paidOn: formatDate(valueDate), reason });
  return corrected;
}

/** From a loan that was given up since. */
async function takeFromDebt(tx: Tx, loan: Loan, { repayment, reversesEntryId, reason, entry }: Taken) {
  const reversed = await reverseAfterWriteOff(tx, loan, { repayment, entry, reversesEntryId });
  await tellAboutDebt(tx, loan, { kind: "debt_raised", amount: repayment.amount, paidOn: formatDate(repayment.valueDate), reason, owed: reversed.owed });
  return reversed;
}
