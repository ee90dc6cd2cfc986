import { readProduct } from "@/lib/catalog/steps";
import { isReserved, reserveCandidates } from "@/lib/funding/steps";
import { hasVerifiedDocuments } from "@/lib/identity/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readDebtInTheWay } from "../assessment";
import { candidateNeedOf, disburse } from "../disbursement";
import { recordLoanEvents } from "../loan-events";
import { disburseLoanInput } from "../schemas";
import { lockLoan, readLoan } from "../store";

/**
 * Pays out an approved loan, all or nothing, from the money held for it since its approval where the product holds any,
 * until its last day (`approval_expired`).
 * Refused while documents are missing, and while a debt stands in the way: `written_off_debt_unpaid`. That another loan of
 * the person is given up may come after the approval.
 * Else, when the pool and the bank cannot cover it: `allocation_not_possible`, and the loan stays approved.
 */
export const disburseLoan = defineOperation({
  name: "loans.disburse",
  input: disburseLoanInput,
  async prepare(db, { loanId }) {
    const loan = await readLoan(db, loanId);
    if (loan?.state !== "approved" || (await isReserved(db, loanId))) return { candidates: [] as number[] };
    return { candidates: await reserveCandidates(candidateNeedOf(loan.principal, await readProduct(db, loan.productId))) };
  },
  async run({ tx, actor, today, keyId, prepared, mode }, { loanId, method }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    // A closed loan may run again, but never be paid out again.
    if (loan.state !== "approved") refuse("loan_not_approved");
    const product = await readProduct(tx, loan.productId);
    if (product.requiresDocuments && !(await hasVerifiedDocuments(tx, loan.borrowerId))) refuse("documents_missing");
    if ((await readDebtInTheWay(tx, loan.borrowerId, product)) > 0n) refuse("written_off_debt_unpaid");

    const entry = { businessDate: today, keyId, actorId: actor.id };
    const { funders, bankTile } = await disburse(tx, loan, { product, method, candidates: prepared.candidates, mode, entry });
    return { loanId, state: "active" as const, funders, bankTile, loan: await recordLoanEvents(tx, loanId, ["loan.disbursed"]) };
  },
});
