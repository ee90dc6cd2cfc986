import type { RowDataPacket } from "mysql2";
import { z } from "zod";
import { withSnapshot } from "@/db/snapshot";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { accountCodes, accounts, growsOn, type AccountCode } from "@/lib/core/chart-of-accounts";
import type { Money } from "@/lib/core/money";
import { storedBalances } from "@/lib/ledger/stored-balances";
import { defineQuery } from "@/lib/platform/operation";

/** One account of the chart with everything that was ever posted to it, for all of its owners together. Minor units. */
export type TrialBalanceLine = {
  account: AccountCode;
  /** Of an account that is rolled up: its closed days, as far as they are, and what was posted since; debit above 0. */
  parts: { rolledUp: Money; since: Money } | null;
  debit: Money;
  credit: Money;
};

export type TrialBalance = { today: BusinessDate; rolledUpTo: BusinessDate | null; lines: TrialBalanceLine[]; debits: Money; credits: Money };

/**
 * Every account's balance at one moment; the debits are the credits. Accounts that are rolled up are their roll-ups and
 * what was posted since; of the others the stored balances are added up, which the invariants prove by the postings.
 */
export const getTrialBalance = defineQuery({
  name: "reports.get-trial-balance",
  input: z.object({}),
  run: ({ today }): Promise<TrialBalance> =>
    withSnapshot(async (snapshot) => {
      const rolledUpTo = await readRolledUpTo(snapshot);
      const parts = await readParts(snapshot, rolledUpTo);
      const stored = await readStored(snapshot);
      const lines = accountCodes.map((account) => lineOf(account, parts.get(accounts[account].number), stored.get(account) ?? 0n));
      const total = (side: "debit" | "credit") => lines.reduce((sum, line) => sum + line[side], 0n);
      return { today, rolledUpTo, lines, debits: total("debit"), credits: total("credit") };
    }),
});

type Parts = { rolledUp: Money; since: Money };

function lineOf(account: AccountCode, parts: Parts | undefined, stored: Money): TrialBalanceLine {
  const isRolledUp = accounts[account].balance === "append-only";
  const own = parts ?? { rolledUp: 0n, since: 0n };
  const balance = isRolledUp ? own.rolledUp + own.since : stored;
  return { account, parts: isRolledUp ? own : null, debit: balance > 0n ? balance : 0n, credit: balance < 0n ? -balance : 0n };
}

async function readRolledUpTo(snapshot: Tx): Promise<BusinessDate | null> {
  const [rows] = await snapshot.$client.query<RowDataPacket[]>("SELECT MAX(business_date) AS last FROM closed_days WHERE rolled_up_at IS NOT NULL");
  return (rows[0]?.last as BusinessDate | null) ?? null;
}

async function readParts(snapshot: Tx, rolledUpTo: BusinessDate | null): Promise<Map<number, Parts>> {
  const numbers = accountCodes.filter((account) => accounts[account].balance === "append-only").map((account) => accounts[account].number);
  const mark = rolledUpTo ?? "0001-01-01";
  const [rows] = await snapshot.$client.query<RowDataPacket[]>(
    `SELECT x.account, SUM(x.rolled_up) AS rolled_up, SUM(x.since) AS since FROM (
       SELECT account, SUM(amount) AS rolled_up, 0 AS since FROM account_rollups WHERE business_date <= ? GROUP BY account
       UNION ALL
       SELECT p.account, 0, SUM(p.amount) FROM journal_entries e FORCE INDEX (journal_entries_date) JOIN postings p ON p.entry_id = e.id
       WHERE e.business_date > ? AND p.account IN (?) GROUP BY p.account) x
     GROUP BY x.account`,
    [mark, mark, numbers],
  );
  return new Map(rows.map((row) => [Number(row.account), { rolledUp: BigInt(row.rolled_up), since: BigInt(row.since) }]));
}

/** The sums of the stored balances, debit above 0. */
async function readStored(snapshot: Tx): Promise<Map<AccountCode, Money>> {
  const sums = new Map<AccountCode, Money>();
  for (const table of new Set(storedBalances.map((each) => each.table))) {
    const own = storedBalances.filter((each) => each.table === table);
    const columns = own.map(({ account, column }) => `COALESCE(SUM(${column}), 0) AS ${account}`).join(", ");
    const [rows] = await snapshot.$client.query<RowDataPacket[]>(`SELECT ${columns} FROM ${table}`);
    for (const { account } of own) {
      const balance = BigInt(String(rows[0]?.[account] ?? 0));
      sums.set(account, growsOn(account) === "debit" ? balance : -balance);
    }
  }
  return sums;
}
