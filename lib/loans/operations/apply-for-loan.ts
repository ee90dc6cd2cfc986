import { isOffered, readProduct, type Product } from "@/lib/catalog/steps";
import { describeAssessment, totalIncome, type EligibilityFacts } from "@/lib/core/eligibility";
import { env } from "@/lib/env";
import { formatMoney } from "@/lib/format";
import { reserveCandidates } from "@/lib/funding/steps";
import { lockBorrowerFacts } from "@/lib/identity/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineOperation } from "@/lib/platform/operation";
import { assess, instalmentOf, readStanding, type Assessment } from "../assessment";
import { issueContract } from "../contract-steps";
import { termsCopiedFrom } from "../copied-terms";
import { candidateNeedOf } from "../disbursement";
import { reserveAtApproval } from "../reservation";
import { applyForLoanInput } from "../schemas";
import { tellBorrower } from "../steps";
import { recordLoanEvents } from "../loan-events";
import { hasPendingApplication, insertLoan } from "../store";

/**
 * A borrower asks for a loan. Refused with every reason when a rule of the product is not met; otherwise it waits
 * for an officer, or is approved at once where the product says so; where such a product also holds the money from then
 * on and there is not enough, nothing is kept of the application: `allocation_not_possible`.
 */
export const applyForLoan = defineOperation({
  name: "loans.apply",
  input: applyForLoanInput(env.currencyExponent),
  async prepare(db, ask) {
    const product = await readProduct(db, ask.productId);
    const isHeldAtOnce = product.approvesAutomatically && product.reservationDays !== null && ask.amount <= product.amountMax;
    return { candidates: isHeldAtOnce ? await reserveCandidates(candidateNeedOf(ask.amount, product)) : [] };
  },
  async run({ tx, actor, today, keyId, prepared, mode }, ask) {
    const product = await readProduct(tx, ask.productId);
    if (!isOffered(product, ask)) refuse("product_not_available");
    const facts = await lockBorrowerFacts(tx, actor.id);
    checkLimits(product, ask);
    if (await hasPendingApplication(tx, actor.id, product.id)) refuse("application_pending");

    const eligibilityFacts = { ...facts, ...(await readStanding(tx, actor.id)) };
    const assessment = assess(eligibilityFacts, product, { amount: ask.amount, instalments: ask.instalments, on: today });
    if (!assessment.eligible) refuseIneligible(assessment);

    const approved = product.approvesAutomatically;
    const loanId = await insertLoan(tx, {
      borrowerId: actor.id,
      personId: facts.personId,
      productId: product.id,
      bankId: product.bankId,
      state: approved ? "approved" : "pending",
      principal: ask.amount,
      instalmentCount: ask.instalments,
      ...termsCopiedFrom(product),
      purpose: ask.purpose,
      grade: assessment.score?.grade ?? null,
      assessment: recordOf(assessment, eligibilityFacts, instalmentOf(product, ask, today)),
      appliedOn: today,
      decidedOn: approved ? today : null,
      decisionReason: approved ? "Approved automatically: the application meets every rule of the product." : null,
    });
    if (approved) {
      const entry = { businessDate: today, keyId, actorId: actor.id };
      await reserveAtApproval(tx, loanId, { product, candidates: prepared.candidates, mode, entry });
      await issueContract(tx, loanId, today);
    }
    const kind = approved ? "loan_approved" : "application_received";
    await tellBorrower(tx, { id: loanId, borrowerId: actor.id, productId: product.id }, { kind, amount: ask.amount });
    // An automatic approval is part of applying: the loan was never pending, so the facts of both events say approved.
    const loan = await recordLoanEvents(tx, loanId, approved ? ["loan.applied", "loan.approved"] : ["loan.applied"]);
    return { loanId, state: approved ? ("approved" as const) : ("pending" as const), loan };
  },
});

function checkLimits(product: Product, ask: { amount: bigint; instalments: number }): void {
  if (ask.amount < product.amountMin || ask.amount > product.amountMax) {
    const reason = `This product lends from ${formatMoney(product.amountMin, moneyFormat)} to ${formatMoney(product.amountMax, moneyFormat)}.`;
    refuse("amount_outside_product", { fields: { amount: reason }, reasons: [reason] });
  }
  if (ask.instalments < product.instalmentsMin || ask.instalments > product.instalmentsMax) {
    const reason = `Choose ${product.instalmentsMin} to ${product.instalmentsMax} instalments.`;
    refuse("term_outside_product", { fields: { instalments: reason }, reasons: [reason] });
  }
}

function refuseIneligible(assessment: Assessment): never {
  const reasons = describeAssessment(assessment, (amount) => formatMoney(amount, moneyFormat)).reasons.map(({ message }) => message);
  refuse("loan_not_eligible", { message: reasons.join(" "), reasons });
}

function recordOf({ score }: Assessment, facts: EligibilityFacts, instalment: bigint) {
  return {
    score: score?.score ?? null,
    grade: score?.grade ?? null,
    points: (score?.points ?? []).map(({ attribute, points, reason }) => ({ attribute, points, reason })),
    income: totalIncome(facts).toString(),
    existingEmi: facts.existingEmi.toString(),
    instalmentAmount: instalment.toString(),
  };
}
