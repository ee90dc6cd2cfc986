import { eq } from "drizzle-orm";
import type { MySql2Database } from "drizzle-orm/mysql2";
import { installation } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";

/** The bank's own date: what due dates and ages are measured by. Only close of business moves it. */
export async function readBusinessDate(db: MySql2Database): Promise<BusinessDate> {
  const [row] = await db.select({ date: installation.businessDate }).from(installation).where(eq(installation.id, 1));
  if (!row) throw new Error("This database has no installation yet. Run: npm run db:seed");
  return row.date;
}

/** The machine's clock, for instants that no rule of the bank depends on: expiries of codes, sessions and limits. */
export function instantNow(): Date {
  return new Date();
}

/** An instant some seconds from now. */
export function instantIn(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000);
}
