import { accountNumber, type Invariant } from "./invariant";

/**
 * What was recovered of a loan, by whom it went to. Of recoveries that were taken back only the fees and what had gone to
 * the platform went back; what funders and fund keep of them the platform has advanced until later ones return it.
 */
const RECOVERED = `SELECT loan_id, SUM(IF(reversed_on IS NULL, amount, 0)) AS amount, SUM(to_funders) AS to_funders, SUM(to_fund) AS to_fund,
  SUM(IF(reversed_on IS NULL, to_loss, 0)) AS to_loss, SUM(IF(reversed_on IS NULL, -to_advance, to_funders + to_fund + interest)) AS advanced,
  SUM(amount <> to_advance + to_funders + to_fund + to_loss + interest + fees) AS astray FROM recoveries GROUP BY loan_id`;

/** Loans that were written off, what came back of them, and when loans may be closed for good. */
export const collectionChecks: readonly Invariant[] = [
  {
    name: "written-off-at-zero",
    rule: "A loan is written off when there is a record of its write-off; it then has no receivable, nothing owed to funders and no advance",
    statement: `SELECT CONCAT('loan ', l.id, ': receivable ', l.receivable, ', funding ', l.funding, ', advance ', l.advance) AS problem
      FROM loans l LEFT JOIN write_offs w ON w.loan_id = l.id
      WHERE (l.state = 'written_off') <> (w.loan_id IS NOT NULL) OR (l.state = 'written_off' AND (l.receivable <> 0 OR l.funding <> 0 OR l.advance <> 0 OR l.advance_lost <> 0))`,
  },
  {
    name: "written-off-counters",
    rule: "Funders of a written-off loan had what was returned before, the fund's cover and their part of recoveries; interest is what was passed on in all",
    statement: `SELECT CONCAT('loan ', w.loan_id) AS problem
      FROM write_offs w LEFT JOIN funding_rounds r ON r.loan_id = w.loan_id LEFT JOIN (${RECOVERED}) y ON y.loan_id = w.loan_id
      WHERE r.loan_id IS NULL OR r.cum_principal <> r.total - w.outstanding + w.fund_cover + COALESCE(y.to_funders, 0) OR r.cum_principal > r.total
        OR r.interest_gross <> r.cum_interest + r.cum_fund + r.margin_cum`,
  },
  {
    name: "recoveries-add-up",
    rule: "Each recovery is what its parts add up to, the record of the write-off has their sums, and no more came back than was owed, or had been advanced for recoveries that bounced",
    statement: `SELECT CONCAT('loan ', w.loan_id) AS problem FROM write_offs w LEFT JOIN (${RECOVERED}) y ON y.loan_id = w.loan_id
      WHERE COALESCE(y.astray, 0) <> 0 OR w.fund_returned <> COALESCE(y.to_fund, 0) OR w.advance_returned <> COALESCE(y.to_loss, 0)
        OR COALESCE(y.advanced, 0) < 0 OR COALESCE(y.amount, 0) > w.owed_principal + w.owed_interest + w.owed_fees OR w.fund_cover > w.outstanding`,
  },
  {
    name: "recoveries-reversed",
    rule: "A recovery that was taken back has its reason and the entry that reverses it and takes all its cash out again; others have none",
    statement: `SELECT CONCAT('recovery ', y.id) AS problem FROM recoveries y
        LEFT JOIN journal_entries e ON e.id = y.reversal_entry_id AND e.kind = 'recovery_reversed' AND e.reverses_entry_id = y.entry_id
        LEFT JOIN postings p ON p.entry_id = e.id AND p.account = ${accountNumber("cash")}
      WHERE (y.reversed_on IS NULL) <> (y.reversal_reason IS NULL) OR (y.reversed_on IS NULL) <> (y.reversal_entry_id IS NULL)
        OR (y.reversed_on IS NOT NULL AND NOT (p.amount <=> -y.amount))`,
  },
  {
    name: "loss",
    rule: "The platform's loss is the advances that it gave up, and those for recoveries that bounced, less what came back of them, and the interest that it gave back to who had bought a tile of a loan that was never lent",
    statement: `SELECT CONCAT('postings ', x.posted, ', loans ', x.counted) AS problem FROM (SELECT
        (SELECT COALESCE(SUM(amount), 0) FROM postings WHERE account = ${accountNumber("loss")}) AS posted,
        (SELECT COALESCE(SUM(advance_lost), 0) FROM loans) + (SELECT COALESCE(SUM(advance - advance_returned), 0) FROM write_offs) +
        (SELECT COALESCE(SUM(y.advanced), 0) FROM (${RECOVERED}) y) +
        (SELECT COALESCE(SUM(refunded_interest), 0) FROM tiles) AS counted) x
      WHERE x.posted <> x.counted`,
  },
  {
    name: "to-be-closed",
    rule: "A loan that has ended is closed for good or has a day for it, a written-off one once its funders are whole or collection has ended; others have none",
    statement: `SELECT CONCAT('loan ', l.id, ' is ', l.state) AS problem
      FROM loans l LEFT JOIN funding_rounds r ON r.loan_id = l.id LEFT JOIN write_offs w ON w.loan_id = l.id
      WHERE (l.state NOT IN ('closed', 'written_off') AND l.closes_for_good_on IS NOT NULL)
        OR (l.state = 'closed' AND COALESCE(r.closed_for_good, 0) = 0 AND l.closes_for_good_on IS NULL)
        OR (l.state = 'written_off' AND COALESCE(r.closed_for_good, 0) = 0
          AND (l.closes_for_good_on IS NULL) = (w.funders_whole_on IS NOT NULL OR w.ended_on IS NOT NULL))`,
  },
  {
    name: "funders-whole",
    rule: "The funders of a written-off loan are noted as whole exactly when they have had all their principal",
    statement: `SELECT CONCAT('loan ', w.loan_id) AS problem FROM write_offs w
      LEFT JOIN (SELECT loan_id, SUM(total - cum_principal) AS short FROM funding_rounds GROUP BY loan_id) r ON r.loan_id = w.loan_id
      WHERE NOT ((w.funders_whole_on IS NOT NULL) <=> (r.short = 0))`,
  },
];
