import type { RowDataPacket } from "mysql2";
import type { Pool } from "mysql2/promise";
import { accounts } from "@/lib/core/chart-of-accounts";

/*
 * The ideal to compare with, and nothing else: a repayment as one call of a stored procedure that writes the same rows.
 * The product has none, because its rules stay in TypeScript and in one place.
 */

/** Makes the procedure; texts that the operation writes are taken from the newest rows, so that as many bytes are written. */
export async function createRepayProcedure(pool: Pool): Promise<void> {
  const newest = async (columns: string, table: string): Promise<Record<string, unknown>> => {
    const [rows] = await pool.query<RowDataPacket[]>(`SELECT ${columns} FROM ${table} ORDER BY id DESC LIMIT 1`);
    return rows[0] ?? {};
  };
  const key = await newest("actor_id, input_hash, answer", "idempotency_keys");
  const mail = await newest("kind, recipient, subject, body", "outbox");
  const audit = await newest("JSON_COMPACT(input) AS input", "audit_log");
  const event = await newest("facts", "webhook_events");
  const text = (value: unknown) => pool.escape(typeof value === "string" ? value : JSON.stringify(value));
  const now = "CURRENT_TIMESTAMP(3)";
  await pool.query(`CREATE PROCEDURE bench_repay(IN v_loan BIGINT, IN v_idempotency VARCHAR(128), IN v_event VARCHAR(40))
BEGIN
  DECLARE v_key, v_entry, v_transfer, v_borrower, v_bank, v_product, v_number BIGINT;
  DECLARE v_p, v_i, v_gross, v_margin, v_fund, v_net, d_margin, d_fund, d_net BIGINT;
  DECLARE v_fee, v_share INT;
  DECLARE v_today, v_next DATE;
  DECLARE v_email VARCHAR(254);
  DECLARE v_name VARCHAR(80);
  START TRANSACTION;
  INSERT INTO idempotency_keys (actor_id, operation, idempotency_key, input_hash)
    VALUES (${Number(key.actor_id)}, 'loans.repay', v_idempotency, ${text(key.input_hash)});
  SET v_key = LAST_INSERT_ID();
  SELECT business_date INTO v_today FROM installation WHERE id = 1;
  SELECT borrower_id, bank_id, product_id, servicing_fee_ppm, fund_share_ppm INTO v_borrower, v_bank, v_product, v_fee, v_share
    FROM loans WHERE id = v_loan FOR UPDATE;
  INSERT INTO rail_transfers (rail, direction, purpose, method, amount, state, settled_at)
    VALUES ('sandbox', 'in', 'repayment', 'own-account', 0, 'confirmed', ${now});
  SET v_transfer = LAST_INSERT_ID();
  SELECT number, principal, interest INTO v_number, v_p, v_i FROM instalments
    WHERE loan_id = v_loan AND principal_paid < principal ORDER BY number LIMIT 1;
  SELECT interest_gross, margin_cum, cum_fund, cum_interest INTO v_gross, v_margin, v_fund, v_net
    FROM funding_rounds WHERE loan_id = v_loan AND number = 1;
  SET v_gross = v_gross + v_i;
  SET d_margin = v_gross * v_fee DIV 1000000 - v_margin;
  SET d_fund = (v_gross - v_margin - d_margin) * v_share DIV 1000000 - v_fund;
  SET d_net = v_gross - v_margin - d_margin - v_fund - d_fund - v_net;
  UPDATE funding_rounds SET cum_principal = cum_principal + v_p, cum_interest = cum_interest + d_net, cum_fund = cum_fund + d_fund,
    interest_gross = v_gross, margin_cum = margin_cum + d_margin WHERE loan_id = v_loan AND number = 1;
  INSERT INTO journal_entries (kind, business_date, idempotency_key_id, actor_id, loan_id, round_number, cum_principal_after, cum_interest_after)
    SELECT 'repayment', v_today, v_key, v_borrower, v_loan, 1, cum_principal, cum_interest FROM funding_rounds WHERE loan_id = v_loan AND number = 1;
  SET v_entry = LAST_INSERT_ID();
  INSERT INTO postings (entry_id, line, account, owner_id, amount) VALUES
    (v_entry, 1, ${accounts.cash.number}, 0, v_p + v_i), (v_entry, 2, ${accounts.funding.number}, v_loan, v_p),
    (v_entry, 3, ${accounts.loan_receivable.number}, v_loan, -v_p), (v_entry, 4, ${accounts.distributable.number}, 0, -v_p - d_net),
    (v_entry, 5, ${accounts.provision_fund.number}, 0, -d_fund), (v_entry, 6, ${accounts.servicing_fee_income.number}, 0, -d_margin);
  UPDATE instalments SET principal_paid = principal, interest_paid = interest WHERE loan_id = v_loan AND number = v_number;
  SELECT due_on INTO v_next FROM instalments WHERE loan_id = v_loan AND number = LEAST(v_number + 1, (SELECT instalment_count FROM loans WHERE id = v_loan));
  UPDATE loans SET receivable = receivable - v_p, funding = funding - v_p, oldest_unpaid_due_on = v_next WHERE id = v_loan;
  SELECT email INTO v_email FROM users WHERE id = v_borrower;
  SELECT name INTO v_name FROM products WHERE id = v_product;
  INSERT INTO outbox (kind, user_id, recipient, subject, body, next_attempt_at)
    VALUES (${text(mail.kind)}, v_borrower, v_email, ${text(mail.subject)}, ${text(mail.body)}, ${now});
  INSERT INTO repayments (loan_id, kind, prepayment, state, amount, value_date, principal, interest, entry_id, transfer_id, settled_at)
    VALUES (v_loan, 'instalment', 'shorter_term', 'posted', v_p + v_i, v_today, v_p, v_i, v_entry, v_transfer, ${now});
  INSERT INTO webhook_events (public_id, type, object_type, object_id, facts, occurred_at)
    VALUES (v_event, 'loan.repayment_received', 'loan', v_loan, ${text(event.facts)}, ${now});
  UPDATE idempotency_keys SET answer = ${text(key.answer)} WHERE id = v_key;
  INSERT INTO audit_log (operation, actor_id, actor_role, outcome, input) VALUES ('loans.repay', v_borrower, 'borrower', 'done', ${text(audit.input)});
  COMMIT;
END`);
}
