import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { loans } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import { delinquencyBuckets, type DelinquencyBucket } from "@/lib/core/delinquency";
import type { Money } from "@/lib/core/money";
import { arrearsOf } from "@/lib/loans/arrears";
import { outstandingPrincipal } from "@/lib/loans/outstanding";

/** The active loans of one bucket: how many, and the principal that their borrowers owe. Minor units. */
export type BucketFigures = { bucket: DelinquencyBucket; count: number; amount: Money };

/** The book by bucket. One row per oldest unpaid due date, which the rule then puts into its bucket: SQL knows no limits of buckets. */
export async function readArrears(db: Db, today: BusinessDate): Promise<BucketFigures[]> {
  const rows = await db
    .select({ oldestUnpaidDueOn: loans.oldestUnpaidDueOn, count: sql<string>`count(*)`, amount: sql<string>`sum(${outstandingPrincipal})` })
    .from(loans)
    .where(eq(loans.state, "active"))
    .groupBy(loans.oldestUnpaidDueOn);
  const sums = new Map(delinquencyBuckets.map((bucket) => [bucket, { count: 0, amount: 0n }]));
  for (const row of rows) {
    const sum = sums.get(arrearsOf(row.oldestUnpaidDueOn, today).bucket);
    if (!sum) continue;
    sum.count += Number(row.count);
    sum.amount += BigInt(row.amount);
  }
  return [...sums].map(([bucket, sum]) => ({ bucket, ...sum }));
}
