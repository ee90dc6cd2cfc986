import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { accounts, growsOn, type AccountCode } from "@/lib/core/chart-of-accounts";
import type { Money } from "@/lib/core/money";
import { lastRolledUpDate } from "./store";

/**
 * The balance of an account in its own sense (positive on the side on which it grows), summed from its postings:
 * roll-ups of closed days plus everything after them. For all owners together unless one is named.
 */
export async function accountBalance(db: Db | Tx, account: AccountCode, ownerId?: number): Promise<Money> {
  const { number, balance } = accounts[account];
  const rolledUpTo = balance === "append-only" ? await lastRolledUpDate(db) : null;
  const owner = ownerId === undefined ? "" : "AND owner_id = ?";
  const ownerValues = ownerId === undefined ? [] : [ownerId];
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT
       (SELECT COALESCE(SUM(amount), 0) FROM account_rollups WHERE account = ? ${owner} AND business_date <= ?) +
       (SELECT COALESCE(SUM(p.amount), 0) FROM postings p JOIN journal_entries e ON e.id = p.entry_id
        WHERE p.account = ? ${owner} AND e.business_date > ?) AS balance`,
    [number, ...ownerValues, rolledUpTo ?? "0001-01-01", number, ...ownerValues, rolledUpTo ?? "0001-01-01"],
  );
  const debitBalance = BigInt(String(rows[0]?.balance ?? 0));
  return growsOn(account) === "debit" ? debitBalance : -debitBalance;
}
