import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { coveringDue } from "@/lib/core/covering-due";
import type { Money } from "@/lib/core/money";
import { HELD_INTEREST, PRINCIPAL_BACK, UNSETTLED } from "./tile-sql";

/** A depositor's money as it is at this moment, settled or not. Minor units. */
export type DepositorBalance = {
  /** Free to be lent or taken out; what came back counts at once, less what is withheld for money due. */
  waiting: Money;
  /** The part of `waiting` that came back from loans and is still to be booked. */
  settling: Money;
  /** In loans that are being repaid. */
  working: Money;
  /** Asked back and not yet paid out by the rail. */
  reserved: Money;
  /** Held for loans that are approved and not yet paid out. */
  committed: Money;
  /** Owed to the bank for a deposit that bounced after it was lent; returns are withheld for it. */
  due: Money;
  /** Interest after the servicing fee and the provision fund's share, over all tiles ever, accrued interest of sales and purchases included. */
  earned: Money;
  /** In loans that were written off and not recovered. */
  lost: Money;
  /** How much may leave now. */
  withdrawable: Money;
};

const nothing: DepositorBalance = {
  ...{ waiting: 0n, settling: 0n, working: 0n, reserved: 0n, committed: 0n },
  ...{ due: 0n, earned: 0n, lost: 0n, withdrawable: 0n },
};

/**
 * The exact balance of a depositor. One statement, because between two a settlement could be counted twice or not at
 * all: stored available + Σ (entitlement − settled) over the open tiles.
 * @returns zeros for a depositor who has never invested and so has no row yet
 */
export async function readBalance(db: Db | Tx, depositorId: number): Promise<DepositorBalance> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT d.available, d.reserved, d.committed, d.due,
       COALESCE(SUM(${UNSETTLED}), 0) AS unsettled,
       COALESCE(SUM(${HELD_INTEREST}), 0) AS earned,
       COALESCE(SUM(IF(l.state = 'active' AND t.closed = 0, t.amount - ${PRINCIPAL_BACK}, 0)), 0) AS working,
       COALESCE(SUM(IF(l.state = 'written_off' AND t.live = 1, t.amount - ${PRINCIPAL_BACK}, 0)), 0) AS lost
     FROM depositors d
     LEFT JOIN tiles t ON t.depositor_id = d.user_id
     LEFT JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
     LEFT JOIN loans l ON l.id = t.loan_id
     WHERE d.user_id = ?
     GROUP BY d.user_id, d.available, d.reserved, d.committed, d.due`,
    [depositorId],
  );
  const row = rows[0];
  if (!row) return nothing;
  const seen = seenBalance({ available: BigInt(row.available), due: BigInt(row.due), unsettled: BigInt(row.unsettled) });
  return {
    ...seen,
    working: BigInt(row.working),
    reserved: BigInt(row.reserved),
    committed: BigInt(row.committed),
    earned: BigInt(row.earned),
    lost: BigInt(row.lost),
    withdrawable: seen.due > 0n ? 0n : seen.waiting,
  };
}

/** What settlement would make of the stored figures; so settling changes nothing that the depositor sees. */
function seenBalance({ available, due, unsettled }: { available: Money; due: Money; unsettled: Money }) {
  const { toDue, toAvailable } = coveringDue(unsettled, due);
  return { waiting: available + toAvailable, settling: toAvailable, due: due - toDue };
}
