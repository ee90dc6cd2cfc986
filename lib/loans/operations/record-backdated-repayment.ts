import { env } from "@/lib/env";
import { invariant } from "@/lib/core/invariant";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readHistory } from "../history-store";
import { partsOf, recordRepayment } from "../loan-events";
import { snapshotOf } from "../loan-snapshot";
import { correctPayments, refuseOwnLoan } from "../replay-steps";
import { insertPostedRepayment } from "../repayment-store";
import { refuseUnlessActive } from "../running-loan";
import { recordBackdatedRepaymentInput } from "../schemas";
import { tellBorrower } from "../steps";
import { lockLoan } from "../store";

/** The payment has no row yet while it is replayed. */
const NEW_PAYMENT = 0;

/**
 * Records money that had arrived on an earlier day. It counts from that day on: later payments are replayed behind it,
 * and a late fee that was charged because it seemed to be missing falls away. Only the difference is posted, today.
 */
export const recordBackdatedRepayment = defineOperation({
  name: "loans.record-backdated-repayment",
  input: recordBackdatedRepaymentInput(env.currencyExponent),
  async run({ tx, actor, today, keyId }, { loanId, amount, valueDate, prepayment }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    await refuseOwnLoan(tx, loan, actor.id);
    refuseUnlessActive(loan);
    if (valueDate > today || valueDate < (loan.disbursedOn ?? today)) {
      refuse("value_date_outside_loan", { fields: { valueDate: "Choose a day from the disbursement until today." } });
    }
    const history = await readHistory(tx, loanId);
    // Behind everything else of its day, as its entry will be.
    const place = Number.POSITIVE_INFINITY;
    const arrived = { kind: "payment" as const, id: NEW_PAYMENT, on: valueDate, place, pays: "instalment" as const, amount, prepayment };
    const correction = { history, events: [...history.payments, ...history.changes, arrived], amount };
    const entry = { businessDate: today, keyId, actorId: actor.id };
    const { entryId, advance, payments, closed } = await correctPayments(tx, loan, { correction, today, entry });
    // As when it is paid today: what closes a loan early brings the pre-closure fee, and is the borrower's own word.
    if (closed?.paymentId === NEW_PAYMENT && closed.feeForgone > 0n) refuse("repayment_closes_loan");

    const paid = payments.find(({ id }) => id === NEW_PAYMENT);
    invariant(paid !== undefined, "loan: a payment that was replayed has parts");
    const { applied, preClosureFee } = paid;
    const repaymentId = await insertPostedRepayment(tx, { loanId, kind: "instalment", prepayment, amount, valueDate, transferId: null, applied, preClosureFee, entryId });
    await tellBorrower(tx, loan, { kind: closed ? "loan_closed" : "repayment_received", amount });
    const loanAfter = await snapshotOf(tx, loanId);
    const recorded = { repaymentId, loanId, kind: "instalment" as const, prepayment, state: "posted" as const, amount, valueDate, ...partsOf(paid), loan: loanAfter };
    await recordRepayment(tx, recorded);
    return { ...recorded, advance };
  },
});
