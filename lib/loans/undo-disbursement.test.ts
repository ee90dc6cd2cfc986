import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { addProduct, brokenRules, closeDays, dateToday, openLoan, openServicingBank } from "@/lib/closing/testing";
import { accountCodes, type AccountCode } from "@/lib/core/chart-of-accounts";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { settleDeposit } from "@/lib/deposits/operations/settle-deposit";
import { listMovements } from "@/lib/deposits/queries";
import { readBalance } from "@/lib/funding/balance-store";
import { settleReturns } from "@/lib/funding/operations/settle";
import { getOwnTile, listOwnTiles } from "@/lib/funding/queries";
import { hireAdmin } from "@/lib/identity/testing";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { accountBalance } from "@/lib/ledger/queries";
import { refusalOf } from "@/lib/platform/testing";
import { getLoanFunding } from "@/lib/reports/loan-funding-queries";
import { getLoanFile, listLoanEntries } from "./loan-file-queries";
import { applyForLoan } from "./operations/apply-for-loan";
import { approveLoan } from "./operations/approve-loan";
import { disburseLoan } from "./operations/disburse-loan";
import { grantHoliday } from "./operations/grant-holiday";
import { repayLoan } from "./operations/repay-loan";
import { restructureLoan } from "./operations/restructure-loan";
import { reverseRepayment } from "./operations/reverse-repayment";
import { settleRepayment } from "./operations/settle-repayment";
import { undoDisbursement } from "./operations/undo-disbursement";
import { withdrawApplication } from "./operations/withdraw-application";
import { getOwnLoan } from "./own-loan-query";
import { readOwedOfBorrower } from "./owed-store";

/* A payout that the borrower's bank sends back. */

let bank: Awaited<ReturnType<typeof openServicingBank>>;
let admin: Actor;
let borrower: Actor;
let withFee: number;

const reason = "The account is closed.";
const balances = async () => {
  const list: [AccountCode, bigint][] = [];
  for (const code of accountCodes) list.push([code, await accountBalance(database(), code)]);
  return list;
};
const depositorBalance = () => readBalance(database(), bank.depositor.id);
const undo = (loanId: number) => undoDisbursement.execute(admin, { loanId, reason });
const single = async (sql: string, loanId: number) => {
  const [rows] = await database().$client.query(sql, [loanId]);
  return (rows as Record<string, unknown>[])[0];
};

beforeAll(async () => {
  bank = await openServicingBank();
  ({ admin, borrower } = bank);
  withFee = await addProduct(bank.bankId, { name: "With a fee", method: "declining", originationFeePpm: 10_000 });
});

afterEach(async () => expect(await brokenRules()).toEqual([]));

describe("a loan whose payout came back", () => {
  let loanId: number;

  test("leaves every account of the bank and every depositor as if it had never been paid out", async () => {
    const before = { accounts: await balances(), depositor: await depositorBalance() };
    loanId = await openLoan(bank, withFee);
    expect(await balances()).not.toEqual(before.accounts);
    const undone = await undoDisbursement.execute(admin, { loanId, reason }, { idempotencyKey: "came-back" });
    expect(undone).toMatchObject({ state: "withdrawn", funders: 1, loan: { state: "withdrawn", disbursedOn: null, outstanding: 0n, closeReason: "disbursement_returned", closeNote: reason } });
    expect(await undoDisbursement.execute(admin, { loanId, reason }, { idempotencyKey: "came-back" })).toEqual(undone);
    expect({ accounts: await balances(), depositor: await depositorBalance() }).toEqual(before);
  });

  test("is reversed by an entry of its own, its transfer has bounced, and its round and tiles are closed with all their principal", async () => {
    const [undone, paidOut] = await listLoanEntries.execute(admin, { loanId });
    expect([undone?.kind, paidOut?.kind]).toEqual(["disbursement_undone", "loan_disbursed"]);
    expect(undone?.reversesEntryId).toBe(paidOut?.id);
    expect(await single("SELECT t.state FROM rail_transfers t JOIN loans l ON l.disbursement_transfer_id = t.id WHERE l.id = ?", loanId)).toEqual({ state: "bounced" });
    expect(await single("SELECT closed_for_good, cum_principal, cum_interest, unsettled FROM funding_rounds WHERE loan_id = ?", loanId)).toEqual({ closed_for_good: 1, cum_principal: 6_000_00, cum_interest: 0, unsettled: 0 });
    expect(await single("SELECT COUNT(*) AS open FROM tiles WHERE loan_id = ? AND closed = 0", loanId)).toEqual({ open: 0 });
  });

  test("owes nothing, has no schedule, and says why; its borrower gets a letter and partners an event", async () => {
    expect(await getOwnLoan.execute(borrower, { loanId })).toMatchObject({ servicing: null, payments: [], loan: { closeReason: "disbursement_returned", closeNote: reason } });
    expect((await readOwedOfBorrower(database(), borrower.id)).get(loanId) ?? 0n).toBe(0n);
    expect(await getLoanFile.execute(admin, { loanId })).toMatchObject({ arrears: null, repayments: [] });
    expect(await single("SELECT COUNT(*) AS letters FROM outbox WHERE kind = 'disbursement_returned' AND subject LIKE CONCAT('%loan ', ?, '%')", loanId)).toEqual({ letters: 1 });
    expect(await single("SELECT COUNT(*) AS events FROM webhook_events WHERE type = 'loan.disbursement_returned' AND object_id = ?", loanId)).toEqual({ events: 1 });
  });

  test("is a movement of its depositor, and a tile that came back whole and earned nothing", async () => {
    const { rows } = await listMovements.execute(bank.depositor, {});
    expect(rows[0]).toMatchObject({ kind: "disbursement_undone", amount: 5_400_00n, loanId });
    const { rows: tiles } = await listOwnTiles.execute(bank.depositor, {});
    // Among those that came back, which the list can be asked for.
    expect((await listOwnTiles.execute(bank.depositor, { state: "repaid" })).rows.map((each) => each.loanId)).toEqual([loanId]);
    expect(await getLoanFunding.execute(admin, { loanId })).toMatchObject({ kind: "funded", result: { givenBackOn: await dateToday(), principalReturned: 6_000_00n } });
    const tile = await getOwnTile.execute(bank.depositor, { tileId: tiles.find((each) => each.loanId === loanId)?.tileId });
    expect(tile).toMatchObject({ tile: { principalBack: 5_400_00n, earned: 0n, state: "withdrawn" }, lines: [{ kind: "disbursement_undone", principal: 5_400_00n, interest: 0n }] });
  });

  test("stays as it is: it is not undone twice, not paid, not paid out again, and the day's work finds nothing in it", async () => {
    expect((await refusalOf(undo(loanId))).code).toBe("loan_not_active");
    expect((await refusalOf(repayLoan.execute(borrower, { loanId, amount: "10" }))).code).toBe("loan_not_active");
    expect((await refusalOf(disburseLoan.execute(admin, { loanId }))).code).toBe("loan_not_approved");
    await closeDays(70);
    await finishEndOfDay();
    expect(await single("SELECT state FROM loans WHERE id = ?", loanId)).toEqual({ state: "withdrawn" });
  });
});

describe("a payout cannot have come back", () => {
  test("when there is none, when it is one's own, or when who asks is not staff", async () => {
    expect((await refusalOf(undo(999_999))).code).toBe("not_found");
    const { loanId } = await applyForLoan.execute(borrower, { productId: withFee, amount: "6000", instalments: 6 });
    expect((await refusalOf(undo(loanId))).code).toBe("loan_not_active");
    await approveLoan.execute(admin, { loanId });
    expect((await refusalOf(undo(loanId))).code).toBe("loan_not_active");
    await disburseLoan.execute(admin, { loanId });
    expect((await refusalOf(undoDisbursement.execute(borrower, { loanId, reason }))).code).toBe("permission_denied");
    const relative = await hireAdmin("relative@example.com");
    await database().$client.query("UPDATE users SET person_id = (SELECT person_id FROM (SELECT person_id FROM users WHERE id = ?) own) WHERE id = ?", [borrower.id, relative.id]);
    expect((await refusalOf(undoDisbursement.execute(relative, { loanId, reason }))).code).toBe("own_loan");
    // And its borrower cannot take a loan back that was paid out.
    expect((await refusalOf(withdrawApplication.execute(borrower, { loanId }))).code).toBe("loan_not_withdrawable");
    await undo(loanId);
  });

  test("when a payment counts, is on its way, or was passed on before it was taken back; one that never arrived is none", async () => {
    const held = await openLoan(bank, withFee);
    const { repaymentId } = await repayLoan.execute(borrower, { loanId: held, amount: "10", method: "sandbox-hold" });
    expect((await refusalOf(undo(held))).code).toBe("loan_has_payments");
    await settleRepayment.execute(admin, { repaymentId, outcome: "bounced" });
    await undo(held);

    const paid = await openLoan(bank, withFee);
    await closeDays(31);
    const posted = await repayLoan.execute(borrower, { loanId: paid, amount: "10" });
    expect((await refusalOf(undo(paid))).code).toBe("loan_has_payments");
    await reverseRepayment.execute(admin, { repaymentId: posted.repaymentId, reason: "Bounced." });
    expect((await refusalOf(undo(paid))).code).toBe("loan_has_payments");
  });

  test("at the same moment as a payment: one of them is refused", async () => {
    const loanId = await openLoan(bank, withFee);
    const [undone, paid] = await Promise.allSettled([undo(loanId), repayLoan.execute(borrower, { loanId, amount: "10" })]);
    expect([undone.status, paid.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = undone.status === "rejected" ? undone.reason : paid.status === "rejected" ? paid.reason : null;
    expect(["loan_has_payments", "loan_not_active"]).toContain(refused.code);
  });
});

test("what staff had changed of its schedule, and late fees that were charged, go with it: its terms are those that were agreed", async () => {
  // A loan settles on its way what has come back to its funders.
  await settleReturns.execute(system, {});
  const before = await balances();
  const loanId = await openLoan(bank, bank.products.declining);
  const terms = () => single("SELECT rate_ppm, instalment_count, grace_instalments FROM loans WHERE id = ?", loanId);
  const agreed = await terms();
  const approval = () => single("SELECT decided_on, decided_by, decision_reason FROM loans WHERE id = ?", loanId);
  const approved = await approval();
  await grantHoliday.execute(admin, { loanId, instalments: 1, interest: "waived", reason: "A bad month." });
  await restructureLoan.execute(admin, { loanId, instalments: 12, rate: "5", reason: "A bad year." });
  expect(await terms()).not.toEqual(agreed);
  await closeDays(70);
  const undone = await undo(loanId);
  expect(await balances()).toEqual(before);
  expect(await terms()).toEqual(agreed);
  // The approval is still told as it was; the loan ended today.
  expect(await approval()).toEqual(approved);
  expect(undone.loan).toMatchObject({ decidedOn: approved?.decided_on, closedOn: await dateToday() });
  expect(undone.loan).toMatchObject({ ratePpm: agreed?.rate_ppm, instalmentCount: agreed?.instalment_count });
  expect(await single("SELECT COUNT(*) AS changes FROM schedule_changes WHERE loan_id = ?", loanId)).toEqual({ changes: 2 });
});

test("money that was held for it at its approval is free again, not held", async () => {
  const productId = await addProduct(bank.bankId, { name: "Held", method: "flat", reservationDays: 5 });
  const before = await depositorBalance();
  const loanId = await openLoan(bank, productId);
  await undo(loanId);
  expect(await depositorBalance()).toEqual(before);
  expect(await single("SELECT state, ended_on FROM reservations WHERE loan_id = ?", loanId)).toEqual({ state: "released", ended_on: await dateToday() });
});

test("what goes back to a depositor covers first what an earlier deposit left due, and can be lent again", async () => {
  const { depositId } = await invest.execute(bank.depositor, { amount: "4000" });
  const { waiting } = await depositorBalance();
  const { loanId } = await applyForLoan.execute(borrower, { productId: withFee, amount: String(waiting / 90n), instalments: 6 });
  await approveLoan.execute(admin, { loanId });
  await disburseLoan.execute(admin, { loanId });
  await settleDeposit.execute(system, { depositId, outcome: "bounced" });
  expect((await depositorBalance()).due).toBeGreaterThan(0n);
  await undo(loanId);
  expect(await depositorBalance()).toMatchObject({ waiting: waiting - 4_000_00n, due: 0n });
  const again = await openLoan(bank, withFee);
  expect(await single("SELECT state FROM loans WHERE id = ?", again)).toEqual({ state: "active" });
});
