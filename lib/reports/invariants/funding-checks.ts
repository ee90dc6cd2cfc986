import { accountNumber, type Invariant } from "./invariant";

type Counter = "cum_principal" | "cum_interest";

/* A tile's entitlement in SQL, before and after its loan is closed for good; the same formulas as lib/core/distribution.ts. */
const upTo = (counter: Counter, place: string) => `CAST(r.${counter} AS DECIMAL(38,0)) * (${place}) DIV r.total`;
const interim = (counter: Counter) => upTo(counter, "t.amount");
const final = (counter: Counter) => `(${upTo(counter, "t.offset_before + t.amount")} - ${upTo(counter, "t.offset_before")})`;
const entitlement = (counter: Counter) => `IF(r.closed_for_good, ${final(counter)}, ${interim(counter)})`;

/** Tiles that were sold have ended: what they had was carried into their successors. */
const LIVE = "t.ended_entry_id IS NULL";

/** Rounds, their counters and tiles. */
export const fundingChecks: readonly Invariant[] = [
  {
    name: "tiles-add-up",
    rule: "The live tiles of each round add up to its total, and their offsets are contiguous; every tile is of a round",
    statement: `SELECT CONCAT('loan ', loan_id, ' round ', round_number) AS problem FROM (
        SELECT r.loan_id, r.number AS round_number, t.offset_before, r.total,
          SUM(t.amount) OVER (PARTITION BY r.loan_id, r.number ORDER BY t.offset_before) - t.amount AS before_it,
          SUM(t.amount) OVER (PARTITION BY r.loan_id, r.number) AS whole
        FROM funding_rounds r LEFT JOIN tiles t ON t.loan_id = r.loan_id AND t.round_number = r.number AND ${LIVE}) x
      WHERE NOT (x.offset_before <=> x.before_it) OR NOT (x.whole <=> x.total) GROUP BY loan_id, round_number
      UNION ALL SELECT CONCAT('tile ', t.id) FROM tiles t LEFT JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
      WHERE r.loan_id IS NULL`,
  },
  {
    name: "owed-to-funders",
    rule: "Per loan: the rounds are what was paid out, also where it came back, and receivable = funding = their total less the principal returned, which is at most the total",
    statement: `SELECT CONCAT('loan ', l.id, ': receivable ', l.receivable, ', funding ', l.funding, ', rounds ', COALESCE(r.owed, 0), ' of ', COALESCE(r.total, 0)) AS problem
      FROM loans l LEFT JOIN (SELECT loan_id, SUM(total) AS total, SUM(total - cum_principal) AS owed, MIN(total - cum_principal) AS least FROM funding_rounds GROUP BY loan_id) r
        ON r.loan_id = l.id WHERE COALESCE(r.total, 0) <> IF(l.disbursed_on IS NULL AND (l.state <> 'withdrawn' OR r.total IS NULL), 0, l.principal)
        OR (l.state <> 'written_off' AND (l.receivable <> COALESCE(r.owed, 0) OR l.funding <> COALESCE(r.owed, 0) OR r.least < 0))`,
  },
  {
    name: "disbursements-undone",
    rule: "A loan whose payout came back is withdrawn, has no day of a payout, no instalment and no payment that counts, and its funders have all of their principal and nothing else",
    statement: `SELECT CONCAT('loan ', l.id, ' is ', l.state) AS problem FROM loans l JOIN funding_rounds r ON r.loan_id = l.id
        LEFT JOIN journal_entries e ON e.loan_id = l.id AND e.kind = 'disbursement_undone'
      WHERE (l.state = 'withdrawn') <> (e.id IS NOT NULL) OR (l.state = 'withdrawn' AND (l.disbursed_on IS NOT NULL OR NOT (l.close_reason <=> 'disbursement_returned')
        OR r.closed_for_good = 0 OR r.cum_principal <> r.total OR r.cum_interest + r.cum_fund + r.interest_gross + r.margin_cum <> 0
        OR EXISTS (SELECT 1 FROM instalments i WHERE i.loan_id = l.id) OR EXISTS (SELECT 1 FROM repayments p WHERE p.loan_id = l.id AND p.state <> 'bounced')))`,
  },
  {
    name: "distributable",
    rule: "Repaid and not yet settled = the counters of all rounds less what live tiles have settled",
    statement: `SELECT CONCAT('postings ', x.posted, ', counters less settled ', x.counted) AS problem FROM (SELECT
        (SELECT COALESCE(-SUM(amount), 0) FROM postings WHERE account = ${accountNumber("distributable")}) AS posted,
        (SELECT COALESCE(SUM(cum_principal + cum_interest), 0) FROM funding_rounds) -
        (SELECT COALESCE(SUM(t.settled_principal + t.settled_interest), 0) FROM tiles t WHERE ${LIVE}) AS counted) x WHERE x.posted <> x.counted`,
  },
  {
    name: "tiles-not-oversettled",
    rule: "No tile is settled above its entitlement",
    statement: `SELECT CONCAT('tile ', t.id) AS problem FROM tiles t JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
      WHERE ${LIVE} AND (t.settled_principal > ${entitlement("cum_principal")} OR t.settled_interest > ${entitlement("cum_interest")})`,
  },
  {
    name: "dust",
    rule: "Per open round and counter, dust is at least zero and less than one unit a live tile",
    statement: `SELECT CONCAT('loan ', x.loan_id) AS problem FROM (
        SELECT r.loan_id, COUNT(t.id) AS tile_count, r.cum_principal - COALESCE(SUM(${interim("cum_principal")}), 0) AS principal_dust,
          r.cum_interest - COALESCE(SUM(${interim("cum_interest")}), 0) AS interest_dust
        FROM funding_rounds r LEFT JOIN tiles t ON t.loan_id = r.loan_id AND t.round_number = r.number AND ${LIVE}
        WHERE r.closed_for_good = 0 GROUP BY r.loan_id, r.number) x
      WHERE x.principal_dust < 0 OR x.principal_dust >= x.tile_count OR x.interest_dust < 0 OR x.interest_dust >= x.tile_count`,
  },
  {
    name: "closed-for-good",
    rule: "Of a round that is closed for good every tile is closed with its final part, so that nothing of it is left to settle",
    statement: `SELECT CONCAT('loan ', x.loan_id) AS problem FROM (
        SELECT r.loan_id, COALESCE(MIN(t.closed), 0) AS closed, SUM(t.settled_principal <> ${final("cum_principal")} OR t.settled_interest <> ${final("cum_interest")}) AS wrong,
          r.cum_principal + r.cum_interest - SUM(t.settled_principal + t.settled_interest) AS dust
        FROM funding_rounds r LEFT JOIN tiles t ON t.loan_id = r.loan_id AND t.round_number = r.number AND ${LIVE}
        WHERE r.closed_for_good = 1 GROUP BY r.loan_id, r.number) x
      WHERE x.closed = 0 OR x.wrong > 0 OR x.dust <> 0
      UNION ALL SELECT CONCAT('tile ', t.id, ' is closed') FROM tiles t JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
        WHERE ${LIVE} AND t.closed = 1 AND r.closed_for_good = 0`,
  },
  {
    name: "interest-split",
    rule: "Margin, fund share and funders' interest are the floor formulas of gross interest; an advance, or one given up, explains any excess of each",
    statement: `SELECT CONCAT('loan ', y.loan_id) AS problem FROM (
        SELECT x.*, (x.interest_gross - x.margin) * x.fund_share_ppm DIV 1000000 AS fund FROM (
          SELECT r.*, l.fund_share_ppm, l.advance, l.advance_lost, r.interest_gross * l.servicing_fee_ppm DIV 1000000 AS margin,
            (SELECT COALESCE(SUM(principal_paid), 0) FROM instalments i WHERE i.loan_id = l.id) AS earned
          FROM funding_rounds r JOIN loans l ON l.id = r.loan_id WHERE l.state NOT IN ('written_off', 'withdrawn')) x) y
      WHERE y.margin_cum <> y.margin OR y.advance < 0 OR y.advance_lost < 0 OR y.advance + y.advance_lost <>
        (y.cum_principal - y.earned) + (y.cum_fund - y.fund) + (y.cum_interest - (y.interest_gross - y.margin - y.fund))
        OR y.cum_principal < y.earned OR y.cum_fund < y.fund OR (y.closed_for_good = 0 AND y.cum_interest < y.interest_gross - y.margin - y.fund)`,
  },
];
