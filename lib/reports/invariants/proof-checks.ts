import type { Invariant } from "./invariant";

/** The nights' proofs: what is stored of them says what their roots state. */
export const proofChecks: readonly Invariant[] = [
  {
    name: "proofs-chain",
    rule: "The root of each night covers the root of the night before",
    statement: `SELECT CONCAT('night ', x.business_date) AS problem FROM (
        SELECT business_date, previous_root, LAG(root) OVER (ORDER BY business_date) AS before_it FROM position_proofs) x
      WHERE NOT (x.previous_root <=> x.before_it)`,
  },
  {
    name: "proofs-add-up",
    rule: "Each night depositors had at work in their positions what they had in the loans, and all funders together what borrowers owed",
    statement: `SELECT CONCAT('night ', business_date) AS problem FROM position_proofs
      WHERE working <> depositors_working OR depositors_working + banks_working <> outstanding + dust`,
  },
  {
    name: "proved-positions",
    rule: "The positions kept of the newest night add up to the sums that its root states",
    statement: `SELECT CONCAT('night ', n.business_date, ': working ', n.working, ', positions ', COALESCE(p.working, 0)) AS problem
      FROM position_proofs n JOIN (SELECT MAX(business_date) AS business_date FROM position_proofs) newest ON newest.business_date = n.business_date
      LEFT JOIN (SELECT business_date, COUNT(*) AS positions, SUM(available + settling - LEAST(settling, due)) AS waiting, SUM(reserved) AS reserved,
          SUM(committed) AS committed, SUM(due - LEAST(settling, due)) AS due, SUM(working) AS working
        FROM proved_positions WHERE business_date = (SELECT MAX(business_date) FROM position_proofs) GROUP BY business_date) p
        ON p.business_date = n.business_date
      WHERE n.position_leaves <> 2 * COALESCE(p.positions, 0) OR n.waiting <> COALESCE(p.waiting, 0) OR n.reserved <> COALESCE(p.reserved, 0)
        OR n.committed <> COALESCE(p.committed, 0) OR n.due <> COALESCE(p.due, 0) OR n.working <> COALESCE(p.working, 0)`,
  },
];
