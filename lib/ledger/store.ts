import type { ResultSetHeader, RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { accounts } from "@/lib/core/chart-of-accounts";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Posting } from "@/lib/core/ledger";

/** What an entry's header says besides its kind. */
export type EntryHeader = {
  kind: string;
  businessDate: BusinessDate;
  keyId: number;
  actorId: number;
  reference?: string;
  reversesEntryId?: number;
  loanId?: number;
  roundNumber?: number;
  cumPrincipalAfter?: bigint;
  cumInterestAfter?: bigint;
};

// Rows of one INSERT: well below the packet limit, few enough to plan quickly.
const POSTINGS_PER_STATEMENT = 4_000;

/** Writes the header of an entry and answers its id. */
export async function insertEntryHeader(tx: Tx, header: EntryHeader): Promise<number> {
  const [result] = await tx.$client.query<ResultSetHeader>(
    `INSERT INTO journal_entries (kind, business_date, idempotency_key_id, actor_id, reference, reverses_entry_id,
       loan_id, round_number, cum_principal_after, cum_interest_after)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      header.kind,
      header.businessDate,
      header.keyId,
      header.actorId,
      header.reference ?? "",
      header.reversesEntryId ?? null,
      header.loanId ?? null,
      header.roundNumber ?? null,
      header.cumPrincipalAfter ?? null,
      header.cumInterestAfter ?? null,
    ],
  );
  return Number(result.insertId);
}

/** Writes the postings of an entry, many rows in one statement. */
export async function insertPostings(tx: Tx, entryId: number, postings: readonly Posting[]): Promise<void> {
  for (let start = 0; start < postings.length; start += POSTINGS_PER_STATEMENT) {
    const rows = postings
      .slice(start, start + POSTINGS_PER_STATEMENT)
      .map((posting, index) => [entryId, start + index + 1, accounts[posting.account].number, posting.ownerId, posting.amount]);
    await tx.$client.query("INSERT INTO postings (entry_id, line, account, owner_id, amount) VALUES ?", [rows]);
  }
}

/** The newest business date up to which every day is rolled up, or null when none is. */
export async function lastRolledUpDate(db: Db | Tx): Promise<BusinessDate | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    "SELECT MAX(business_date) AS last FROM closed_days WHERE rolled_up_at IS NOT NULL",
  );
  return (rows[0]?.last as BusinessDate | null) ?? null;
}
