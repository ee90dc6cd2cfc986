import { accountCodes, accounts, type AccountOwner } from "@/lib/core/chart-of-accounts";
import { entryKinds } from "@/lib/core/ledger";
import { accountNumber, type Invariant } from "./invariant";

const numbersOf = (owner: AccountOwner) =>
  accountCodes
    .filter((code) => accounts[code].owner === owner)
    .map(accountNumber)
    .join(", ");

/** Who a posting or a tile belongs to. */
export const ownershipChecks: readonly Invariant[] = [
  {
    name: "postings-in-chart",
    rule: "Every posting is on an account of the chart, of an owner that exists, once in its entry and not of zero; every entry is of a known kind",
    statement: `SELECT CONCAT('entry ', p.entry_id, ' line ', p.line, ': account ', p.account, ' of ', p.owner_id) AS problem FROM postings p
        LEFT JOIN loans l ON p.account IN (${numbersOf("loan")}) AND l.id = p.owner_id
        LEFT JOIN depositors d ON p.account IN (${numbersOf("depositor")}) AND d.user_id = p.owner_id
        LEFT JOIN banks b ON p.account IN (${numbersOf("bank")}) AND b.id = p.owner_id
        WHERE p.amount = 0 OR NOT ((p.account IN (${numbersOf("installation")}) AND p.owner_id = 0) OR l.id IS NOT NULL OR d.user_id IS NOT NULL OR b.id IS NOT NULL)
      UNION ALL SELECT CONCAT('entry ', entry_id, ': account ', account, ' of ', owner_id, ' twice') FROM postings GROUP BY entry_id, account, owner_id HAVING COUNT(*) > 1
      UNION ALL SELECT CONCAT('entry ', id, ': ', kind) FROM journal_entries WHERE kind NOT IN (${entryKinds.map((kind) => `'${kind}'`).join(", ")})`,
  },
  {
    name: "tile-owners",
    rule: "Each live tile has one owner, a depositor who is not the borrower's person, or the loan's bank, whose tile is the last",
    statement: `SELECT CONCAT('tile ', t.id) AS problem FROM tiles t JOIN loans l ON l.id = t.loan_id
        JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number LEFT JOIN depositors d ON d.user_id = t.depositor_id
      WHERE t.ended_entry_id IS NULL AND ((t.depositor_id IS NULL) = (t.bank_id IS NULL) OR (t.depositor_id IS NOT NULL AND (d.user_id IS NULL OR d.person_id = l.person_id))
        OR (t.bank_id IS NOT NULL AND (t.bank_id <> l.bank_id OR t.offset_before + t.amount <> r.total)))`,
  },
];
