import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { accounts, accountCodes } from "@/lib/core/chart-of-accounts";
import { assertBalanced, type JournalEntryDraft } from "@/lib/core/ledger";
import { insertEntryHeader, insertPostings, lastRolledUpDate, type EntryHeader } from "./store";

/** Posts a balanced entry and answers its id. The only way money is recorded; stored balances are moved by who calls. */
export async function postEntry(tx: Tx, draft: JournalEntryDraft, header: Omit<EntryHeader, "kind">): Promise<number> {
  assertBalanced(draft);
  const entryId = await insertEntryHeader(tx, { ...header, kind: draft.kind });
  await insertPostings(tx, entryId, draft.postings);
  return entryId;
}

// A transaction that began before a day was closed may still write into it; none lives longer than this.
const SETTLED_AFTER_MINUTES = 10;

/**
 * Rolls up the append-only accounts of every closed day that nobody can write into any more, oldest first.
 * @returns how many days were rolled up
 */
export async function rollUpClosedDays(tx: Tx): Promise<number> {
  const days = await daysToRollUp(tx);
  const appendOnly = accountCodes.filter((code) => accounts[code].balance === "append-only").map((code) => accounts[code].number);
  for (const day of days) {
    await tx.$client.query(
      `INSERT INTO account_rollups (account, owner_id, business_date, amount)
       SELECT p.account, p.owner_id, ?, SUM(p.amount)
       FROM journal_entries e JOIN postings p ON p.entry_id = e.id
       WHERE e.business_date = ? AND p.account IN (?)
       GROUP BY p.account, p.owner_id`,
      [day, day, appendOnly],
    );
    await tx.$client.query("UPDATE closed_days SET rolled_up_at = CURRENT_TIMESTAMP(3) WHERE business_date = ?", [day]);
  }
  return days.length;
}

async function daysToRollUp(tx: Tx): Promise<BusinessDate[]> {
  const after = await lastRolledUpDate(tx);
  const [rows] = await tx.$client.query(
    `SELECT business_date FROM closed_days
     WHERE rolled_up_at IS NULL AND business_date > ? AND closed_at < CURRENT_TIMESTAMP(3) - INTERVAL ? MINUTE
     ORDER BY business_date LIMIT 400`,
    [after ?? "0001-01-01", SETTLED_AFTER_MINUTES],
  );
  return (rows as { business_date: BusinessDate }[]).map((row) => row.business_date);
}
