import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import { accounts } from "@/lib/core/chart-of-accounts";

/**
 * Funds a loan from every depositor alike, with three statements for each: what a loan costs when its funding is a loop
 * over everybody. Here to be compared with only.
 */
export async function fundOneByOne(db: Db, loanId: number): Promise<void> {
  const connection = await db.$client.getConnection();
  await connection.query("START TRANSACTION");
  const [depositors] = await connection.query<RowDataPacket[]>("SELECT user_id FROM depositors WHERE eligible = 1 ORDER BY user_id");
  for (const [index, { user_id: depositorId }] of depositors.entries()) {
    await connection.query("UPDATE depositors SET available = available - 1, working = working + 1 WHERE user_id = ?", [depositorId]);
    await connection.query("INSERT INTO tiles (loan_id, round_number, depositor_id, amount, offset_before) VALUES (?, 1, ?, 1, ?)", [loanId, depositorId, index]);
    await connection.query("INSERT INTO postings (entry_id, line, account, owner_id, amount) VALUES (?, ?, ?, ?, 1)", [
      ...[loanId, index + 1],
      ...[accounts.depositor_available.number, depositorId],
    ]);
  }
  await connection.query("COMMIT");
  connection.release();
}
