import { database } from "@/db/client";
import { hasBacklog } from "./settlement-store";

/** Has something come back that is not in funders' stored balances yet? So that a job need not open a transaction to find nothing. */
export async function hasUnsettledReturns(): Promise<boolean> {
  return hasBacklog(database());
}
