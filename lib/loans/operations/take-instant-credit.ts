import { readInstantProduct } from "@/lib/catalog/instant-product";
import { invariant } from "@/lib/core/invariant";
import { env } from "@/lib/env";
import { reserveCandidates } from "@/lib/funding/steps";
import { lockPerson } from "@/lib/identity/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { instalmentOf } from "../assessment";
import { issueContract } from "../contract-steps";
import { termsCopiedFrom } from "../copied-terms";
import { candidateNeedOf, disburse } from "../disbursement";
import { recordLoanEvents } from "../loan-events";
import { readUnpaidDebts } from "../owed-store";
import { takeInstantCreditInput } from "../schemas";
import { hasActiveLoan, insertLoan, lockLoan } from "../store";

/**
 * A borrower takes the instant product: no rules to meet, approved, funded and paid out at once or not at all. One at a
 * time: `active_credit_exists`; none while a loan that was written off is not repaid: `written_off_debt_unpaid`; when
 * depositors' waiting money is less than the amount, `allocation_not_possible`.
 */
export const takeInstantCredit = defineOperation({
  name: "loans.take-instant-credit",
  input: takeInstantCreditInput(env.currencyExponent),
  async prepare(db, { amount }) {
    return { candidates: await reserveCandidates(candidateNeedOf(amount, await readInstantProduct(db))) };
  },
  async run({ tx, actor, today, keyId, prepared, mode }, { amount, method }) {
    // Held to the end, so that two requests at once are decided one after the other.
    const { personId } = await lockPerson(tx, actor.id);
    const product = await readInstantProduct(tx);
    if (await hasActiveLoan(tx, actor.id, product.id)) refuse("active_credit_exists");
    if ((await readUnpaidDebts(tx, [actor.id])).size > 0) refuse("written_off_debt_unpaid");

    const instalments = product.instalmentsMax;
    const instalmentAmount = instalmentOf(product, { amount, instalments }, today);
    const loanId = await insertLoan(tx, {
      borrowerId: actor.id,
      personId,
      productId: product.id,
      bankId: product.bankId,
      state: "approved",
      principal: amount,
      instalmentCount: instalments,
      ...termsCopiedFrom(product),
      assessment: { score: null, grade: null, points: [], income: "0", existingEmi: "0", instalmentAmount: instalmentAmount.toString() },
      appliedOn: today,
      decidedOn: today,
      decisionReason: "Approved automatically: the product has no rules to meet.",
    });
    await issueContract(tx, loanId, today);
    const loan = await lockLoan(tx, loanId);
    invariant(loan !== null, "loan: the row was written in this transaction");
    // Approved as it was applied for: there is no moment at which it was pending. Their facts must not say that it runs already.
    await recordLoanEvents(tx, loanId, ["loan.applied", "loan.approved"]);
    const entry = { businessDate: today, keyId, actorId: actor.id };
    const { funders, pooled } = await disburse(tx, loan, { product, method, candidates: prepared.candidates, mode, entry });
    return { loanId, funders, pooled, loan: await recordLoanEvents(tx, loanId, ["loan.disbursed"]) };
  },
});
