import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import { accounts } from "@/lib/core/chart-of-accounts";
import type { EntryKind } from "@/lib/core/ledger";
import type { Money } from "@/lib/core/money";
import type { TileMoney } from "@/lib/core/tile-sale";
import type { movementKinds } from "./schemas";

/** One entry that moved a depositor's waiting money or what is due from them. Minor units. */
export type Movement = {
  entryId: number;
  kind: EntryKind;
  on: BusinessDate;
  /** Into waiting money (> 0) or out of it (< 0). */
  amount: Money;
  /** What was waiting after it, as booked. */
  waitingAfter: Money;
  /** Added to what is due from the depositor (> 0), or withheld for it (< 0). */
  dueChange: Money;
  /** The loan and the own tile of a movement that funded, bought or sold one. */
  loanId: number | null;
  tileId: number | null;
  /** Of a tile that was bought or sold, what the money was for; null for any other movement. */
  price: TileMoney | null;
};

type MovementKind = (typeof movementKinds)[number];

const kindsOf = {
  deposits: ["deposit_invested", "deposit_bounced"],
  withdrawals: ["withdrawal_requested", "withdrawal_refused", "withdrawal_bounced"],
  tiles: ["loan_disbursed", "disbursement_undone", "loan_reserved", "loan_reservation_released", "tile_sold"],
  returns: ["settlement", "rounding_at_closing"],
} as const satisfies Record<MovementKind, readonly EntryKind[]>;

const AVAILABLE = accounts.depositor_available.number;
const DUE = accounts.due_from_depositor.number;

// One row per entry, with the running sum of the available account: a depositor's row is locked before every posting
// on it, so the ids of its entries are in the order in which they took effect. Credits are negative.
const OWN_ENTRIES = `SELECT entry_id, amount, due_change, SUM(amount) OVER (ORDER BY entry_id) AS waiting_after FROM (
    SELECT entry_id, -SUM(IF(account = ${AVAILABLE}, amount, 0)) AS amount, SUM(IF(account = ${DUE}, amount, 0)) AS due_change
    FROM postings WHERE account IN (${AVAILABLE}, ${DUE}) AND owner_id = ? GROUP BY entry_id
  ) own`;

const MOVEMENT_COLUMNS = `m.entry_id, m.amount, m.waiting_after, m.due_change, e.kind, e.business_date, e.loan_id,
  (SELECT t.id FROM tiles t WHERE t.loan_id = e.loan_id AND t.depositor_id = ?
    ORDER BY IF(t.ended_entry_id = e.id, 2, IF(t.acquired_entry_id = e.id, 1, 0)) DESC, t.id LIMIT 1) AS tile_id,
  sale.principal AS price_principal, sale.interest AS price_interest`;

// A seller's price is less the units handed back. Somebody's own sales are few.
const FROM_MOVEMENTS = `FROM (${OWN_ENTRIES}) m JOIN journal_entries e ON e.id = m.entry_id
  LEFT JOIN (SELECT entry_id, SUM(principal) AS principal, SUM(interest) AS interest FROM (
      SELECT entry_id, principal, interest FROM tile_sales WHERE buyer_id = ? UNION ALL
      SELECT entry_id, principal - handed_back + handed_back_interest, interest - handed_back_interest FROM tile_sales WHERE seller_id = ?
    ) own_sales GROUP BY entry_id) sale ON sale.entry_id = m.entry_id`;

/** Movements, newest first; with `after` those that follow the movement of that entry in the list. */
export async function readMovementsAfter(
  db: Db,
  depositorId: number,
  { kind, limit, after }: { kind: MovementKind | undefined; limit: number; after: number | undefined },
): Promise<Movement[]> {
  const conditions = ["TRUE", ...(kind ? ["e.kind IN (?)"] : []), ...(after === undefined ? [] : ["m.entry_id < ?"])];
  const values = [...(kind ? [kindsOf[kind]] : []), ...(after === undefined ? [] : [after])];
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT ${MOVEMENT_COLUMNS} ${FROM_MOVEMENTS}
     WHERE ${conditions.join(" AND ")} ORDER BY m.entry_id DESC LIMIT ?`,
    [...Array<number>(4).fill(depositorId), ...values, limit],
  );
  return rows.map(movementOf);
}

/** One page of movements, newest first, and how many there are. */
export async function readMovements(
  db: Db,
  depositorId: number,
  { kind, page, pageSize }: { kind: MovementKind | undefined; page: number; pageSize: number },
): Promise<{ rows: Movement[]; total: number }> {
  const [condition, kinds] = kind ? ["WHERE e.kind IN (?)", [kindsOf[kind]]] : ["", []];
  const [[counted], [rows]] = await Promise.all([
    db.$client.query<RowDataPacket[]>(
      `SELECT COUNT(*) AS total FROM (SELECT DISTINCT entry_id FROM postings WHERE account IN (?) AND owner_id = ?) own
       JOIN journal_entries e ON e.id = own.entry_id ${condition}`,
      [[AVAILABLE, DUE], depositorId, ...kinds],
    ),
    db.$client.query<RowDataPacket[]>(
      `SELECT ${MOVEMENT_COLUMNS} ${FROM_MOVEMENTS} ${condition}
       ORDER BY m.entry_id DESC LIMIT ? OFFSET ?`,
      [...Array<number>(4).fill(depositorId), ...kinds, pageSize, (page - 1) * pageSize],
    ),
  ]);
  return { rows: rows.map(movementOf), total: Number(counted[0]?.total ?? 0) };
}

function movementOf(row: RowDataPacket): Movement {
  return {
    entryId: Number(row.entry_id),
    kind: row.kind as EntryKind,
    on: row.business_date as BusinessDate,
    amount: BigInt(row.amount),
    waitingAfter: BigInt(row.waiting_after),
    dueChange: BigInt(row.due_change),
    loanId: row.loan_id === null ? null : Number(row.loan_id),
    tileId: row.tile_id === null ? null : Number(row.tile_id),
    price: row.price_principal === null ? null : { principal: BigInt(row.price_principal), interest: BigInt(row.price_interest) },
  };
}
