import { database } from "@/db/client";
import { readBusinessDate } from "@/lib/platform/clock";
import { readNextToClose } from "./write-off-store";

/** The loan that may be closed for good today, or null; so that a job need not open a transaction to find nothing. */
export async function nextLoanToClose(except: readonly number[]): Promise<number | null> {
  const db = database();
  return readNextToClose(db, await readBusinessDate(db), except);
}
