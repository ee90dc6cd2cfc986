import { accountNumber, type Invariant } from "./invariant";

/** What is left to pay of an instalment `i`, as `unpaidOf` of lib/core/loan-account.ts has it. */
const UNPAID = "i.principal + i.interest + i.fee + i.penalty - i.principal_paid - i.interest_paid - i.fee_paid - i.penalty_paid";

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
    rule: "The principal of the instalments of every loan that was paid out adds up to the loan",
    statement: `SELECT CONCAT('loan ', l.id, ': principal ', l.principal, ', instalments ', COALESCE(SUM(i.principal), 0)) AS problem
      FROM loans l LEFT JOIN instalments i ON i.loan_id = l.id WHERE l.disbursed_on IS NOT NULL
      GROUP BY l.id, l.principal HAVING COALESCE(SUM(i.principal), 0) <> MAX(l.principal)`,
  },
  {
    name: "payments-add-up",
    rule: "What instalments say was paid of each component is what the posted payments paid of it, and each payment is what its parts add up to",
    statement: `SELECT CONCAT('loan ', x.loan_id, ': principal ', SUM(x.principal), ', interest ', SUM(x.interest), ', fees ', SUM(x.fee), ', penalties ', SUM(x.penalty), ' more than payments') AS problem
      FROM (SELECT loan_id, SUM(principal_paid) AS principal, SUM(interest_paid) AS interest, SUM(fee_paid) AS fee, SUM(penalty_paid) AS penalty FROM instalments GROUP BY loan_id
        UNION ALL SELECT loan_id, -SUM(principal), -SUM(interest), -SUM(fee), -SUM(penalty) FROM repayments WHERE state = 'posted' GROUP BY loan_id) x
      GROUP BY x.loan_id HAVING SUM(x.principal) <> 0 OR SUM(x.interest) <> 0 OR SUM(x.fee) <> 0 OR SUM(x.penalty) <> 0
      UNION ALL SELECT CONCAT('payment ', id) FROM repayments WHERE state = 'posted' AND amount <> principal + interest + fee + penalty + pre_closure_fee`,
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
      WHERE r.state = 'reversed' AND (e.id IS NULL OR r.entry_id IS NULL OR NOT (e.reverses_entry_id <=> r.entry_id) OR r.reversal_reason IS NULL
        OR r.principal + r.interest + r.fee + r.penalty + r.pre_closure_fee <> 0)`,
  },
  {
    name: "loans-closed-at-zero",
    rule: "A closed loan owes nothing, an active one owes something",
    statement: `SELECT CONCAT('loan ', l.id, ' is ', l.state) AS problem FROM loans l
      LEFT JOIN (SELECT loan_id, SUM(${UNPAID}) AS owed FROM instalments i GROUP BY loan_id) i ON i.loan_id = l.id
      WHERE (l.state = 'closed' AND COALESCE(i.owed, 0) <> 0) OR (l.state = 'active' AND COALESCE(i.owed, 0) = 0)`,
  },
  {
    name: "oldest-unpaid",
    rule: "Every loan's oldest unpaid due date is that of its first instalment of which something is unpaid; none once it is paid",
    statement: `SELECT CONCAT('loan ', x.id, ': stored ', COALESCE(x.stored, 'none'), ', instalments ', COALESCE(x.first, 'none')) AS problem FROM (
        SELECT l.id, l.oldest_unpaid_due_on AS stored,
          (SELECT i.due_on FROM instalments i WHERE i.loan_id = l.id AND ${UNPAID} > 0 ORDER BY i.number LIMIT 1) AS first
        FROM loans l) x
      WHERE NOT (x.stored <=> x.first)`,
  },
];
