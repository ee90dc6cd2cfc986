import { database } from "@/db/client";
import { expiredReservation } from "@/lib/funding/reservation-steps";
import { readBusinessDate } from "@/lib/platform/clock";

/** Is there an approved loan whose money was held until before today? So that a job need not open a transaction to find nothing. */
export async function hasExpiredApproval(): Promise<boolean> {
  const db = database();
  return (await expiredReservation(db, await readBusinessDate(db))) !== null;
}
