import { and, asc, eq, gte, lte, type SQL } from "drizzle-orm";
import { z } from "zod";
import { banks, products } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import { env } from "@/lib/env";
import { idInput, positiveMoneyInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";
import { loanCost, middleAmount, middleTerm, type LoanCost } from "./loan-cost";
import type { Product } from "./steps";

/** The catalogue is read whole: a bank has tens of products, not thousands. */
const PRODUCTS_MAX = 200;

/** A product as anybody may see it, with what one loan of it costs: amounts in minor units, rates in parts per million. */
export type ProductSummary = Pick<
  Product,
  | "id"
  | "name"
  | "description"
  | "amountMin"
  | "amountMax"
  | "ratePpm"
  | "rateBasis"
  | "method"
  | "dayCount"
  | "intervalUnit"
  | "intervalCount"
  | "instalmentsMin"
  | "instalmentsMax"
  | "roundInstalmentTo"
  | "roundInstalment"
  | "graceInstalments"
  | "graceOf"
  | "graceInterest"
  | "originationFeePpm"
  | "requiresDocuments"
  | "approvesAutomatically"
> & {
  bankName: string;
  /** The loan that the cost is stated for: the asked amount, else the middle of the range; always the middle term. */
  example: LoanCost;
};

/** One product, with its fees and its rules of eligibility. */
export type ProductDetails = ProductSummary &
  Pick<Product, "bankId" | "preClosureFeePpm" | "lateFee" | "lateFeeGraceDays" | "lateFeeCapPpm" | "criteria" | "bankSharePpm"> & {
    bankDescription: string;
    /** The business date, on which a loan shown now would begin. */
    today: BusinessDate;
  };

const summaryColumns = {
  id: products.id,
  name: products.name,
  description: products.description,
  amountMin: products.amountMin,
  amountMax: products.amountMax,
  ratePpm: products.ratePpm,
  rateBasis: products.rateBasis,
  method: products.method,
  dayCount: products.dayCount,
  intervalUnit: products.intervalUnit,
  intervalCount: products.intervalCount,
  instalmentsMin: products.instalmentsMin,
  instalmentsMax: products.instalmentsMax,
  roundInstalmentTo: products.roundInstalmentTo,
  roundInstalment: products.roundInstalment,
  graceInstalments: products.graceInstalments,
  graceOf: products.graceOf,
  graceInterest: products.graceInterest,
  originationFeePpm: products.originationFeePpm,
  requiresDocuments: products.requiresDocuments,
  approvesAutomatically: products.approvesAutomatically,
  bankName: banks.name,
};

const detailsColumns = {
  ...summaryColumns,
  bankId: products.bankId,
  preClosureFeePpm: products.preClosureFeePpm,
  lateFee: products.lateFee,
  lateFeeGraceDays: products.lateFeeGraceDays,
  lateFeeCapPpm: products.lateFeeCapPpm,
  criteria: products.criteria,
  bankSharePpm: products.bankSharePpm,
  bankDescription: banks.description,
};

const listProductsInput = z.object({
  /** Only products that lend this amount, their cost stated for it. */
  amount: positiveMoneyInput(env.currencyExponent).optional(),
});

/** The listed products, the cheapest first: by the APR of their example loan. */
export const listProducts = defineQuery({
  name: "catalog.list-products",
  input: listProductsInput,
  async run({ db, today }, { amount }): Promise<ProductSummary[]> {
    const lends: SQL[] = amount === undefined ? [] : [lte(products.amountMin, amount), gte(products.amountMax, amount)];
    const rows = await db
      .select(summaryColumns)
      .from(products)
      .innerJoin(banks, eq(banks.id, products.bankId))
      .where(and(eq(products.listed, true), ...lends))
      .orderBy(asc(products.id))
      .limit(PRODUCTS_MAX);
    return rows.map((row) => ({ ...row, example: exampleOf(row, amount, today) })).sort(byCost);
  },
});

/** One listed product; null for any other. */
export const getProduct = defineQuery({
  name: "catalog.get-product",
  input: z.object({ productId: idInput }),
  async run({ db, today }, { productId }): Promise<ProductDetails | null> {
    const [row] = await db
      .select(detailsColumns)
      .from(products)
      .innerJoin(banks, eq(banks.id, products.bankId))
      .where(and(eq(products.id, productId), eq(products.listed, true)));
    return row ? { ...row, example: exampleOf(row, undefined, today), today } : null;
  },
});

type ProductRow = Omit<ProductSummary, "example">;

function exampleOf(row: ProductRow, amount: Money | undefined, today: BusinessDate): LoanCost {
  return loanCost(row, { amount: amount ?? middleAmount(row), instalments: middleTerm(row) }, today);
}

// A cost that no rate describes is the highest there is.
function byCost(left: ProductSummary, right: ProductSummary): number {
  return (left.example.aprPpm ?? Infinity) - (right.example.aprPpm ?? Infinity) || left.id - right.id;
}
