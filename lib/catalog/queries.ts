import { and, asc, eq, gte, lte, type SQL } from "drizzle-orm";
import type { MySql2Database } from "drizzle-orm/mysql2";
import { z } from "zod";
import { banks, products } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { idInput, positiveMoneyInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";
import { loanCost, middleAmount, middleTerm, type LoanCost } from "./loan-cost";
import { badgesOf, intervalWords } from "./product-words";
import type { Product } from "./steps";

/** The catalogue is read whole: a bank has tens of products, not thousands. */
const PRODUCTS_MAX = 200;

/** A product as a list shows it. Amounts in minor units, rates in parts per million. */
export type ProductSummary = {
  id: number;
  bankName: string;
  name: string;
  description: string;
  minAmountMinor: Money;
  maxAmountMinor: Money;
  annualRatePpm: number;
  /** The yearly cost of the example, fees included; null where no rate answers. */
  aprPpm: number | null;
  instalmentsMin: number;
  instalmentsMax: number;
  /** "monthly", "every 14 days". */
  intervalLabel: string;
  badges: string[];
  /** The loan that the cost is stated for: the asked amount, else the middle of the range; always the middle term. */
  example: LoanCost;
};

/** One product with its terms, its fees and its rules of eligibility. */
export type ProductDetails = ProductSummary &
  Pick<
    Product,
    | "bankId"
    | "rateBasis"
    | "method"
    | "dayCount"
    | "intervalUnit"
    | "intervalCount"
    | "roundInstalmentTo"
    | "originationFeePpm"
    | "preClosureFeePpm"
    | "lateFee"
    | "lateFeeGraceDays"
    | "criteria"
    | "requiresDocuments"
    | "approvesAutomatically"
    | "bankSharePpm"
  > & { bankDescription: string };

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
  originationFeePpm: products.originationFeePpm,
  requiresDocuments: products.requiresDocuments,
  approvesAutomatically: products.approvesAutomatically,
  bankName: banks.name,
};

const detailsColumns = {
  bankId: products.bankId,
  rateBasis: products.rateBasis,
  method: products.method,
  dayCount: products.dayCount,
  intervalUnit: products.intervalUnit,
  intervalCount: products.intervalCount,
  roundInstalmentTo: products.roundInstalmentTo,
  originationFeePpm: products.originationFeePpm,
  preClosureFeePpm: products.preClosureFeePpm,
  lateFee: products.lateFee,
  lateFeeGraceDays: products.lateFeeGraceDays,
  criteria: products.criteria,
  requiresDocuments: products.requiresDocuments,
  approvesAutomatically: products.approvesAutomatically,
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
    return rows.map((row) => summaryOf(row, amount, today)).sort(byCost);
  },
});

/** One listed product; `not_found` for any other. */
export const getProduct = defineQuery({
  name: "catalog.get-product",
  input: z.object({ productId: idInput }),
  async run({ db, today }, { productId }): Promise<ProductDetails> {
    const [row] = await db
      .select({ summary: summaryColumns, details: detailsColumns })
      .from(products)
      .innerJoin(banks, eq(banks.id, products.bankId))
      .where(and(eq(products.id, productId), eq(products.listed, true)));
    if (!row) refuse("not_found");
    return { ...summaryOf(row.summary, undefined, today), ...row.details };
  },
});

/** A listed product's whole row, for other domains' reads; null when it is not offered. */
export async function readListedProduct(db: MySql2Database, productId: number): Promise<Product | null> {
  const [product] = await db.select().from(products).where(and(eq(products.id, productId), eq(products.listed, true)));
  return product ?? null;
}

type SummaryRow = Pick<Product, Exclude<keyof typeof summaryColumns, "bankName">> & { bankName: string };

function summaryOf(row: SummaryRow, amount: Money | undefined, today: BusinessDate): ProductSummary {
  const example = loanCost(row, { amount: amount ?? middleAmount(row), instalments: middleTerm(row) }, today);
  const { id, bankName, name, description, instalmentsMin, instalmentsMax } = row;
  return {
    ...{ id, bankName, name, description, instalmentsMin, instalmentsMax },
    minAmountMinor: row.amountMin,
    maxAmountMinor: row.amountMax,
    annualRatePpm: row.ratePpm,
    aprPpm: example.aprPpm,
    intervalLabel: intervalWords(row),
    badges: badgesOf(row),
    example,
  };
}

// A cost that no rate describes is the highest there is.
function byCost(left: ProductSummary, right: ProductSummary): number {
  return (left.aprPpm ?? Infinity) - (right.aprPpm ?? Infinity) || left.id - right.id;
}
