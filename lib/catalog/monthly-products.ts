import { and, asc, eq, gt, gte, lte } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { banks, products } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import { env } from "@/lib/env";
import { cursorInput } from "@/lib/platform/cursor-page";
import { idInput, moneyFromZeroInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";
import { loanCost, middleAmount, middleTerm, type LoanCost } from "./loan-cost";
import type { Product } from "./steps";

/* Products whose instalments are a month apart: what is offered to machines that count terms in months. */

/** A product with its bank's name and the cost of a middling loan. Minor units, parts per million. */
export type MonthlyProduct = Omit<Product, "code" | "smallestTile" | "tileCountMax" | "servicingFeePpm" | "fundSharePpm" | "bankSharePpm" | "bankTopsUp"> & {
  bankName: string;
  example: LoanCost;
};

/** Which of them; what is left out does not narrow. */
type Selection = {
  id?: number;
  bankId?: number;
  /** Lends at least this much. */
  lends?: Money;
  /** Starts at or below this. */
  startsBelow?: Money;
  listed?: boolean;
};

/** Products by id; with `after` those that follow the product with that id. */
export async function readMonthlyProducts(
  db: Db,
  { today, ...selection }: Selection & { today: BusinessDate },
  page: { limit: number; after?: number },
): Promise<MonthlyProduct[]> {
  const rows = await db
    .select({ product: products, bankName: banks.name })
    .from(products)
    .innerJoin(banks, eq(banks.id, products.bankId))
    .where(and(isSelected(selection), page.after === undefined ? undefined : gt(products.id, page.after)))
    .orderBy(asc(products.id))
    .limit(page.limit);
  return rows.map(({ product, bankName }) => ({ ...shown(product), bankName, example: exampleOf(product, today) }));
}

function isSelected({ id, bankId, lends, startsBelow, listed }: Selection) {
  return and(
    eq(products.intervalUnit, "month"),
    eq(products.intervalCount, 1),
    id === undefined ? undefined : eq(products.id, id),
    bankId === undefined ? undefined : eq(products.bankId, bankId),
    lends === undefined ? undefined : gte(products.amountMax, lends),
    startsBelow === undefined ? undefined : lte(products.amountMin, startsBelow),
    listed === undefined ? undefined : eq(products.listed, listed),
  );
}

// How a loan is funded is between the bank and its depositors.
function shown(product: Product): Omit<MonthlyProduct, "bankName" | "example"> {
  const { code: _1, smallestTile: _2, tileCountMax: _3, servicingFeePpm: _4, fundSharePpm: _5, bankSharePpm: _6, bankTopsUp: _7, ...rest } = product;
  return rest;
}

function exampleOf(product: Product, today: BusinessDate): LoanCost {
  return loanCost(product, { amount: middleAmount(product), instalments: middleTerm(product) }, today);
}

const amountInput = moneyFromZeroInput(env.currencyExponent);

/** The listed monthly products, `limit` of them after one. */
export const listMonthlyProducts = defineQuery({
  name: "catalog.list-products",
  input: z.object({
    bankId: idInput.optional(),
    lends: amountInput.optional(),
    startsBelow: amountInput.optional(),
    ...cursorInput,
  }),
  run: ({ db, today }, { limit, after, ...selection }) => readMonthlyProducts(db, { ...selection, listed: true, today }, { limit, after }),
});

/** One listed monthly product; null for any other. */
export const getMonthlyProduct = defineQuery({
  name: "catalog.get-product",
  input: z.object({ productId: idInput }),
  async run({ db, today }, { productId }): Promise<MonthlyProduct | null> {
    const [product] = await readMonthlyProducts(db, { id: productId, listed: true, today }, { limit: 1 });
    return product ?? null;
  },
});
