import { z } from "zod";
import { getMonthlyProduct } from "@/lib/catalog/monthly-products";
import { grades } from "@/lib/core/loan";
import { checkEligibility, type EligibilityAnswer } from "@/lib/loans/eligibility-query";
import { askEmi } from "@/lib/loans/emi-query";
import { countInput } from "@/lib/platform/field-schemas";
import { refuse } from "@/lib/platform/errors";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, amountSent, idSent, percentOf } from "./fields";
import { regularInstalmentAnswered } from "./kind-answer";
import { answerOfProduct, productAnswered, productExample } from "./products";

const monthsSent = countInput(1, 480);

const costAnswered = z
  .object({
    monthly_emi: regularInstalmentAnswered,
    total_amount: amountAnswered,
    total_interest: amountAnswered,
    origination_fee: amountAnswered.meta({ description: "Kept back when the loan is paid out." }),
    apr: z.number().nullable().meta({ description: "The effective annual rate in percent, fee included." }),
  })
  .meta({ description: "What the loan would cost; null when no amount was asked or the product does not offer it." });

/** POST /api/eligibility/check */
export const checkEligibilityEndpoint = defineEndpoint({
  id: "checkEligibility",
  method: "POST",
  path: "/api/eligibility/check",
  tag: "Eligibility",
  summary: "What applying would answer",
  description: "The very rules that decide an application; nothing is written. Without an amount it tells the largest one, without a term it takes the middle of the product's.",
  permission: "loans.check-eligibility",
  body: z.object({
    loan_product_id: idSent,
    loan_amount: amountSent.optional(),
    tenure_months: monthsSent.optional().meta({ description: "The term in months.", example: 12 }),
  }),
  bodyExample: { loan_product_id: 1, loan_amount: 120000, tenure_months: 12 },
  refusals: ["product_not_available", "details_missing"],
  fields: { productId: "loan_product_id", amount: "loan_amount", instalments: "tenure_months" },
  answer: {
    schema: z.object({
      eligible: z.boolean(),
      reasons: z.array(z.string()).meta({ description: "Every rule that is not met." }),
      reason_codes: z.array(z.string()).meta({ description: "The same reasons for programs, in the same order." }),
      recommendations: z.array(z.string()).meta({ description: "What would help." }),
      maximum_eligible_amount: amountAnswered.meta({ description: "The largest loan of this product over this term whose highest instalment the income carries; of `bullet` the interest and an equal part of the amount put aside. 0 when none." }),
      tenure_months: z.number().int().meta({ description: "The term that was assessed." }),
      score: z.number().nullable(),
      grade: z.enum(grades).nullable(),
      cost: costAnswered.nullable(),
      pending_loan_id: z.number().int().nullable().meta({ description: "Your application for this product that waits for a decision: there can be only one." }),
      loan_product: productAnswered,
    }),
    example: {
      eligible: true,
      reasons: [],
      reason_codes: [],
      recommendations: ["You can ask for up to ₹2,40,000."],
      maximum_eligible_amount: 240000,
      tenure_months: 12,
      score: 742,
      grade: "B",
      cost: { monthly_emi: 10746.24, total_amount: 128954.93, total_interest: 8954.93, origination_fee: 1200, apr: 16.5578 },
      pending_loan_id: null,
      loan_product: productExample,
    },
  },
  async run({ body: { loan_product_id, loan_amount, tenure_months } }, call) {
    const answer = await call.read(checkEligibility, { productId: loan_product_id, amount: loan_amount, instalments: tenure_months, inMonths: true });
    const product = await call.read(getMonthlyProduct, { productId: loan_product_id });
    return { ...wordsOf(answer), loan_product: answerOfProduct(product ?? refuse("product_not_available")) };
  },
});

function wordsOf({ eligible, reasons, recommendations, maximumEligible, instalments, score, cost, pendingLoanId }: EligibilityAnswer) {
  return {
    eligible,
    reasons: reasons.map(({ message }) => message),
    reason_codes: reasons.map(({ code }) => code),
    recommendations,
    maximum_eligible_amount: amountOf(maximumEligible),
    tenure_months: instalments,
    score: score?.score ?? null,
    grade: score?.grade ?? null,
    cost: cost && {
      monthly_emi: amountOf(cost.instalmentAmount),
      total_amount: amountOf(cost.totalPayable),
      total_interest: amountOf(cost.totalInterest),
      origination_fee: amountOf(cost.originationFee),
      apr: cost.aprPpm === null ? null : percentOf(cost.aprPpm),
    },
    pending_loan_id: pendingLoanId,
  };
}

/** POST /api/eligibility/calculate-emi */
export const calculateEmiEndpoint = defineEndpoint({
  id: "calculateEmi",
  method: "POST",
  path: "/api/eligibility/calculate-emi",
  tag: "Eligibility",
  summary: "The instalment of any loan",
  description: "Equal monthly instalments on the balance that is left. The total is the unrounded instalment times the months.",
  permission: "calculators.calculate",
  isPure: true,
  body: z.object({
    loan_amount: amountSent,
    interest_rate: z.union([z.number(), z.string()], { error: "Enter the yearly rate in percent, for example 8.5." }).meta({ description: "Percent a year, from 0 to 200.", example: 8.5 }),
    tenure_months: monthsSent.meta({ description: "The term in months, from 1 to 480.", example: 24 }),
  }),
  bodyExample: { loan_amount: 500000, interest_rate: 8.5, tenure_months: 24 },
  fields: { amount: "loan_amount", ratePercent: "interest_rate", months: "tenure_months" },
  answer: {
    schema: z.object({
      loan_amount: amountAnswered,
      interest_rate: z.number().meta({ description: "Percent a year." }),
      tenure_months: z.number().int(),
      monthly_emi: amountAnswered,
      total_amount: amountAnswered,
      total_interest: amountAnswered,
    }),
    example: { loan_amount: 500000, interest_rate: 8.5, tenure_months: 24, monthly_emi: 22727.84, total_amount: 545468.1, total_interest: 45468.1 },
  },
  async run({ body: { loan_amount, interest_rate, tenure_months } }, call) {
    const emi = await call.read(askEmi, { amount: loan_amount, ratePercent: interest_rate, months: tenure_months });
    return {
      ...{ loan_amount: amountOf(emi.amount), interest_rate: emi.ratePercent, tenure_months: emi.months },
      ...{ monthly_emi: amountOf(emi.instalmentAmount), total_amount: amountOf(emi.totalAmount), total_interest: amountOf(emi.totalInterest) },
    };
  },
});
