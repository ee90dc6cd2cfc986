import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { products } from "@/db/schema";
import type { Money } from "@/lib/core/money";
import { refuse } from "@/lib/platform/errors";
import { lockBankRows, lockFreeBankRows, moveBankRow } from "./store";

export type Product = typeof products.$inferSelect;

/** A product as it is now; `product_not_available` when there is none. */
export async function readProduct(db: Db | Tx, productId: number): Promise<Product> {
  const [product] = await db.select().from(products).where(eq(products.id, productId));
  return product ?? refuse("product_not_available");
}

/** May this be asked for now? A term that was said in months fits a product of monthly instalments only. */
export function isOffered(product: Product, { inMonths }: { inMonths: boolean }): boolean {
  return product.listed && (!inMonths || (product.intervalUnit === "month" && product.intervalCount === 1));
}

/** Locks banks in ascending order. */
export async function lockBanks(tx: Tx, bankIds: readonly number[]): Promise<void> {
  await lockBankRows(tx, bankIds);
}

/** Locks one bank and answers its own free money. */
export async function lockBank(tx: Tx, bankId: number): Promise<{ bankId: number; available: Money }> {
  const [bank] = await lockBankRows(tx, [bankId]);
  return bank ?? refuse("not_found");
}

/** Locks those of these banks that nobody holds at this moment, and answers which. */
export async function lockFreeBanks(tx: Tx, bankIds: readonly number[]): Promise<number[]> {
  return lockFreeBankRows(tx, bankIds);
}

/** Takes from a locked bank's free money. */
export async function takeFromBank(tx: Tx, bankId: number, amount: Money): Promise<void> {
  await moveBankRow(tx, bankId, { available: -amount, committed: 0n });
}

/** Gives to a locked bank's free money. */
export async function creditBank(tx: Tx, bankId: number, amount: Money): Promise<void> {
  await moveBankRow(tx, bankId, { available: amount, committed: 0n });
}

/** Holds a part of a locked bank's free money for an approved loan; below zero it becomes free again. */
export async function holdForLoan(tx: Tx, bankId: number, amount: Money): Promise<void> {
  await moveBankRow(tx, bankId, { available: -amount, committed: amount });
}

/** Lends what was held of a locked bank's money. */
export async function lendHeldByBank(tx: Tx, bankId: number, amount: Money): Promise<void> {
  await moveBankRow(tx, bankId, { available: 0n, committed: -amount });
}
