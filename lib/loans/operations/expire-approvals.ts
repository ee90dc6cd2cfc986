import { z } from "zod";
import { invariant } from "@/lib/core/invariant";
import { expiredReservation, isExpired } from "@/lib/funding/reservation-steps";
import { leftOutInput } from "@/lib/platform/field-schemas";
import { defineOperation } from "@/lib/platform/operation";
import { recordLoanEvents } from "../loan-events";
import { lockLoan } from "../store";
import { withdrawLoan } from "../withdrawal";

/**
 * Ends the approval whose money has been held longest past its last day: the loan is withdrawn, the money free again and
 * the borrower told. One loan a run, so that nobody's money is locked for another's loan.
 * @param input.except loans that failed, so that the others have their turn
 * @returns the loan, null when none has expired
 */
export const expireApprovals = defineOperation({
  name: "loans.expire-approvals",
  input: z.object({ except: leftOutInput }),
  async run({ tx, actor, today, keyId }, { except }) {
    const loanId = await expiredReservation(tx, today, except);
    const loan = loanId === null ? null : await lockLoan(tx, loanId);
    // Another was first: it was paid out, taken back or expired meanwhile.
    if (loan === null || !(await isExpired(tx, loan.id, today))) return { loanId: null };
    invariant(loan.state === "approved", `expiry: money is held for loan ${loan.id}, which is not approved`);
    await withdrawLoan(tx, loan, { entry: { businessDate: today, keyId, actorId: actor.id }, reason: "expired" });
    await recordLoanEvents(tx, loan.id, ["loan.withdrawn"]);
    return { loanId: loan.id };
  },
});
