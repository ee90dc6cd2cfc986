import { appendOnlyNumbers, type Invariant } from "./invariant";

/** The journal itself: entries, the results they belong to, and the roll-ups of closed days. */
export const entryChecks: readonly Invariant[] = [
  {
    name: "entries-balance",
    rule: "Every journal entry has at least two postings that sum to zero",
    statement: `SELECT CONCAT('entry ', e.id, ': ', COUNT(p.entry_id), ' postings, sum ', COALESCE(SUM(p.amount), 0)) AS problem
      FROM journal_entries e LEFT JOIN postings p ON p.entry_id = e.id GROUP BY e.id HAVING COUNT(p.entry_id) < 2 OR SUM(p.amount) <> 0`,
  },
  {
    name: "entries-have-results",
    rule: "No entry without the idempotent result of the operation that posted it",
    statement: `SELECT CONCAT('entry ', e.id, ' refers to key ', e.idempotency_key_id) AS problem
      FROM journal_entries e LEFT JOIN idempotency_keys k ON k.id = e.idempotency_key_id WHERE k.id IS NULL OR k.answer IS NULL`,
  },
  {
    name: "rollups",
    rule: "Every roll-up is of a closed day and equals that day's postings, and none is missing",
    statement: `SELECT CONCAT('account ', x.account, ' owner ', x.owner_id, ' on ', x.business_date) AS problem FROM (
        SELECT p.account, p.owner_id, e.business_date, SUM(p.amount) AS amount
        FROM closed_days d JOIN journal_entries e ON e.business_date = d.business_date JOIN postings p ON p.entry_id = e.id
        WHERE d.rolled_up_at IS NOT NULL AND p.account IN (${appendOnlyNumbers}) GROUP BY p.account, p.owner_id, e.business_date
        UNION ALL SELECT account, owner_id, business_date, -amount FROM account_rollups) x
      GROUP BY x.account, x.owner_id, x.business_date HAVING COUNT(*) <> 2 OR SUM(x.amount) <> 0`,
  },
];
