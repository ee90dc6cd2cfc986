import type { RowDataPacket } from "mysql2";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import { accountByNumber, type AccountCode } from "@/lib/core/chart-of-accounts";
import { invariant } from "@/lib/core/invariant";
import type { Money } from "@/lib/core/money";
import { idInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";

/** More lines than this are counted and not shown: a disbursement may touch 10,000 depositors. */
const LINES_MAX = 1_000;

export type EntryPosting = { line: number; account: AccountCode; ownerId: number; amount: Money };

export type Entry = {
  id: number;
  kind: string;
  businessDate: BusinessDate;
  recordedAt: Date;
  /** The operation whose result the entry is part of, and who asked for it; null for the system. */
  operation: string;
  actorName: string | null;
  reference: string;
  loanId: number | null;
  reversesEntryId: number | null;
  reversedByEntryId: number | null;
  lineCount: number;
  debits: Money;
  credits: Money;
  lines: EntryPosting[];
};

/** A journal entry with its postings; null when there is none. */
export const getEntry = defineQuery({
  name: "reports.get-entry",
  input: z.object({ entryId: idInput }),
  async run({ db }, { entryId }): Promise<Entry | null> {
    const [rows] = await db.$client.query<RowDataPacket[]>(
      `SELECT e.kind, e.business_date, e.recorded_at, e.reference, e.loan_id, e.reverses_entry_id, k.operation, u.full_name,
         (SELECT r.id FROM journal_entries r WHERE r.loan_id = e.loan_id AND r.reverses_entry_id = e.id LIMIT 1) AS reversed_by
       FROM journal_entries e LEFT JOIN idempotency_keys k ON k.id = e.idempotency_key_id LEFT JOIN users u ON u.id = e.actor_id
       WHERE e.id = ?`,
      [entryId],
    );
    const row = rows[0];
    return row ? { ...headerOf(entryId, row), ...(await readPostings(db, entryId)) } : null;
  },
});

function headerOf(id: number, row: RowDataPacket) {
  return {
    ...{ id, kind: String(row.kind), businessDate: String(row.business_date), recordedAt: row.recorded_at as Date, reference: String(row.reference) },
    ...{ operation: String(row.operation ?? ""), actorName: row.full_name === null ? null : String(row.full_name) },
    ...{ loanId: idOrNull(row.loan_id), reversesEntryId: idOrNull(row.reverses_entry_id), reversedByEntryId: idOrNull(row.reversed_by) },
  };
}

async function readPostings(db: Db, entryId: number) {
  const [totals] = await db.$client.query<RowDataPacket[]>(
    "SELECT COUNT(*) AS line_count, COALESCE(SUM(IF(amount > 0, amount, 0)), 0) AS debits, COALESCE(SUM(IF(amount < 0, -amount, 0)), 0) AS credits FROM postings WHERE entry_id = ?",
    [entryId],
  );
  const [rows] = await db.$client.query<RowDataPacket[]>("SELECT line, account, owner_id, amount FROM postings WHERE entry_id = ? ORDER BY line LIMIT ?", [entryId, LINES_MAX]);
  const lines = rows.map((row): EntryPosting => {
    const account = accountByNumber(Number(row.account));
    invariant(account !== undefined, `ledger: entry ${entryId} has account ${row.account}, which the chart does not have`);
    return { line: Number(row.line), account, ownerId: Number(row.owner_id), amount: BigInt(row.amount) };
  });
  const total = totals[0];
  return { lineCount: Number(total?.line_count), debits: BigInt(String(total?.debits)), credits: BigInt(String(total?.credits)), lines };
}

function idOrNull(id: unknown): number | null {
  return id === null ? null : Number(id);
}
