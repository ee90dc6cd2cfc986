import { canTransition } from "@/lib/core/loan";
import { formatMoney } from "@/lib/format";
import { releaseReservation } from "@/lib/funding/reservation-steps";
import { personOf } from "@/lib/identity/steps";
import { notify } from "@/lib/notifications/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineOperation } from "@/lib/platform/operation";
import { readAddressee } from "../addressee-store";
import { recordLoanEvents } from "../loan-events";
import { rejectLoanInput } from "../schemas";
import { lockLoan, setDecision } from "../store";

/** An officer says no, and says why. An approval can be taken back, when that is meant, until the money is paid out; what was held for it is free again. */
export const rejectLoan = defineOperation({
  name: "loans.reject",
  input: rejectLoanInput,
  async run({ tx, actor, today, keyId }, { loanId, reason, revokesApproval }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    if (!canTransition(loan.state, "rejected") || (loan.state === "approved" && !revokesApproval)) refuse("loan_not_pending");
    if ((await personOf(tx, actor.id)) === loan.personId) refuse("own_application");
    await setDecision(tx, loanId, { state: "rejected", on: today, by: actor.id, reason });
    await releaseReservation(tx, loan, { businessDate: today, keyId, actorId: actor.id });

    const { recipient, productName } = await readAddressee(tx, loan);
    const params = { productName, loanId, amount: formatMoney(loan.principal, moneyFormat), reason };
    await notify(tx, { kind: "loan_rejected", recipient, params });
    return { loanId, state: "rejected" as const, loan: await recordLoanEvents(tx, loanId, ["loan.rejected"]) };
  },
});
