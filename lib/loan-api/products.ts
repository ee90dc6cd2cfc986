import { z } from "zod";
import { getMonthlyProduct, listMonthlyProducts, type MonthlyProduct } from "@/lib/catalog/monthly-products";
import { describeKind } from "@/lib/core/kind-words";
import { graceOf } from "@/lib/core/loan-terms";
import { describeContractRules } from "@/lib/core/product-rules";
import { formatMoney, formatRate } from "@/lib/format";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, amountSent, filterSent, idAnswered, idSent, instantAnswered, instantOf, pageAnswered, pageOf, pageSent, percentOf } from "./fields";
import { answerOfKind, dayCountAnswered, graceAnswered, methodAnswered, regularInstalmentAnswered, roundingAnswered } from "./kind-answer";

export const productAnswered = z
  .object({
    loan_product_id: idAnswered,
    bank_id: idAnswered,
    bank_name: z.string(),
    product_name: z.string(),
    description: z.string(),
    min_amount: amountAnswered,
    max_amount: amountAnswered,
    interest_rate: z.number().meta({ description: "Percent; of a year unless `rate_basis` says otherwise." }),
    rate_basis: z.enum(["year", "term"]),
    interest_method: methodAnswered,
    day_count: dayCountAnswered,
    grace: graceAnswered,
    instalment_rounding: roundingAnswered,
    repaid: z.string().meta({ description: "How it is paid back, as a person reads it." }),
    tenure_range: z.string().meta({ description: "As a person reads it: `12-60 months`." }),
    min_tenure_months: z.number().int(),
    max_tenure_months: z.number().int(),
    eligibility_criteria: z.string().meta({ description: "The rules, as a person reads them." }),
    requires_documents: z.boolean().meta({ description: "Verified documents are needed before the loan is paid out." }),
    approves_automatically: z.boolean(),
    origination_fee_rate: z.number().meta({ description: "Percent of the amount, kept back when it is paid out." }),
    pre_closure_fee_rate: z.number().meta({ description: "Percent of the principal that is not due yet." }),
    late_fee: amountAnswered,
    late_fee_grace_days: z.number().int(),
    late_fee_cap: z.number().meta({ description: "Percent of what is overdue of an instalment that its late fee is at most." }),
    example: z
      .object({ loan_amount: amountAnswered, tenure_months: z.number().int(), monthly_emi: regularInstalmentAnswered, total_amount: amountAnswered, apr: z.number().nullable() })
      .meta({ description: "What a middling loan costs, repaid on time; `apr` is its effective annual rate in percent, fee included." }),
    is_listed: z.boolean().meta({ description: "It is offered now." }),
    created_at: instantAnswered,
    updated_at: instantAnswered,
  })
  .meta({ id: "LoanProduct" });

/** A product as it is answered. */
export function answerOfProduct(product: MonthlyProduct): z.input<typeof productAnswered> {
  const { example, instalmentsMin, instalmentsMax, recordedAt } = product;
  const kind = { ...product, grace: graceOf(product) };
  return {
    loan_product_id: product.id,
    bank_id: product.bankId,
    bank_name: product.bankName,
    product_name: product.name,
    description: product.description,
    min_amount: amountOf(product.amountMin),
    max_amount: amountOf(product.amountMax),
    interest_rate: percentOf(product.ratePpm),
    rate_basis: product.rateBasis,
    interest_method: product.method,
    day_count: product.dayCount,
    ...answerOfKind(kind),
    repaid: describeKind(kind, (minor) => formatMoney(minor, moneyFormat, { fraction: "auto" })).join(" "),
    tenure_range: `${instalmentsMin}-${instalmentsMax} months`,
    min_tenure_months: instalmentsMin,
    max_tenure_months: instalmentsMax,
    eligibility_criteria: rulesOf(product),
    requires_documents: product.requiresDocuments,
    approves_automatically: product.approvesAutomatically,
    origination_fee_rate: percentOf(product.originationFeePpm),
    pre_closure_fee_rate: percentOf(product.preClosureFeePpm),
    late_fee: amountOf(product.lateFee),
    late_fee_grace_days: product.lateFeeGraceDays,
    late_fee_cap: percentOf(product.lateFeeCapPpm),
    example: {
      loan_amount: amountOf(example.amount),
      tenure_months: example.instalments,
      monthly_emi: amountOf(example.instalmentAmount),
      total_amount: amountOf(example.totalPayable),
      apr: example.aprPpm === null ? null : percentOf(example.aprPpm),
    },
    is_listed: product.listed,
    created_at: instantOf(recordedAt),
    // A product is never edited: a changed one would be a new one.
    updated_at: instantOf(recordedAt),
  };
}

function rulesOf(product: MonthlyProduct): string {
  const money = (major: number) => formatMoney(BigInt(major) * 10n ** BigInt(moneyFormat.exponent), moneyFormat, { fraction: "auto" });
  return describeContractRules(product, { money, rate: formatRate }).join(" ");
}

export const productExample: z.input<typeof productAnswered> = {
  loan_product_id: 1,
  bank_id: 2,
  bank_name: "Sahyadri Bank",
  product_name: "Personal Loan",
  description: "For a wedding, a move or a medical bill.",
  min_amount: 50000,
  max_amount: 500000,
  interest_rate: 13.5,
  rate_basis: "year",
  interest_method: "declining",
  day_count: "30/360",
  grace: null,
  instalment_rounding: null,
  repaid: "Equal instalments: first the interest of what is still owed, and the rest pays the amount back.",
  tenure_range: "12-48 months",
  min_tenure_months: 12,
  max_tenure_months: 48,
  eligibility_criteria: "You are at least 21 years old. Your total income is at least ₹20,000 a month.",
  requires_documents: false,
  approves_automatically: false,
  origination_fee_rate: 1,
  pre_closure_fee_rate: 2,
  late_fee: 500,
  late_fee_grace_days: 5,
  late_fee_cap: 100,
  example: { loan_amount: 270000, tenure_months: 30, monthly_emi: 10654.07, total_amount: 319622.25, apr: 15.3136 },
  is_listed: true,
  created_at: "2026-03-02T06:00:00.000Z",
  updated_at: "2026-03-02T06:00:00.000Z",
};

/** GET /api/loans/products */
export const listProductsEndpoint = defineEndpoint({
  id: "listLoanProducts",
  method: "GET",
  path: "/api/loans/products",
  tag: "Loans",
  summary: "Loan products on offer",
  description: "Those repaid in monthly instalments, by id.",
  permission: "catalog.list-products",
  query: z.object({
    bank_id: filterSent(idSent).meta({ description: "Of this bank only.", example: 2 }),
    min_amount: filterSent(amountSent).meta({ description: "Lends at least this much.", example: 100000 }),
    max_amount: filterSent(amountSent).meta({ description: "Starts at or below this.", example: 200000 }),
    ...pageSent,
  }),
  fields: { lends: "min_amount", startsBelow: "max_amount" },
  isCacheable: true,
  answer: {
    schema: z.object({ loan_products: z.array(productAnswered), ...pageAnswered }),
    example: { loan_products: [productExample], has_more: false },
  },
  async run({ query: { bank_id, min_amount, max_amount, limit, after } }, call) {
    const asked = { bankId: bank_id, lends: min_amount, startsBelow: max_amount, limit: limit + 1, after };
    const { rows, has_more } = pageOf(await call.read(listMonthlyProducts, asked), limit);
    return { loan_products: rows.map(answerOfProduct), has_more };
  },
});

/** GET /api/loans/products/{id} */
export const getProductEndpoint = defineEndpoint({
  id: "getLoanProduct",
  method: "GET",
  path: "/api/loans/products/{id}",
  tag: "Loans",
  summary: "One loan product",
  permission: "catalog.get-product",
  params: z.object({ id: idSent }),
  isCacheable: true,
  answer: { schema: z.object({ loan_product: productAnswered }), example: { loan_product: productExample } },
  async run({ params }, call) {
    const product = await call.read(getMonthlyProduct, { productId: params.id });
    return { loan_product: answerOfProduct(product ?? refuse("not_found")) };
  },
});
