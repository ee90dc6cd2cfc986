import { database } from "@/db/client";
import { readUnsettledRounds } from "./settlement-store";

/** Has something come back that is not in funders' stored balances yet? So that a job need not open a transaction to find nothing. */
export async function hasUnsettledReturns(): Promise<boolean> {
  const { rounds } = await readUnsettledRounds(database(), 1);
  return rounds.length > 0;
}
