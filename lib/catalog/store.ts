import type { ResultSetHeader, RowDataPacket } from "mysql2";
import type { Tx } from "@/db/transaction";
import { banks, products } from "@/db/schema";
import type { Money } from "@/lib/core/money";

/** Locks banks in ascending order, after every depositor: each loan of a product ends here. */
export async function lockBankRows(tx: Tx, bankIds: readonly number[]): Promise<{ bankId: number; available: Money }[]> {
  if (bankIds.length === 0) return [];
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    "SELECT id, available FROM banks WHERE id IN (?) ORDER BY id FOR UPDATE",
    [bankIds],
  );
  return rows.map((row) => ({ bankId: Number(row.id), available: BigInt(row.available) }));
}

/** Moves a bank's own free money by this amount. */
export async function moveBankAvailable(tx: Tx, bankId: number, by: Money): Promise<void> {
  await tx.$client.query<ResultSetHeader>("UPDATE banks SET available = available + ? WHERE id = ?", [by, bankId]);
}

export async function insertBank(tx: Tx, bank: { name: string; description: string }): Promise<number> {
  const [{ id }] = (await tx.insert(banks).values(bank).$returningId()) as [{ id: number }];
  return Number(id);
}

export async function insertProduct(tx: Tx, product: typeof products.$inferInsert): Promise<number> {
  const [{ id }] = (await tx.insert(products).values(product).$returningId()) as [{ id: number }];
  return Number(id);
}
