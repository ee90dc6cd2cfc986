import type { RowDataPacket } from "mysql2";
import { z } from "zod";
import type { Db } from "@/db/client";
import { withSnapshot } from "@/db/snapshot";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { accountCodes, accounts, growsOn, type AccountCode, type AccountOwner } from "@/lib/core/chart-of-accounts";
import type { Money } from "@/lib/core/money";
import { accountBalance } from "@/lib/ledger/queries";
import { storedBalances } from "@/lib/ledger/stored-balances";
import { cursorInput } from "@/lib/platform/cursor-page";
import { refuse } from "@/lib/platform/errors";
import { idInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";

/** More owners of an account are not listed; whoever knows the owner's id sees the statement of any. */
const OWNERS_MAX = 50;

const accountInput = z.enum(accountCodes as [AccountCode, ...AccountCode[]], { error: "There is no account of this name in the chart." });

/** A posting on an account, with the balance after it. Amounts are debits above 0; the balance grows as the account does. */
export type StatementLine = {
  entryId: number;
  kind: string;
  businessDate: BusinessDate;
  recordedAt: Date;
  reference: string;
  loanId: number | null;
  amount: Money;
  balance: Money;
};

export type Statement = { account: AccountCode; ownerId: number; ownerName: string | null; balance: Money; lines: StatementLine[] };

/** One account of one owner, the newest posting first; with `after` those before that entry. */
export const getAccountStatement = defineQuery({
  name: "reports.get-account-statement",
  input: z.object({ account: accountInput, ownerId: idInput.optional(), ...cursorInput }),
  run: (_context, { account, ownerId, limit, after }): Promise<Statement> => {
    const { owner } = accounts[account];
    if (owner !== "installation" && ownerId === undefined) refuse("input_invalid", { fields: { ownerId: `Say whose account: the id of a ${owner}.` } });
    const place = { account, ownerId: owner === "installation" ? 0 : (ownerId ?? 0), limit, after };
    return withSnapshot(async (snapshot) => {
      const balance = await accountBalance(snapshot, account, place.ownerId);
      const lines = await readLines(snapshot, place, balance);
      return { account, ownerId: place.ownerId, ownerName: await readOwnerName(snapshot, owner, place.ownerId), balance, lines };
    });
  },
});

type Place = { account: AccountCode; ownerId: number; limit: number; after: number | undefined };

async function readLines(snapshot: Tx, { account, ownerId, limit, after }: Place, balance: Money): Promise<StatementLine[]> {
  const { number } = accounts[account];
  const sign = growsOn(account) === "debit" ? 1n : -1n;
  const [rows] = await snapshot.$client.query<RowDataPacket[]>(
    `SELECT p.entry_id, p.amount, e.kind, e.business_date, e.recorded_at, e.reference, e.loan_id
     FROM postings p FORCE INDEX (postings_account) JOIN journal_entries e ON e.id = p.entry_id
     WHERE p.account = ? AND p.owner_id = ? ${after === undefined ? "" : "AND p.entry_id < ?"} ORDER BY p.entry_id DESC LIMIT ?`,
    [number, ownerId, ...(after === undefined ? [] : [after]), limit],
  );
  let left = balance - sign * (await readNewer(snapshot, { number, ownerId, after }));
  return rows.map((row) => {
    const line = lineOf(row, left);
    left -= sign * line.amount;
    return line;
  });
}

/** What was posted from the entry on that a page begins after. */
async function readNewer(snapshot: Tx, { number, ownerId, after }: { number: number; ownerId: number; after: number | undefined }): Promise<Money> {
  if (after === undefined) return 0n;
  const [rows] = await snapshot.$client.query<RowDataPacket[]>(
    "SELECT COALESCE(SUM(amount), 0) AS newer FROM postings FORCE INDEX (postings_account) WHERE account = ? AND owner_id = ? AND entry_id >= ?",
    [number, ownerId, after],
  );
  return BigInt(String(rows[0]?.newer ?? 0));
}

function lineOf(row: RowDataPacket, balance: Money): StatementLine {
  return {
    ...{ entryId: Number(row.entry_id), kind: String(row.kind), businessDate: String(row.business_date), recordedAt: row.recorded_at as Date },
    ...{ reference: String(row.reference), loanId: row.loan_id === null ? null : Number(row.loan_id), amount: BigInt(row.amount), balance },
  };
}

async function readOwnerName(db: Tx, owner: AccountOwner, ownerId: number): Promise<string | null> {
  const tables = { depositor: "SELECT full_name AS name FROM users WHERE id = ?", bank: "SELECT name FROM banks WHERE id = ?" } as const;
  if (owner === "installation" || owner === "loan") return null;
  const [rows] = await db.$client.query<RowDataPacket[]>(tables[owner], [ownerId]);
  return rows[0] ? String(rows[0].name) : null;
}

/** Somebody with a balance on an account; a loan has no name. */
export type AccountOwnerBalance = { ownerId: number; name: string | null; balance: Money };

/** Whose balances an account holds, the largest first. Of an account of the installation itself nobody's. */
export const listAccountOwners = defineQuery({
  name: "reports.get-account-statement",
  input: z.object({ account: accountInput }),
  run: ({ db }, { account }): Promise<AccountOwnerBalance[]> => readOwners(db, account),
});

async function readOwners(db: Db, account: AccountCode): Promise<AccountOwnerBalance[]> {
  const { owner } = accounts[account];
  if (owner === "installation") return [];
  const stored = storedBalances.find((each) => each.account === account);
  if (!stored) return readBankIncomes(db, account);
  const name = { depositor: "(SELECT full_name FROM users WHERE id = s.user_id)", bank: "s.name", loan: "NULL" }[owner];
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT s.${stored.id} AS owner_id, ${name} AS name, s.${stored.column} AS balance FROM ${stored.table} s
     WHERE s.${stored.column} <> 0 ORDER BY s.${stored.column} DESC, s.${stored.id} LIMIT ?`,
    [OWNERS_MAX],
  );
  return rows.map((row) => ({ ownerId: Number(row.owner_id), name: row.name === null ? null : String(row.name), balance: BigInt(row.balance) }));
}

/** Income accounts of banks have no stored balance; banks are few. */
async function readBankIncomes(db: Db, account: AccountCode): Promise<AccountOwnerBalance[]> {
  const [banks] = await db.$client.query<RowDataPacket[]>("SELECT id, name FROM banks ORDER BY id LIMIT ?", [OWNERS_MAX]);
  const owners: AccountOwnerBalance[] = [];
  for (const bank of banks) owners.push({ ownerId: Number(bank.id), name: String(bank.name), balance: await accountBalance(db, account, Number(bank.id)) });
  return owners.filter(({ balance }) => balance !== 0n).sort((left, right) => Number(right.balance - left.balance));
}
