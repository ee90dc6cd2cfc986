import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import type { DepositorAmount } from "@/lib/core/entries";
import type { Money } from "@/lib/core/money";
import type { AllocationPath } from "./store";

/** A list of SQL is never empty. */
const NO_LOAN = 0;

/** Money held for an approved loan. */
export type Reservation = { bankPart: Money; path: AllocationPath; expiresOn: BusinessDate };

export async function insertReservation(tx: Tx, reservation: Reservation & { loanId: number; reservedOn: BusinessDate }): Promise<void> {
  const { loanId, bankPart, path, reservedOn, expiresOn } = reservation;
  await tx.$client.query("INSERT INTO reservations (loan_id, state, bank_part, path, reserved_on, expires_on) VALUES (?, 'held', ?, ?, ?, ?)", [
    loanId,
    bankPart,
    path,
    reservedOn,
    expiresOn,
  ]);
}

/** What is held for a loan; null when nothing is. The loan's row guards it: whoever changes it has locked that. */
export async function readHeldReservation(db: Db | Tx, loanId: number): Promise<Reservation | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    "SELECT bank_part, path, expires_on FROM reservations WHERE loan_id = ? AND state = 'held'",
    [loanId],
  );
  const [row] = rows;
  if (!row) return null;
  return { bankPart: BigInt(row.bank_part), path: row.path as AllocationPath, expiresOn: row.expires_on as BusinessDate };
}

/** What each depositor gave, or is to give, to a loan; in ring order. */
export async function readGivenParts(tx: Tx, loanId: number): Promise<DepositorAmount[]> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    "SELECT depositor_id, given FROM allocation_candidates WHERE loan_id = ? AND round_number = 1 AND given > 0 ORDER BY position",
    [loanId],
  );
  return rows.map((row) => ({ depositorId: Number(row.depositor_id), amount: BigInt(row.given) }));
}

/** Notes that the money was lent, or is free again. */
export async function endReservation(tx: Tx, loanId: number, { state, on }: { state: "used" | "released"; on: BusinessDate }): Promise<void> {
  await tx.$client.query("UPDATE reservations SET state = ?, ended_on = ? WHERE loan_id = ?", [state, on, loanId]);
}

/** The loan whose held money expired first before this day; null when none has. */
export async function readExpiredReservation(db: Db | Tx, before: BusinessDate, except: readonly number[]): Promise<number | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT loan_id FROM reservations FORCE INDEX (reservations_expiry)
     WHERE state = 'held' AND expires_on < ? AND loan_id NOT IN (?) ORDER BY expires_on, loan_id LIMIT 1`,
    [before, [NO_LOAN, ...except]],
  );
  return rows[0] ? Number(rows[0].loan_id) : null;
}
