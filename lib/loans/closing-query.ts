import { database } from "@/db/client";
import { readBusinessDate } from "@/lib/platform/clock";
import { existsToClose } from "./write-off-store";

/** May any loan be closed for good today? So that a job need not open a transaction to find nothing. */
export async function hasLoanToClose(): Promise<boolean> {
  const db = database();
  return existsToClose(db, await readBusinessDate(db));
}
