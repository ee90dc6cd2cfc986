import type { Db } from "@/db/client";
import type { Money } from "@/lib/core/money";
import { accountBalance } from "@/lib/ledger/queries";
import { readRound, type Round } from "./store";

/** A loan's round and what is in the provision fund now, without locks: to look at. Minor units. */
export async function readFundable(db: Db, loanId: number): Promise<Round & { fund: Money }> {
  return { ...(await readRound(db, loanId)), fund: await accountBalance(db, "provision_fund") };
}
