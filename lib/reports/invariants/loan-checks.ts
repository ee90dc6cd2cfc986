import { accountNumber, type Invariant } from "./invariant";

/** A loan's contract, instalments and payments. */
export const loanChecks: readonly Invariant[] = [
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
          (SELECT COALESCE(SUM(p.amount), 0) FROM journal_entries e JOIN postings p ON p.entry_id = e.id AND p.account = ${accountNumber("cash")}
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
