import type { ResultSetHeader, RowDataPacket } from "mysql2";
import type { Tx } from "@/db/transaction";
import type { Money } from "@/lib/core/money";
import { instantNow } from "@/lib/platform/clock";

export type DepositState = "held" | "confirmed" | "bounced";
export type WithdrawalState = "requested" | "paid" | "refused" | "bounced";

export async function insertDeposit(
  tx: Tx,
  deposit: { depositorId: number; amount: Money; state: DepositState; businessDate: string; transferId: number },
): Promise<number> {
  const settledAt = deposit.state === "held" ? null : instantNow();
  const [result] = await tx.$client.query<ResultSetHeader>(
    "INSERT INTO deposits (depositor_id, amount, state, business_date, transfer_id, settled_at) VALUES (?, ?, ?, ?, ?, ?)",
    [deposit.depositorId, deposit.amount, deposit.state, deposit.businessDate, deposit.transferId, settledAt],
  );
  return Number(result.insertId);
}

export async function lockDeposit(
  tx: Tx,
  depositId: number,
): Promise<{ depositorId: number; amount: Money; state: DepositState; transferId: number } | null> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    "SELECT depositor_id, amount, state, transfer_id FROM deposits WHERE id = ? FOR UPDATE",
    [depositId],
  );
  const row = rows[0];
  if (!row) return null;
  return { depositorId: Number(row.depositor_id), amount: BigInt(row.amount), state: row.state as DepositState, transferId: Number(row.transfer_id) };
}

/** Notes what became of a deposit, and the entry that says so where one was posted. */
export async function setDepositState(tx: Tx, depositId: number, { state, entryId }: { state: DepositState; entryId: number | null }): Promise<void> {
  await tx.$client.query("UPDATE deposits SET state = ?, entry_id = COALESCE(?, entry_id), settled_at = ? WHERE id = ?", [
    state,
    entryId,
    instantNow(),
    depositId,
  ]);
}

export async function insertWithdrawal(
  tx: Tx,
  withdrawal: { depositorId: number; amount: Money; state: WithdrawalState; businessDate: string; transferId: number },
): Promise<number> {
  const settledAt = withdrawal.state === "requested" ? null : instantNow();
  const [result] = await tx.$client.query<ResultSetHeader>(
    "INSERT INTO withdrawals (depositor_id, amount, state, business_date, transfer_id, settled_at) VALUES (?, ?, ?, ?, ?, ?)",
    [withdrawal.depositorId, withdrawal.amount, withdrawal.state, withdrawal.businessDate, withdrawal.transferId, settledAt],
  );
  return Number(result.insertId);
}

export async function lockWithdrawal(
  tx: Tx,
  withdrawalId: number,
): Promise<{ depositorId: number; amount: Money; state: WithdrawalState; transferId: number } | null> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    "SELECT depositor_id, amount, state, transfer_id FROM withdrawals WHERE id = ? FOR UPDATE",
    [withdrawalId],
  );
  const row = rows[0];
  if (!row) return null;
  return { depositorId: Number(row.depositor_id), amount: BigInt(row.amount), state: row.state as WithdrawalState, transferId: Number(row.transfer_id) };
}

export async function setWithdrawalState(tx: Tx, withdrawalId: number, state: WithdrawalState): Promise<void> {
  await tx.$client.query("UPDATE withdrawals SET state = ?, settled_at = ? WHERE id = ?", [state, instantNow(), withdrawalId]);
}
