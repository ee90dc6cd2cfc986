import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import { accounts, accountCodes, growsOn } from "@/lib/core/chart-of-accounts";
import { storedBalances, type StoredBalance } from "@/lib/ledger/stored-balances";

/**
 * What must be true of the books at every moment. Each check is one statement that answers the rows which break it,
 * as a short text in `problem`; no row means that it holds. Postings are the truth, stored balances are proved by them.
 */
type Invariant = { name: string; statement: string; rule: string };

const ROWS_SHOWN_MAX = 5;

const number = (code: keyof typeof accounts) => accounts[code].number;
const appendOnly = accountCodes.filter((code) => accounts[code].balance === "append-only").map(number).join(", ");

/** A stored balance against the sum of its postings; a credit balance is turned positive. */
function storedBalanceCheck({ account, table, id, column }: StoredBalance): Invariant {
  const sign = growsOn(account) === "debit" ? 1 : -1;
  return {
    name: `balance:${account}`,
    rule: `${accounts[account].label}: each stored balance equals its postings`,
    statement: `SELECT CONCAT('${column} of ${table} ', s.${id}, ': stored ', s.${column}, ', postings ', COALESCE(p.total, 0)) AS problem
      FROM ${table} s LEFT JOIN (SELECT owner_id, ${sign} * SUM(amount) AS total FROM postings WHERE account = ${number(account)} GROUP BY owner_id) p
        ON p.owner_id = s.${id} WHERE s.${column} <> COALESCE(p.total, 0)`,
  };
}

/** Interim entitlement in SQL; the same formula as lib/core/distribution.ts. */
const entitlement = (counter: string) => `CAST(r.${counter} AS DECIMAL(38,0)) * t.amount DIV r.total`;

const entryChecks: Invariant[] = [
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
    rule: "Every roll-up of a closed day equals that day's postings",
    statement: `SELECT CONCAT('account ', x.account, ' owner ', x.owner_id, ' on ', x.business_date) AS problem FROM (
        SELECT p.account, p.owner_id, e.business_date, SUM(p.amount) AS amount
        FROM closed_days d JOIN journal_entries e ON e.business_date = d.business_date JOIN postings p ON p.entry_id = e.id
        WHERE d.rolled_up_at IS NOT NULL AND p.account IN (${appendOnly}) GROUP BY p.account, p.owner_id, e.business_date) x
      LEFT JOIN account_rollups a ON a.account = x.account AND a.owner_id = x.owner_id AND a.business_date = x.business_date
      WHERE a.amount IS NULL OR a.amount <> x.amount`,
  },
];

const balanceChecks: Invariant[] = [
  ...storedBalances.map(storedBalanceCheck),
  {
    name: "nothing-negative",
    rule: "No depositor, bank or provision fund balance is below zero",
    statement: `SELECT CONCAT('depositor ', user_id) AS problem FROM depositors WHERE available < 0 OR reserved < 0 OR committed < 0 OR due < 0
      UNION ALL SELECT CONCAT('bank ', id) FROM banks WHERE available < 0 OR committed < 0
      UNION ALL SELECT CONCAT('provision fund ', -SUM(amount)) FROM postings WHERE account = ${number("provision_fund")} HAVING SUM(amount) > 0`,
  },
  {
    name: "working",
    rule: "Each depositor's working money is the principal of the live tiles that is not settled",
    statement: `SELECT CONCAT('depositor ', d.user_id, ': stored ', d.working, ', tiles ', COALESCE(t.total, 0)) AS problem
      FROM depositors d LEFT JOIN (SELECT depositor_id, SUM(amount - settled_principal) AS total FROM tiles WHERE closed = 0 GROUP BY depositor_id) t
        ON t.depositor_id = d.user_id WHERE d.working <> COALESCE(t.total, 0)`,
  },
];

const fundingChecks: Invariant[] = [
  {
    name: "tiles-add-up",
    rule: "The tiles of each round add up to its total, and their offsets are contiguous",
    statement: `SELECT CONCAT('loan ', loan_id, ' round ', round_number) AS problem FROM (
        SELECT t.loan_id, t.round_number, t.amount, t.offset_before, r.total,
          SUM(t.amount) OVER (PARTITION BY t.loan_id, t.round_number ORDER BY t.offset_before) - t.amount AS before_it,
          SUM(t.amount) OVER (PARTITION BY t.loan_id, t.round_number) AS whole
        FROM tiles t JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number) x
      WHERE x.offset_before <> x.before_it OR x.whole <> x.total GROUP BY loan_id, round_number`,
  },
  {
    name: "owed-to-funders",
    rule: "Per loan: receivable = funding = total of its rounds less the principal returned, which is at most the total",
    statement: `SELECT CONCAT('loan ', l.id, ': receivable ', l.receivable, ', funding ', l.funding, ', rounds ', COALESCE(r.owed, 0)) AS problem
      FROM loans l LEFT JOIN (SELECT loan_id, SUM(total - cum_principal) AS owed, MIN(total - cum_principal) AS least FROM funding_rounds GROUP BY loan_id) r
        ON r.loan_id = l.id WHERE l.state <> 'written_off' AND (l.receivable <> COALESCE(r.owed, 0) OR l.funding <> COALESCE(r.owed, 0) OR r.least < 0)`,
  },
  {
    name: "distributable",
    rule: "Repaid and not yet settled = the counters of all rounds less what tiles have settled",
    statement: `SELECT CONCAT('postings ', x.posted, ', counters less settled ', x.counted) AS problem FROM (SELECT
        (SELECT COALESCE(-SUM(amount), 0) FROM postings WHERE account = ${number("distributable")}) AS posted,
        (SELECT COALESCE(SUM(cum_principal + cum_interest), 0) FROM funding_rounds) -
        (SELECT COALESCE(SUM(settled_principal + settled_interest), 0) FROM tiles) AS counted) x WHERE x.posted <> x.counted`,
  },
  {
    name: "tiles-not-oversettled",
    rule: "No tile is settled above its entitlement",
    statement: `SELECT CONCAT('tile ', t.id) AS problem FROM tiles t JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
      WHERE t.settled_principal > ${entitlement("cum_principal")} OR t.settled_interest > ${entitlement("cum_interest")}`,
  },
  {
    name: "dust",
    rule: "Per open round and counter, dust is at least zero and less than one unit a tile",
    statement: `SELECT CONCAT('loan ', x.loan_id) AS problem FROM (
        SELECT r.loan_id, r.tile_count, r.cum_principal - SUM(${entitlement("cum_principal")}) AS principal_dust,
          r.cum_interest - SUM(${entitlement("cum_interest")}) AS interest_dust
        FROM funding_rounds r JOIN tiles t ON t.loan_id = r.loan_id AND t.round_number = r.number GROUP BY r.loan_id, r.number) x
      WHERE x.principal_dust < 0 OR x.principal_dust >= x.tile_count OR x.interest_dust < 0 OR x.interest_dust >= x.tile_count`,
  },
  {
    name: "interest-split",
    rule: "Margin, fund share and funders' interest are the floor formulas of gross interest, and an advance explains any excess",
    statement: `SELECT CONCAT('loan ', y.loan_id) AS problem FROM (
        SELECT x.*, (x.interest_gross - x.margin) * x.fund_share_ppm DIV 1000000 AS fund FROM (
          SELECT r.*, l.fund_share_ppm, l.advance, r.interest_gross * l.servicing_fee_ppm DIV 1000000 AS margin,
            (SELECT COALESCE(SUM(principal_paid), 0) FROM instalments i WHERE i.loan_id = l.id) AS earned
          FROM funding_rounds r JOIN loans l ON l.id = r.loan_id WHERE l.state <> 'written_off') x) y
      WHERE y.margin_cum <> y.margin OR y.advance < 0 OR y.advance <>
        (y.cum_principal - y.earned) + (y.cum_fund - y.fund) + (y.cum_interest - (y.interest_gross - y.margin - y.fund))`,
  },
];

const loanChecks: Invariant[] = [
  {
    name: "contracts-hold",
    rule: "The hash of every contract is that of its terms, and whoever accepted it is its borrower",
    statement: `SELECT CONCAT('contract ', c.number) AS problem FROM loan_contracts c JOIN loans l ON l.id = c.loan_id
      WHERE c.terms_hash <> SHA2(c.terms, 256) OR (c.accepted_at IS NULL) <> (c.accepted_by IS NULL) OR c.accepted_by <> l.borrower_id`,
  },
  {
    name: "schedules-add-up",
    rule: "The principal of a loan's instalments adds up to the loan",
    statement: `SELECT CONCAT('loan ', l.id, ': principal ', l.principal, ', instalments ', SUM(i.principal)) AS problem
      FROM loans l JOIN instalments i ON i.loan_id = l.id GROUP BY l.id, l.principal HAVING SUM(i.principal) <> MAX(l.principal)`,
  },
  {
    name: "payments-add-up",
    rule: "What instalments say was paid is what the posted payments paid",
    statement: `SELECT CONCAT('loan ', l.id) AS problem FROM loans l
      JOIN (SELECT loan_id, SUM(principal_paid + interest_paid + fee_paid + penalty_paid) AS paid FROM instalments GROUP BY loan_id) i ON i.loan_id = l.id
      LEFT JOIN (SELECT loan_id, SUM(principal + interest + fee + penalty) AS applied, SUM(amount - pre_closure_fee) AS received
        FROM repayments WHERE state = 'posted' GROUP BY loan_id) p ON p.loan_id = l.id
      WHERE i.paid <> COALESCE(p.applied, 0) OR i.paid <> COALESCE(p.received, 0)`,
  },
  {
    name: "payments-posted",
    rule: "The cash that a loan's entries brought in is the payments that count: a reversed one is taken out again in full",
    statement: `SELECT CONCAT('loan ', x.loan_id, ': cash ', x.cash, ', payments ', x.paid) AS problem FROM (
        SELECT l.id AS loan_id,
          (SELECT COALESCE(SUM(p.amount), 0) FROM journal_entries e JOIN postings p ON p.entry_id = e.id AND p.account = ${number("cash")}
            WHERE e.loan_id = l.id AND e.kind IN ('repayment', 'repayment_reversed', 'repayments_replayed')) AS cash,
          (SELECT COALESCE(SUM(amount), 0) FROM repayments r WHERE r.loan_id = l.id AND r.state = 'posted') AS paid
        FROM loans l WHERE l.disbursed_on IS NOT NULL) x WHERE x.cash <> x.paid`,
  },
  {
    name: "reversals",
    rule: "A reversed payment has its entry and its reason, and paid nothing",
    statement: `SELECT CONCAT('payment ', r.id) AS problem FROM repayments r LEFT JOIN journal_entries e ON e.id = r.reversal_entry_id
      WHERE r.state = 'reversed' AND (e.id IS NULL OR e.reverses_entry_id <> r.entry_id OR r.reversal_reason IS NULL
        OR r.principal + r.interest + r.fee + r.penalty + r.pre_closure_fee <> 0)`,
  },
  {
    name: "loans-closed-at-zero",
    rule: "A closed loan owes nothing, an active one owes something",
    statement: `SELECT CONCAT('loan ', l.id, ' is ', l.state) AS problem FROM loans l
      JOIN (SELECT loan_id, SUM(principal + interest + fee + penalty - principal_paid - interest_paid - fee_paid - penalty_paid) AS owed
        FROM instalments GROUP BY loan_id) i ON i.loan_id = l.id
      WHERE (l.state = 'closed' AND i.owed <> 0) OR (l.state = 'active' AND i.owed = 0)`,
  },
];

const invariants: readonly Invariant[] = [...entryChecks, ...balanceChecks, ...fundingChecks, ...loanChecks];

export type InvariantResult = { name: string; rule: string; problems: string[] };

/**
 * Proves every invariant on the database as it is committed now.
 * @param rowsMax how many offending rows to name of each
 */
export async function checkInvariants(db: Db, rowsMax = ROWS_SHOWN_MAX): Promise<InvariantResult[]> {
  const results: InvariantResult[] = [];
  for (const { name, rule, statement } of invariants) {
    const [rows] = await db.$client.query<RowDataPacket[]>(`${statement} LIMIT ${rowsMax}`);
    results.push({ name, rule, problems: rows.map((row) => String(row.problem)) });
  }
  return results;
}
