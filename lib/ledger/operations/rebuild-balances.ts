import type { ResultSetHeader } from "mysql2";
import { z } from "zod";
import type { Tx } from "@/db/transaction";
import { accounts, growsOn } from "@/lib/core/chart-of-accounts";
import { defineOperation } from "@/lib/platform/operation";
import { storedBalances, type StoredBalance } from "../stored-balances";

/**
 * Sets every stored balance to what its postings say. Postings are the truth: this mends a balance that something
 * other than the bank's own operations has changed. The rows are locked first, so it may run beside the bank's work.
 * @returns how many rows of each balance were put right
 */
export const rebuildBalances = defineOperation({
  name: "ledger.rebuild-balances",
  input: z.object({}),
  async run({ tx }) {
    // Loans first, then depositors, then banks: the order in which everything else locks them.
    for (const table of ["loans", "depositors", "banks"]) await lockAll(tx, table);
    const mended: Record<string, number> = {};
    for (const balance of storedBalances) mended[balance.account] = await rebuild(tx, balance);
    return { mended };
  },
});

async function lockAll(tx: Tx, table: string): Promise<void> {
  const { id } = storedBalances.find((balance) => balance.table === table) ?? { id: "id" };
  await tx.$client.query("SELECT ?? FROM ?? ORDER BY ?? FOR UPDATE", [id, table, id]);
}

async function rebuild(tx: Tx, { account, table, id, column }: StoredBalance): Promise<number> {
  const sign = growsOn(account) === "debit" ? "" : "-";
  const proved = `COALESCE((SELECT ${sign}SUM(p.amount) FROM postings p WHERE p.account = ? AND p.owner_id = s.${id}), 0)`;
  const { number } = accounts[account];
  const [result] = await tx.$client.query<ResultSetHeader>(`UPDATE ${table} s SET s.${column} = ${proved} WHERE s.${column} <> ${proved}`, [number, number]);
  return result.affectedRows;
}
