import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { withTransaction, type Tx } from "@/db/transaction";
import { topUpFund } from "@/lib/catalog/operations/top-up-fund";
import { addProduct, asText, closeDays, dateToday, loanAndAccount, openLoan, openServicingBank } from "@/lib/closing/testing";
import { system } from "@/lib/core/permissions";
import { payoff } from "@/lib/core/repayment";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { storedBalances } from "@/lib/ledger/stored-balances";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { payOffLoan } from "@/lib/loans/operations/pay-off-loan";
import { recordRecovery } from "@/lib/loans/operations/record-recovery";
import { rejectLoan } from "@/lib/loans/operations/reject-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { reverseRecovery } from "@/lib/loans/operations/reverse-recovery";
import { reverseRepayment } from "@/lib/loans/operations/reverse-repayment";
import { undoDisbursement } from "@/lib/loans/operations/undo-disbursement";
import { withdrawApplication } from "@/lib/loans/operations/withdraw-application";
import { writeOffLoan } from "@/lib/loans/operations/write-off-loan";
import { offerTiles } from "@/lib/market/operations/offer-tiles";
import { endDays, liveTile, newDepositor } from "@/lib/market/testing";
import { checkInvariants, findBrokenInvariants } from "../invariants";

/* Every invariant is broken by hand in each way that it must notice. Nothing of it is committed, so nothing is left to undo. */

const ACTIVE = "(SELECT MIN(id) FROM loans WHERE state = 'active')";
const CLOSED = "(SELECT MIN(id) FROM loans WHERE state = 'closed')";
const ofLiveTile = (change: string) => `UPDATE tiles SET ${change} WHERE live = 1 AND loan_id = ${ACTIVE} LIMIT 1`;

/** The check, and a statement that it must notice. */
const breaks: readonly (readonly [string, string])[] = [
  ["entries-balance", "UPDATE postings SET amount = amount + 1 LIMIT 1"],
  ["entries-balance", "DELETE FROM postings WHERE entry_id = (SELECT MAX(id) FROM journal_entries)"],
  ["entries-have-results", "UPDATE idempotency_keys SET answer = NULL WHERE id = (SELECT MIN(idempotency_key_id) FROM journal_entries)"],
  ["rollups", "UPDATE account_rollups SET amount = amount + 1 LIMIT 1"],
  ["rollups", "DELETE FROM account_rollups LIMIT 1"],
  ["rollups", "INSERT INTO account_rollups (account, owner_id, business_date, amount) SELECT 10, 777, MAX(business_date), 1 FROM closed_days"],
  ["rollups", "UPDATE closed_days SET rolled_up_at = NULL"],
  ...storedBalances.map(({ account, table, column }) => [`balance:${account}`, `UPDATE ${table} SET ${column} = ${column} + 1 LIMIT 1`] as const),
  ["nothing-negative", "UPDATE depositors SET due = -1 LIMIT 1"],
  ["nothing-negative", "UPDATE postings SET amount = 99999999 WHERE account = 32 LIMIT 1"],
  ["due-is-covered-first", "UPDATE depositors SET due = 1, available = available + 1 LIMIT 1"],
  ["working", "UPDATE depositors SET working = working + 1 LIMIT 1"],

  ["tiles-add-up", ofLiveTile("amount = amount + 1")],
  ["tiles-add-up", "UPDATE tiles SET offset_before = offset_before + 1 WHERE live = 1 AND bank_id IS NOT NULL LIMIT 1"],
  ["tiles-add-up", `DELETE FROM tiles WHERE loan_id = ${ACTIVE}`],
  ["tiles-add-up", `DELETE FROM funding_rounds WHERE loan_id = ${ACTIVE}`],
  ["owed-to-funders", `UPDATE funding_rounds SET cum_principal = cum_principal + 1 WHERE loan_id = ${ACTIVE}`],
  ["owed-to-funders", `DELETE FROM funding_rounds WHERE loan_id = ${CLOSED}`],
  ["disbursements-undone", "UPDATE loans SET state = 'closed' WHERE close_reason = 'disbursement_returned'"],
  ["disbursements-undone", "UPDATE loans SET disbursed_on = closed_on WHERE close_reason = 'disbursement_returned'"],
  ["disbursements-undone", "UPDATE funding_rounds r JOIN loans l ON l.id = r.loan_id SET r.interest_gross = 1 WHERE l.state = 'withdrawn'"],
  ["disbursements-undone", "UPDATE loans SET state = 'withdrawn' WHERE state = 'active' LIMIT 1"],
  ["distributable", ofLiveTile("settled_interest = settled_interest - 1")],
  ["tiles-not-oversettled", ofLiveTile("settled_principal = amount + 1")],
  ["dust", `DELETE FROM tiles WHERE live = 1 AND loan_id = (SELECT loan_id FROM funding_rounds WHERE closed_for_good = 0 AND cum_interest > 100 LIMIT 1)`],
  ["closed-for-good", "UPDATE funding_rounds SET closed_for_good = 0"],
  ["closed-for-good", "UPDATE tiles t JOIN funding_rounds r ON r.loan_id = t.loan_id SET t.closed = 0 WHERE r.closed_for_good = 1"],
  ["closed-for-good", "DELETE t FROM tiles t JOIN funding_rounds r ON r.loan_id = t.loan_id WHERE r.closed_for_good = 1"],
  ["interest-split", `UPDATE funding_rounds SET margin_cum = margin_cum + 1 WHERE loan_id = ${ACTIVE}`],

  ["contracts-hold", "UPDATE loan_contracts SET terms = CONCAT(terms, ' ') LIMIT 1"],
  ["schedules-add-up", "UPDATE instalments SET principal = principal + 1 LIMIT 1"],
  ["schedules-add-up", `DELETE FROM instalments WHERE loan_id = ${ACTIVE}`],
  ["payments-add-up", "UPDATE instalments SET principal_paid = principal_paid + 1, interest_paid = interest_paid - 1 WHERE interest_paid > 0 LIMIT 1"],
  ["payments-add-up", "UPDATE instalments SET fee_paid = fee_paid + 1, penalty_paid = penalty_paid - 1 LIMIT 1"],
  ["payments-add-up", "UPDATE repayments SET pre_closure_fee = pre_closure_fee + 1 WHERE state = 'posted' LIMIT 1"],
  ["payments-add-up", `DELETE FROM instalments WHERE loan_id = ${CLOSED}`],
  ["payments-posted", "UPDATE repayments SET amount = amount + 1 WHERE state = 'posted' LIMIT 1"],
  ["reversals", "UPDATE journal_entries SET reverses_entry_id = NULL WHERE reverses_entry_id IS NOT NULL"],
  ["reversals", "UPDATE repayments SET entry_id = NULL WHERE state = 'reversed'"],
  ["loans-closed-at-zero", `UPDATE instalments SET penalty = penalty + 1 WHERE loan_id = ${CLOSED} LIMIT 1`],
  ["loans-closed-at-zero", `DELETE FROM instalments WHERE loan_id = ${ACTIVE}`],
  ["oldest-unpaid", "UPDATE loans SET oldest_unpaid_due_on = NULL WHERE state = 'active'"],
  ["oldest-unpaid", "UPDATE loans SET oldest_unpaid_due_on = oldest_unpaid_due_on + INTERVAL 1 MONTH WHERE state = 'active'"],
  ["oldest-unpaid", "UPDATE loans SET oldest_unpaid_due_on = '2026-01-01' WHERE state = 'closed'"],

  ["written-off-at-zero", "UPDATE loans SET advance_lost = 1 WHERE state = 'written_off' LIMIT 1"],
  ["written-off-at-zero", "UPDATE loans SET state = 'active' WHERE state = 'written_off' LIMIT 1"],
  ["written-off-counters", "UPDATE write_offs SET outstanding = outstanding + 1 LIMIT 1"],
  ["written-off-counters", "DELETE r FROM funding_rounds r JOIN write_offs w ON w.loan_id = r.loan_id"],
  ["recoveries-add-up", "UPDATE recoveries SET fees = fees + 1 LIMIT 1"],
  ["recoveries-reversed", "UPDATE recoveries SET reversal_reason = NULL WHERE reversed_on IS NOT NULL"],
  ["recoveries-reversed", "UPDATE recoveries SET reversal_entry_id = entry_id WHERE reversed_on IS NOT NULL"],
  ["loss", "UPDATE recoveries SET to_funders = to_funders + 1 WHERE reversed_on IS NOT NULL"],
  ["loss", "UPDATE tiles SET refunded_interest = refunded_interest + 1 LIMIT 1"],
  ["loss", "UPDATE write_offs SET advance = advance + 1 LIMIT 1"],
  ["to-be-closed", "UPDATE loans SET closes_for_good_on = '2027-01-01' WHERE state = 'active' LIMIT 1"],
  ["to-be-closed", "UPDATE loans SET closes_for_good_on = NULL WHERE state = 'closed'"],
  ["to-be-closed", "UPDATE loans SET closes_for_good_on = NULL WHERE state = 'written_off'"],
  ["to-be-closed", "UPDATE loans SET closes_for_good_on = '2027-01-01' WHERE state = 'written_off'"],
  ["funders-whole", "UPDATE write_offs SET funders_whole_on = NULL"],
  ["funders-whole", "UPDATE write_offs SET funders_whole_on = written_off_on"],

  ["provision-fund", "UPDATE write_offs SET fund_returned = fund_returned + 1 LIMIT 1"],
  ["provision-fund", "UPDATE funding_rounds SET cum_fund = cum_fund + 1 LIMIT 1"],
  ["servicing-fee", "UPDATE funding_rounds SET margin_cum = margin_cum + 1 LIMIT 1"],
  ["interest-collected", `UPDATE funding_rounds SET interest_gross = interest_gross + 1 WHERE loan_id = ${ACTIVE}`],
  ["income:origination_fee_income", "UPDATE loans SET origination_fee = origination_fee + 1 WHERE state = 'active' LIMIT 1"],
  ["income:late_fee_income", "UPDATE recoveries SET fees = fees + 1 LIMIT 1"],
  ["income:late_fee_income", "UPDATE instalments SET penalty_paid = penalty_paid + 1 LIMIT 1"],
  ["income:pre_closure_fee_income", "UPDATE repayments SET pre_closure_fee = pre_closure_fee - 1 WHERE pre_closure_fee > 0 LIMIT 1"],

  ["committed-is-held", "UPDATE reservations SET bank_part = bank_part + 1 WHERE state = 'held'"],
  ["committed-is-held", "UPDATE allocation_candidates c JOIN reservations v ON v.loan_id = c.loan_id SET c.given = c.given + 1 WHERE v.state = 'held'"],
  ["reservations-are-whole", "UPDATE reservations SET state = 'used' WHERE state = 'held'"],
  ["marks-are-settled", "UPDATE funding_rounds SET mark_principal = cum_principal + 1 LIMIT 1"],
  ["marks-are-settled", ofLiveTile("settled_principal = -1")],

  ["tiles-carried-on", "UPDATE tiles SET base_interest = base_interest + 1 WHERE acquired_entry_id IS NOT NULL LIMIT 1"],
  ["tiles-carried-on", "UPDATE tiles SET closed = 0 WHERE ended_entry_id IS NOT NULL LIMIT 1"],
  ["tiles-carried-on", "DELETE FROM tiles WHERE acquired_entry_id IS NOT NULL"],
  ["tiles-carried-on", "DELETE FROM tile_sales"],
  ["sales-posted", "UPDATE tile_sales SET interest = interest + 1 LIMIT 1"],
  ["sales-posted", "UPDATE tile_sales SET handed_back = handed_back + 1 LIMIT 1"],
  ["sales-posted", "UPDATE tiles SET depositor_id = NULL WHERE id IN (SELECT bought_tile_id FROM tile_sales)"],
  ["sales-posted", "UPDATE tile_sales SET bought_tile_id = 424242 LIMIT 1"],
  ["interest-refunded", "UPDATE tiles SET refunded_interest = refunded_interest + 1 WHERE depositor_id IS NOT NULL LIMIT 1"],
  ["interest-refunded", "UPDATE loans SET state = 'withdrawn' WHERE id IN (SELECT loan_id FROM tile_sales)"],
  ["offers-are-of-live-tiles", "UPDATE tile_offers SET seller_id = seller_id + 1 WHERE state = 'open'"],
  ["offers-are-of-live-tiles", "UPDATE tiles SET depositor_id = NULL WHERE id IN (SELECT tile_id FROM tile_offers WHERE state = 'open')"],
  ["offers-are-of-live-tiles", "UPDATE funding_rounds SET tile_count = tile_count + 1 LIMIT 1"],
  ["offers-are-of-live-tiles", `DELETE FROM tiles WHERE loan_id = ${ACTIVE}`],

  ["postings-in-chart", "UPDATE postings SET account = 99 LIMIT 1"],
  ["postings-in-chart", "UPDATE journal_entries SET kind = 'gift' LIMIT 1"],
  ["tile-owners", "UPDATE tiles SET bank_id = 1 WHERE live = 1 AND depositor_id IS NOT NULL LIMIT 1"],
  ["tile-owners", "UPDATE tiles SET depositor_id = NULL WHERE live = 1 AND depositor_id IS NOT NULL LIMIT 1"],

  ["proofs-chain", "UPDATE position_proofs SET previous_root = NULL ORDER BY id DESC LIMIT 1"],
  ["proofs-add-up", "UPDATE position_proofs SET working = working + 1 LIMIT 1"],
  ["proved-positions", "UPDATE proved_positions SET working = working + 1"],
  ["proved-positions", "DELETE FROM proved_positions"],
];

beforeAll(openBankOfEveryState);

test("the bank has a loan of each state and all its books hold", async () => {
  const [rows] = await database().$client.query("SELECT DISTINCT state FROM loans");
  expect((rows as { state: string }[]).map(({ state }) => state).toSorted()).toEqual(["active", "approved", "closed", "pending", "rejected", "withdrawn", "written_off"]);
  expect(await findBrokenInvariants(database())).toEqual([]);
});

test("every invariant is in the table, and nothing else", async () => {
  const names = (await checkInvariants(database())).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect([...new Set(breaks.map(([name]) => name))].toSorted()).toEqual(names.toSorted());
});

test.each(breaks)("%s notices: %s", async (name, statement) => {
  const { changed, broken } = await tried(statement);
  expect(changed).toBeGreaterThan(0);
  expect(broken).toContain(name);
});

afterAll(async () => expect(await findBrokenInvariants(database())).toEqual([]));

class Undone extends Error {}

/** Carries out a statement, answers which invariants do not hold then, and undoes it. */
async function tried(statement: string): Promise<{ changed: number; broken: string[] }> {
  let seen = { changed: 0, broken: [] as string[] };
  const work = async (tx: Tx) => {
    const [result] = await tx.$client.query(statement);
    seen = { changed: (result as { affectedRows: number }).affectedRows, broken: (await findBrokenInvariants(tx)).map((each) => each.name) };
    throw new Undone();
  };
  await expect(withTransaction(work)).rejects.toBeInstanceOf(Undone);
  return seen;
}

async function openBankOfEveryState(): Promise<void> {
  const bank = await openServicingBank();
  const { admin, borrower, depositor } = bank;
  const withFee = await addProduct(bank.bankId, { name: "With a fee", method: "declining", originationFeePpm: 10_000 });
  const held = await addProduct(bank.bankId, { name: "Held", method: "declining", reservationDays: 5 });
  await topUpFund.execute(system, { bankId: bank.bankId, amount: "500" });
  const lost = await openLoan(bank, bank.products.declining);
  const recovered = await openLoan(bank, bank.products.flat);
  const paid = await openLoan(bank, withFee);
  await closeDays(31);
  await payOffToday(paid);
  await closeDays(90);
  for (const loanId of [lost, recovered]) await writeOffLoan.execute(admin, { loanId, reason: "Gone." });
  await recordRecovery.execute(admin, { loanId: lost, amount: "100" });
  const { recoveryId } = await recordRecovery.execute(admin, { loanId: lost, amount: "50" });
  await reverseRecovery.execute(admin, { recoveryId, reason: "Bounced." });
  const { owed } = await recordRecovery.execute(admin, { loanId: recovered, amount: "1" });
  await recordRecovery.execute(admin, { loanId: recovered, amount: asText(owed) });
  await finishEndOfDay();

  const running = await openLoan(bank, bank.products.declining);
  const bounced = await openLoan(bank, withFee);
  const justPaid = await openLoan(bank, bank.products.flat);
  await closeDays(31);
  await repayLoan.execute(borrower, { loanId: running, amount: "1035.29" });
  const { repaymentId } = await repayLoan.execute(borrower, { loanId: bounced, amount: "1035.29" });
  await reverseRepayment.execute(admin, { repaymentId, reason: "Bounced." });
  await payOffToday(justPaid);
  for (const [name, amount] of [["Buyer", "700"], ["Other buyer", "900"]] as const) await newDepositor(name, amount);
  await offerTiles.execute(depositor, { tileIds: [(await liveTile(running, depositor)).id] });
  // As if the days had been closed long ago, so that the next close of business rolls them up.
  await database().$client.query("UPDATE closed_days SET closed_at = closed_at - INTERVAL 1 HOUR");
  await endDays(3);
  const apply = async (productId: number) => (await applyForLoan.execute(borrower, { productId, amount: "6000", instalments: 6 })).loanId;
  await undoDisbursement.execute(admin, { loanId: await openLoan(bank, withFee), reason: "The account is closed." });
  await rejectLoan.execute(admin, { loanId: await apply(held), reason: "No." });
  const takenBack = await apply(held);
  await approveLoan.execute(admin, { loanId: takenBack });
  await withdrawApplication.execute(borrower, { loanId: takenBack });
  await approveLoan.execute(admin, { loanId: await apply(held) });
  await apply(withFee);

  async function payOffToday(loanId: number): Promise<void> {
    const { loan, account } = await loanAndAccount(loanId);
    const { total } = payoff(account, await dateToday(), loan.preClosureFeePpm);
    await payOffLoan.execute(borrower, { loanId, amount: asText(total) });
  }
}
