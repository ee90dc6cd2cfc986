import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";

/** The bank's own date: what due dates and ages are measured by. Only close of business moves it. */
export async function readBusinessDate(db: Db | Tx): Promise<BusinessDate> {
  const [rows] = await db.$client.query<RowDataPacket[]>("SELECT business_date FROM installation WHERE id = 1");
  if (!rows[0]) throw new Error("This database has no installation yet. Run: npm run db:seed");
  return rows[0].business_date as BusinessDate;
}

/** The machine's clock, for instants that no rule of the bank depends on: expiries of codes, sessions and limits. */
export function instantNow(): Date {
  return new Date();
}

/** An instant some seconds from now. */
export function instantIn(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000);
}
