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

/** Locks those of these banks that nobody holds. */
export async function lockFreeBankRows(tx: Tx, bankIds: readonly number[]): Promise<number[]> {
  if (bankIds.length === 0) return [];
  const [rows] = await tx.$client.query<RowDataPacket[]>("SELECT id FROM banks WHERE id IN (?) ORDER BY id FOR UPDATE SKIP LOCKED", [bankIds]);
  return rows.map((row) => Number(row.id));
}

/** Moves a bank's own free money, and what of it is held for approved loans, by these amounts. */
export async function moveBankRow(tx: Tx, bankId: number, { available, committed }: { available: Money; committed: Money }): Promise<void> {
  await tx.$client.query<ResultSetHeader>("UPDATE banks SET available = available + ?, committed = committed + ? WHERE id = ?", [available, committed, bankId]);
}

export async function insertBank(tx: Tx, bank: { name: string; description: string }): Promise<number> {
  const [{ id }] = (await tx.insert(banks).values(bank).$returningId()) as [{ id: number }];
  return Number(id);
}

export async function insertProduct(tx: Tx, product: typeof products.$inferInsert): Promise<number> {
  const [{ id }] = (await tx.insert(products).values(product).$returningId()) as [{ id: number }];
  return Number(id);
}
