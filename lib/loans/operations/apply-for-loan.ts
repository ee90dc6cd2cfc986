import { readProduct, type Product } from "@/lib/catalog/steps";
import { describeAssessment, totalIncome, type EligibilityFacts } from "@/lib/core/eligibility";
import { env } from "@/lib/env";
import { formatMoney } from "@/lib/format";
import { lockBorrowerFacts } from "@/lib/identity/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineOperation } from "@/lib/platform/operation";
import { assess, countActiveLoans, instalmentOf, type Assessment } from "../assessment";
import { applyForLoanInput } from "../schemas";
import { tellBorrower } from "../steps";
import { hasPendingApplication, insertLoan } from "../store";

/**
 * A borrower asks for a loan. Refused with every reason when a rule of the product is not met; otherwise it waits
 * for an officer, or is approved at once where the product says so.
 */
export const applyForLoan = defineOperation({
  name: "loans.apply",
  input: applyForLoanInput(env.currencyExponent),
  async run({ tx, actor, today }, ask) {
    const facts = await lockBorrowerFacts(tx, actor.id);
    const product = await readProduct(tx, ask.productId);
    if (!product.listed) refuse("product_not_available");
    checkLimits(product, ask);
    if (await hasPendingApplication(tx, actor.id, product.id)) refuse("application_pending");

    const eligibilityFacts = { ...facts, activeLoans: await countActiveLoans(tx, actor.id) };
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
    const kind = approved ? "loan_approved" : "application_received";
    await tellBorrower(tx, { id: loanId, borrowerId: actor.id, productId: product.id }, { kind, amount: ask.amount });
    return { loanId, state: approved ? ("approved" as const) : ("pending" as const) };
  },
});

function checkLimits(product: Product, ask: { amount: bigint; instalments: number }): void {
  if (ask.amount < product.amountMin || ask.amount > product.amountMax) {
    const range = `from ${formatMoney(product.amountMin, moneyFormat)} to ${formatMoney(product.amountMax, moneyFormat)}`;
    refuse("amount_outside_product", { fields: { amount: `This product lends ${range}.` } });
  }
  if (ask.instalments < product.instalmentsMin || ask.instalments > product.instalmentsMax) {
    const range = `${product.instalmentsMin} to ${product.instalmentsMax} instalments`;
    refuse("term_outside_product", { fields: { instalments: `Choose ${range}.` } });
  }
}

function refuseIneligible(assessment: Assessment): never {
  const { reasons } = describeAssessment(assessment, (amount) => formatMoney(amount, moneyFormat));
  refuse("loan_not_eligible", { message: reasons.map((reason) => reason.message).join(" "), reasons });
}

/** Terms stay as they were when somebody applied, whatever becomes of the product. */
function termsCopiedFrom(product: Product) {
  const { ratePpm, rateBasis, method, dayCount, intervalUnit, intervalCount, roundInstalmentTo } = product;
  const { originationFeePpm, preClosureFeePpm, servicingFeePpm, fundSharePpm } = product;
  return {
    ...{ ratePpm, rateBasis, method, dayCount, intervalUnit, intervalCount, roundInstalmentTo },
    ...{ originationFeePpm, preClosureFeePpm, servicingFeePpm, fundSharePpm },
  };
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
