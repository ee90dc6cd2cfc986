import type { AccountCode } from "@/lib/core/chart-of-accounts";
import { accountNumber, type Invariant } from "./invariant";

/** What an account of the installation has, credits positive. */
const posted = (account: AccountCode) => `(SELECT COALESCE(-SUM(amount), 0) FROM postings WHERE account = ${accountNumber(account)})`;

/** The provision fund and income, against the counters, instalments and records that they follow from. */
export const incomeChecks: readonly Invariant[] = [
  {
    name: "provision-fund",
    rule: "The provision fund is its share of interest, what banks gave it, and what it had back of written-off loans less what it covered",
    statement: `SELECT CONCAT('postings ', x.posted, ', loans and top-ups ', x.counted) AS problem FROM (SELECT ${posted("provision_fund")} AS posted,
        (SELECT COALESCE(SUM(cum_fund), 0) FROM funding_rounds) + (SELECT COALESCE(SUM(fund_returned - fund_cover), 0) FROM write_offs) +
        (SELECT COALESCE(-SUM(p.amount), 0) FROM postings p JOIN journal_entries e ON e.id = p.entry_id
          WHERE p.account = ${accountNumber("provision_fund")} AND e.kind = 'provision_fund_topped_up') AS counted) x
      WHERE x.posted <> x.counted`,
  },
  {
    name: "servicing-fee",
    rule: "The platform's servicing fee is the margin of all rounds",
    statement: `SELECT CONCAT('postings ', x.posted, ', rounds ', x.counted) AS problem FROM (SELECT ${posted("servicing_fee_income")} AS posted,
        (SELECT COALESCE(SUM(margin_cum), 0) FROM funding_rounds) AS counted) x WHERE x.posted <> x.counted`,
  },
  {
    name: "interest-collected",
    rule: "The gross interest of a loan that is not written off is the interest paid of its instalments",
    statement: `SELECT CONCAT('loan ', l.id, ': rounds ', COALESCE(r.gross, 0), ', instalments ', COALESCE(i.paid, 0)) AS problem FROM loans l
      LEFT JOIN (SELECT loan_id, SUM(interest_gross) AS gross FROM funding_rounds GROUP BY loan_id) r ON r.loan_id = l.id
      LEFT JOIN (SELECT loan_id, SUM(interest_paid) AS paid FROM instalments GROUP BY loan_id) i ON i.loan_id = l.id
      WHERE l.state <> 'written_off' AND COALESCE(r.gross, 0) <> COALESCE(i.paid, 0)`,
  },
  feeCheck("origination_fee_income", "Each bank's origination fees are those of its loans that were paid out",
    "SELECT bank_id, origination_fee AS amount FROM loans WHERE disbursed_on IS NOT NULL"),
  feeCheck("late_fee_income", "Each bank's late fees are the fees and penalties paid of its loans' instalments, and those recovered",
    `SELECT l.bank_id, i.fee_paid + i.penalty_paid AS amount FROM instalments i JOIN loans l ON l.id = i.loan_id
     UNION ALL SELECT l.bank_id, y.fees FROM recoveries y JOIN loans l ON l.id = y.loan_id WHERE y.reversed_on IS NULL`),
  feeCheck("pre_closure_fee_income", "Each bank's pre-closure fees are those of its loans' posted payments",
    "SELECT l.bank_id, p.pre_closure_fee AS amount FROM repayments p JOIN loans l ON l.id = p.loan_id WHERE p.state = 'posted'"),
];

/** @param paid a statement that answers the amounts that were paid, each with its `bank_id` */
function feeCheck(account: AccountCode, rule: string, paid: string): Invariant {
  return {
    name: `income:${account}`,
    rule,
    statement: `SELECT CONCAT('bank ', b.id, ': postings ', COALESCE(p.total, 0), ', paid ', COALESCE(f.total, 0)) AS problem FROM banks b
      LEFT JOIN (SELECT owner_id, -SUM(amount) AS total FROM postings WHERE account = ${accountNumber(account)} GROUP BY owner_id) p ON p.owner_id = b.id
      LEFT JOIN (SELECT x.bank_id, SUM(x.amount) AS total FROM (${paid}) x GROUP BY x.bank_id) f ON f.bank_id = b.id
      WHERE COALESCE(p.total, 0) <> COALESCE(f.total, 0)`,
  };
}
