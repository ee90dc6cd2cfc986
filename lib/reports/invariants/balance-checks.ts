import { accounts, growsOn } from "@/lib/core/chart-of-accounts";
import { storedBalances, type StoredBalance } from "@/lib/ledger/stored-balances";
import { accountNumber, type Invariant } from "./invariant";

/** Balances that a row carries, against the postings and tiles they follow from. */
export const balanceChecks: readonly Invariant[] = [
  ...storedBalances.map(storedBalanceCheck),
  {
    name: "nothing-negative",
    rule: "No depositor, bank or provision fund balance is below zero",
    statement: `SELECT CONCAT('depositor ', user_id) AS problem FROM depositors WHERE available < 0 OR reserved < 0 OR committed < 0 OR due < 0
      UNION ALL SELECT CONCAT('bank ', id) FROM banks WHERE available < 0 OR committed < 0
      UNION ALL SELECT CONCAT('provision fund ', -SUM(amount)) FROM postings WHERE account = ${accountNumber("provision_fund")} HAVING SUM(amount) > 0`,
  },
  {
    name: "due-is-covered-first",
    rule: "Nothing waits of a depositor from whom money is due: whatever reaches them covers that first",
    statement: "SELECT CONCAT('depositor ', user_id, ': due ', due, ', available ', available) AS problem FROM depositors WHERE due > 0 AND available > 0",
  },
  {
    name: "working",
    rule: "Each depositor's working money is the principal of the live tiles that is not settled; what is lost in a written-off loan works no more",
    statement: `SELECT CONCAT('depositor ', d.user_id, ': stored ', d.working, ', tiles ', COALESCE(t.total, 0)) AS problem
      FROM depositors d LEFT JOIN (SELECT t.depositor_id, SUM(t.amount - t.settled_principal) AS total FROM tiles t JOIN loans l ON l.id = t.loan_id
          WHERE t.closed = 0 AND t.ended_entry_id IS NULL AND l.state <> 'written_off' GROUP BY t.depositor_id) t
        ON t.depositor_id = d.user_id WHERE d.working <> COALESCE(t.total, 0)`,
  },
];

/** A stored balance against the sum of its postings; a credit balance is turned positive. */
function storedBalanceCheck({ account, table, id, column }: StoredBalance): Invariant {
  const sign = growsOn(account) === "debit" ? 1 : -1;
  return {
    name: `balance:${account}`,
    rule: `${accounts[account].label}: each stored balance equals its postings`,
    statement: `SELECT CONCAT('${column} of ${table} ', s.${id}, ': stored ', s.${column}, ', postings ', COALESCE(p.total, 0)) AS problem
      FROM ${table} s LEFT JOIN (SELECT owner_id, ${sign} * SUM(amount) AS total FROM postings WHERE account = ${accountNumber(account)} GROUP BY owner_id) p
        ON p.owner_id = s.${id} WHERE s.${column} <> COALESCE(p.total, 0)`,
  };
}
