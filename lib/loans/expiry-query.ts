import { database } from "@/db/client";
import { expiredReservation } from "@/lib/funding/reservation-steps";
import { readBusinessDate } from "@/lib/platform/clock";

/** The loan whose money was held until before today, longest first, or null; so that a job need not open a transaction to find nothing. */
export async function nextExpiredApproval(except: readonly number[] = []): Promise<number | null> {
  const db = database();
  return expiredReservation(db, await readBusinessDate(db), except);
}
