import { accountNumber, type Invariant } from "./invariant";

/** Sales of tiles: what ended is carried on, what was paid was posted. */
export const saleChecks: readonly Invariant[] = [
  {
    name: "tiles-carried-on",
    rule: "What a sold tile was and had settled is carried by the tiles that begin with its sale, less the units handed back",
    statement: `SELECT CONCAT('tile ', x.id) AS problem FROM (
        SELECT o.id, o.amount, o.offset_before, o.settled_principal + o.settled_interest AS settled, o.closed,
          SUM(n.amount) AS amounts, MIN(n.offset_before) AS begins, SUM(n.base_principal + n.base_interest) AS carried,
          (SELECT SUM(s.handed_back) FROM tile_sales s WHERE s.sold_tile_id = o.id) AS handed_back
        FROM tiles o LEFT JOIN tiles n ON n.loan_id = o.loan_id AND n.round_number = o.round_number AND n.acquired_entry_id = o.ended_entry_id
        WHERE o.ended_entry_id IS NOT NULL GROUP BY o.id) x
      WHERE x.closed = 0 OR NOT (x.amounts <=> x.amount) OR NOT (x.begins <=> x.offset_before) OR NOT (x.carried + x.handed_back <=> x.settled)`,
  },
  {
    name: "sales-posted",
    rule: "What each sale says is what its entry posted: the buyer's price, and the units handed back",
    statement: `SELECT CONCAT('sale ', s.id) AS problem FROM tile_sales s
        LEFT JOIN postings p ON p.entry_id = s.entry_id AND p.account = ${accountNumber("depositor_available")} AND p.owner_id = s.buyer_id
        LEFT JOIN tiles b ON b.id = s.bought_tile_id
      WHERE NOT (p.amount <=> s.principal + s.interest) OR NOT (b.depositor_id <=> s.buyer_id) OR s.buyer_id = s.seller_id
        OR NOT (b.amount <=> s.amount) OR NOT (b.acquired_entry_id <=> s.entry_id) OR NOT (s.principal <=> b.amount - b.base_principal)
      UNION ALL SELECT CONCAT('entry ', x.entry_id, ' hands back ', x.handed_back) FROM (SELECT entry_id, SUM(handed_back) AS handed_back FROM tile_sales GROUP BY entry_id) x
        LEFT JOIN postings p ON p.entry_id = x.entry_id AND p.account = ${accountNumber("distributable")} WHERE COALESCE(-p.amount, 0) <> x.handed_back`,
  },
  {
    name: "interest-refunded",
    rule: "Where a payout came back, each depositor has back what they paid for accrued interest of the loan's tiles and no sale brought; of other loans nobody",
    statement: `SELECT CONCAT('depositor ', x.depositor_id, ' of loan ', x.loan_id, ': has back ', SUM(x.refunded), ', paid ', SUM(x.paid), ', got ', SUM(x.got)) AS problem FROM (
        SELECT loan_id, depositor_id, refunded_interest AS refunded, 0 AS paid, 0 AS got FROM tiles WHERE refunded_interest <> 0
        UNION ALL SELECT loan_id, buyer_id, 0, interest, 0 FROM tile_sales
        UNION ALL SELECT loan_id, seller_id, 0, 0, interest - handed_back_interest FROM tile_sales) x
      JOIN loans l ON l.id = x.loan_id
      GROUP BY x.loan_id, x.depositor_id, l.state HAVING SUM(x.refunded) <> IF(l.state = 'withdrawn', GREATEST(0, SUM(x.paid) - SUM(x.got)), 0)`,
  },
  {
    name: "offers-are-of-live-tiles",
    rule: "What is on offer is a live tile of its seller, once; a round counts its live tiles",
    statement: `SELECT CONCAT('offer ', o.id) AS problem FROM tile_offers o LEFT JOIN tiles t ON t.id = o.tile_id AND t.live = 1
      WHERE o.state = 'open' AND (t.id IS NULL OR NOT (t.depositor_id <=> o.seller_id) OR t.loan_id <> o.loan_id)
      UNION ALL SELECT CONCAT('tile ', tile_id, ' is on offer twice') FROM tile_offers WHERE state = 'open' GROUP BY tile_id HAVING COUNT(*) > 1
      UNION ALL SELECT CONCAT('loan ', r.loan_id, ' counts ', r.tile_count, ' tiles') FROM funding_rounds r
        LEFT JOIN tiles t ON t.loan_id = r.loan_id AND t.round_number = r.number AND t.live = 1 GROUP BY r.loan_id, r.number HAVING COUNT(t.id) <> MAX(r.tile_count)`,
  },
];
