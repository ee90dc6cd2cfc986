import { readProduct } from "@/lib/catalog/steps";
import { reserveCandidates } from "@/lib/funding/steps";
import { hasVerifiedDocuments } from "@/lib/identity/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { disburse, fundingNeedOf } from "../disbursement";
import { recordLoanEvents } from "../loan-events";
import { disburseLoanInput } from "../schemas";
import { lockLoan, readLoan } from "../store";

/**
 * Pays out an approved loan, all or nothing. When the pool and the bank cannot cover it: `allocation_not_possible`,
 * and the loan stays approved.
 */
export const disburseLoan = defineOperation({
  name: "loans.disburse",
  input: disburseLoanInput,
  async prepare(db, { loanId }) {
    const loan = await readLoan(db, loanId);
    if (loan?.state !== "approved") return { candidates: [] as number[] };
    const need = fundingNeedOf(loan, await readProduct(db, loan.productId));
    return { candidates: await reserveCandidates(need) };
  },
  async run({ tx, actor, today, keyId, prepared, mode }, { loanId, method }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    // A closed loan may run again, but never be paid out again.
    if (loan.state !== "approved") refuse("loan_not_approved");
    const product = await readProduct(tx, loan.productId);
    if (product.requiresDocuments && !(await hasVerifiedDocuments(tx, loan.borrowerId))) refuse("documents_missing");

    const entry = { businessDate: today, keyId, actorId: actor.id };
    const { funders, bankTile } = await disburse(tx, loan, { product, method, candidates: prepared.candidates, mode, entry });
    return { loanId, state: "active" as const, funders, bankTile, loan: await recordLoanEvents(tx, loanId, ["loan.disbursed"]) };
  },
});
