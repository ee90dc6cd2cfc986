import { disbursementUndoneEntry } from "@/lib/core/entries";
import { invariant } from "@/lib/core/invariant";
import { transition } from "@/lib/core/loan";
import { formatMoney } from "@/lib/format";
import { returnFunding } from "@/lib/funding/undoing-steps";
import { postEntry } from "@/lib/ledger/steps";
import { notify } from "@/lib/notifications/steps";
import { settleTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineOperation } from "@/lib/platform/operation";
import { deleteInstalments } from "../account-store";
import { readAddressee } from "../addressee-store";
import { readAgreed } from "../history-store";
import { recordLoanEvents } from "../loan-events";
import { refuseOwnLoan } from "../replay-steps";
import { hasCountedRepayment } from "../repayment-store";
import { refuseUnlessActive } from "../running-loan";
import { undoDisbursementInput } from "../schemas";
import { lockLoan, readDisbursementEntry, setLoan } from "../store";

/**
 * The rail sent a payout back: the borrower's account did not take it. The loan was never lent: its funders have their
 * money back in full, the fee is undone, the schedule goes, its terms are again those that were agreed, and the loan is
 * withdrawn. Only while nothing was ever paid on it, because whoever paid had the money.
 */
export const undoDisbursement = defineOperation({
  name: "loans.undo-disbursement",
  input: undoDisbursementInput,
  async run({ tx, actor, today, keyId }, { loanId, reason }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    await refuseOwnLoan(tx, loan, actor.id);
    refuseUnlessActive(loan);
    if (await hasCountedRepayment(tx, loanId)) refuse("loan_has_payments");
    const { bankId, originationFee, disbursementTransferId } = loan;
    invariant(disbursementTransferId !== null, "undoing: a loan that runs was paid out over a rail");

    const entry = { businessDate: today, keyId, actorId: actor.id };
    const returned = await returnFunding(tx, { loanId, bankId }, entry);
    const draft = disbursementUndoneEntry({ loanId, bankId, originationFee, ...returned });
    const reversesEntryId = await readDisbursementEntry(tx, loanId);
    await postEntry(tx, draft, { ...entry, loanId, roundNumber: 1, cumPrincipalAfter: loan.principal, cumInterestAfter: 0n, reversesEntryId });
    await settleTransfer(tx, disbursementTransferId, "bounced");
    await deleteInstalments(tx, loanId);
    await setLoan(tx, loanId, {
      ...{ state: transition(loan.state, "withdrawn"), closedOn: today, closeReason: "disbursement_returned", closeNote: reason },
      ...{ disbursedOn: null, originationFee: 0n, receivable: 0n, funding: 0n },
      // What staff had changed of the schedule stays written as what happened; nobody agreed these terms for a loan.
      ...(await readAgreed(tx, loanId)),
      ...{ instalmentAmount: 0n, accruedFrom: null, accruedCarry: "0", interestPauses: null, oldestUnpaidDueOn: null },
    });
    const { recipient, productName } = await readAddressee(tx, loan);
    await notify(tx, { kind: "disbursement_returned", recipient, params: { productName, loanId, amount: formatMoney(loan.principal, moneyFormat), reason } });
    return { loanId, state: "withdrawn" as const, funders: returned.tiles.length, loan: await recordLoanEvents(tx, loanId, ["loan.disbursement_returned"]) };
  },
});
