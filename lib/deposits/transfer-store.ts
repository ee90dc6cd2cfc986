import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";

/** A deposit or withdrawal that is on its way, or did not get there. */
export type UnfinishedTransfer = {
  /** Unique over both directions. */
  key: string;
  /** The deposit's or the withdrawal's. */
  id: number;
  direction: "in" | "out";
  amount: Money;
  on: BusinessDate;
  situation: "on_its_way" | "sent_back";
};

const TRANSFERS_MAX = 50;

/** What the rail still holds, oldest first, then the newest that it sent back. */
export async function readUnfinishedTransfers(db: Db, depositorId: number): Promise<UnfinishedTransfer[]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `(SELECT id, 'in' AS direction, amount, business_date, 'on_its_way' AS situation FROM deposits
       WHERE depositor_id = ? AND state = 'held' ORDER BY id LIMIT ?)
     UNION ALL
     (SELECT id, 'out', amount, business_date, 'on_its_way' FROM withdrawals
       WHERE depositor_id = ? AND state = 'requested' ORDER BY id LIMIT ?)
     UNION ALL
     (SELECT id, 'in', amount, business_date, 'sent_back' FROM deposits
       WHERE depositor_id = ? AND state = 'bounced' ORDER BY id DESC LIMIT 5)
     UNION ALL
     (SELECT id, 'out', amount, business_date, 'sent_back' FROM withdrawals
       WHERE depositor_id = ? AND state IN ('refused', 'bounced') ORDER BY id DESC LIMIT 5)`,
    [depositorId, TRANSFERS_MAX, depositorId, TRANSFERS_MAX, depositorId, depositorId],
  );
  return rows.map((row) => ({
    key: `${row.direction}-${row.id}`,
    id: Number(row.id),
    direction: row.direction as "in" | "out",
    amount: BigInt(row.amount),
    on: row.business_date as BusinessDate,
    situation: row.situation as "on_its_way" | "sent_back",
  }));
}

/** The sum of the deposits that the rail still holds, minor units. */
export async function readHeldDeposits(db: Db, depositorId: number): Promise<Money> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    "SELECT COALESCE(SUM(amount), 0) AS held FROM deposits WHERE depositor_id = ? AND state = 'held'",
    [depositorId],
  );
  return BigInt(String(rows[0]?.held ?? 0));
}
