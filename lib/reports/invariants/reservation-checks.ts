import type { Invariant } from "./invariant";

/** Money held for approved loans, and how far rounds are settled. */
export const reservationChecks: readonly Invariant[] = [
  {
    name: "committed-is-held",
    rule: "What is committed of each depositor and bank is their parts of the reservations that are held",
    statement: `SELECT CONCAT('depositor ', d.user_id, ': committed ', d.committed, ', held ', COALESCE(h.total, 0)) AS problem
      FROM depositors d LEFT JOIN (SELECT c.depositor_id, SUM(c.given) AS total FROM reservations v
          JOIN allocation_candidates c ON c.loan_id = v.loan_id AND c.round_number = 1 WHERE v.state = 'held' GROUP BY c.depositor_id) h
        ON h.depositor_id = d.user_id WHERE d.committed <> COALESCE(h.total, 0)
      UNION ALL SELECT CONCAT('bank ', b.id, ': committed ', b.committed, ', held ', COALESCE(h.total, 0))
      FROM banks b LEFT JOIN (SELECT l.bank_id, SUM(v.bank_part) AS total FROM reservations v JOIN loans l ON l.id = v.loan_id
          WHERE v.state = 'held' GROUP BY l.bank_id) h
        ON h.bank_id = b.id WHERE b.committed <> COALESCE(h.total, 0)`,
  },
  {
    name: "reservations-are-whole",
    rule: "A reservation is the whole loan; it is held while the loan is approved, used when it was paid out, released when it came to nothing",
    statement: `SELECT CONCAT('loan ', l.id, ' is ', l.state, ', its reservation ', v.state, ': ', v.bank_part + COALESCE(c.given, 0), ' of ', l.principal) AS problem
      FROM reservations v JOIN loans l ON l.id = v.loan_id
      LEFT JOIN (SELECT loan_id, SUM(given) AS given FROM allocation_candidates WHERE round_number = 1 GROUP BY loan_id) c ON c.loan_id = v.loan_id
      WHERE v.bank_part + COALESCE(c.given, 0) <> l.principal OR (v.state = 'held') <> (l.state = 'approved')
        OR (v.state = 'used') <> (l.state IN ('active', 'closed', 'written_off')) OR (v.state = 'held') <> (v.ended_on IS NULL)`,
  },
  {
    name: "marks-are-settled",
    rule: "As far as a round is marked as settled, every live tile of it has been paid its part",
    statement: `SELECT CONCAT('loan ', r.loan_id, ' round ', r.number) AS problem FROM funding_rounds r
      WHERE r.mark_principal > r.cum_principal OR r.mark_interest > r.cum_interest
      UNION ALL SELECT CONCAT('tile ', t.id) FROM tiles t JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
      WHERE t.ended_entry_id IS NULL AND (t.settled_principal < CAST(r.mark_principal AS DECIMAL(38,0)) * t.amount DIV r.total
        OR t.settled_interest < CAST(r.mark_interest AS DECIMAL(38,0)) * t.amount DIV r.total)`,
  },
];
