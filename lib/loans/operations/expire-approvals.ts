import { z } from "zod";
import { expiredReservation } from "@/lib/funding/reservation-steps";
import { defineOperation } from "@/lib/platform/operation";
import { recordLoanEvents } from "../loan-events";
import { lockLoan } from "../store";
import { withdrawLoan } from "../withdrawal";

/**
 * Ends the approval whose money has been held longest past its last day: the loan is withdrawn, the money free again and
 * the borrower told. One loan a run, so that nobody's money is locked for another's loan.
 * @returns the loan, null when none has expired
 */
export const expireApprovals = defineOperation({
  name: "loans.expire-approvals",
  input: z.object({}),
  async run({ tx, actor, today, keyId }) {
    const loanId = await expiredReservation(tx, today);
    const loan = loanId === null ? null : await lockLoan(tx, loanId);
    // Another was first: it was paid out, taken back or expired meanwhile.
    if (loan?.state !== "approved") return { loanId: null };
    await withdrawLoan(tx, loan, { entry: { businessDate: today, keyId, actorId: actor.id }, reason: "expired" });
    await recordLoanEvents(tx, loan.id, ["loan.withdrawn"]);
    return { loanId: loan.id };
  },
});
