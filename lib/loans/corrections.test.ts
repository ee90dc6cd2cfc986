import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { addProduct, asText, brokenRules, closeDays, dateToday, expectReplayed, loanAndAccount, openLoan, openServicingBank } from "@/lib/closing/testing";
import type { AccountCode } from "@/lib/core/chart-of-accounts";
import { system, type Actor } from "@/lib/core/permissions";
import { payoff } from "@/lib/core/repayment";
import { settleReturns } from "@/lib/funding/operations/settle";
import { readBalance } from "@/lib/funding/balance-store";
import { accountBalance } from "@/lib/ledger/queries";
import { refusalOf } from "@/lib/platform/testing";
import { applyForLoan } from "./operations/apply-for-loan";
import { approveLoan } from "./operations/approve-loan";
import { disburseLoan } from "./operations/disburse-loan";
import { payOffLoan } from "./operations/pay-off-loan";
import { recordBackdatedRepayment } from "./operations/record-backdated-repayment";
import { repayLoan } from "./operations/repay-loan";
import { reverseRepayment } from "./operations/reverse-repayment";

let bank: Awaited<ReturnType<typeof openServicingBank>>;
let admin: Actor;
let borrower: Actor;

const balance = (account: AccountCode, ownerId?: number) => accountBalance(database(), account, ownerId);

const wealth = async () => {
  const { waiting, working } = await readBalance(database(), bank.depositor.id);
  return waiting + working;
};

beforeAll(async () => {
  bank = await openServicingBank();
  ({ admin, borrower } = bank);
});

afterEach(async () => expect(await brokenRules()).toEqual([]));

describe("a payment that bounces after it was posted", () => {
  let loanId: number;
  let repaymentId: number;
  let wealthBefore: bigint;

  test("is taken back: the borrower owes what was owed, the depositor keeps what came, the platform advances it", async () => {
    loanId = await openLoan(bank, bank.products.declining);
    await closeDays(31);
    const before = await loanAndAccount(loanId);
    const cash = await balance("cash");
    ({ repaymentId } = await repayLoan.execute(borrower, { loanId, amount: "1035.29" }));
    await settleReturns.execute(system, {});
    wealthBefore = await wealth();

    const reversed = await reverseRepayment.execute(admin, { repaymentId, reason: "The cheque bounced." }, { idempotencyKey: "reverse-1" });
    // Principal 975.29 and net interest 51.30 stay with the funders, 2.70 with the fund; the margin of 6.00 goes back.
    expect(reversed).toMatchObject({ state: "reversed", loan: { state: "active", outstanding: 6_000_00n }, advance: 975_29n + 51_30n + 2_70n });
    const after = await loanAndAccount(loanId);
    expect(after.account).toEqual(before.account);
    expect(await wealth()).toBe(wealthBefore);
    expect(await balance("cash")).toBe(cash);
    expect(await balance("servicing_fee_income")).toBe(0n);
    expect(await balance("advance", loanId)).toBe(975_29n + 51_30n + 2_70n);
    expect(await balance("loan_receivable", loanId)).toBe(6_000_00n - 975_29n);
    await expectReplayed(loanId);
  });

  test("is taken back once: the same key answers again, another try is refused", async () => {
    const again = await reverseRepayment.execute(admin, { repaymentId, reason: "The cheque bounced." }, { idempotencyKey: "reverse-1" });
    expect(again).toMatchObject({ repaymentId, state: "reversed" });
    expect((await refusalOf(reverseRepayment.execute(admin, { repaymentId, reason: "Twice." }))).code).toBe("repayment_not_reversible");
    expect((await refusalOf(reverseRepayment.execute(admin, { repaymentId: 999_999, reason: "Nothing." }))).code).toBe("not_found");
    expect((await refusalOf(reverseRepayment.execute(borrower, { repaymentId, reason: "Mine." }))).code).toBe("permission_denied");
    expect((await refusalOf(reverseRepayment.execute(admin, { repaymentId, reason: " " }))).code).toBe("input_invalid");
  });

  test("tells the borrower why", async () => {
    const [rows] = await database().$client.query("SELECT body FROM outbox WHERE kind = 'repayment_reversed' ORDER BY id DESC LIMIT 1");
    expect(String((rows as { body: string }[])[0]?.body)).toContain("The cheque bounced.");
  });

  test("costs the late fee that it seemed to avoid, at most the share of what is late, once", async () => {
    await closeDays(4);
    const { account } = await loanAndAccount(loanId);
    // 20 % of 1,035.29 is below the fee of 250.00.
    expect(account.instalments[0]).toMatchObject({ penalty: 207_05n });
    await closeDays(3);
    expect((await loanAndAccount(loanId)).account.instalments[0]).toMatchObject({ penalty: 207_05n });
    await expectReplayed(loanId);
  });

  test("is repaid first by the next payment, which brings the depositor nothing until the advance is gone", async () => {
    const advance = await balance("advance", loanId);
    await repayLoan.execute(borrower, { loanId, amount: "607.05" });
    expect(await balance("advance", loanId)).toBeLessThan(advance);
    expect(await wealth()).toBe(wealthBefore);
    expect(await balance("late_fee_income", bank.bankId)).toBe(207_05n);
    await expectReplayed(loanId);
  });

  test("a payment of an earlier day counts from that day: the late fee falls away, and the fee that was paid goes to the loan", async () => {
    const fees = await balance("late_fee_income", bank.bankId);
    const recorded = await recordBackdatedRepayment.execute(admin, { loanId, amount: "1035.29", valueDate: "2026-02-01" });
    expect(recorded).toMatchObject({ principal: 975_29n, interest: 60_00n, fees: 0n, loan: { state: "active" } });
    expect(await balance("late_fee_income", bank.bankId)).toBe(fees - 207_05n);
    const { account } = await loanAndAccount(loanId);
    expect(account.instalments[0]).toMatchObject({ penalty: 0n, penaltyPaid: 0n, principalPaid: 975_29n });
    expect(await balance("advance", loanId)).toBe(0n);
    await expectReplayed(loanId);
  });

  test("refusals of a payment of an earlier day, in order of precedence", async () => {
    const record = (change: object) => refusalOf(recordBackdatedRepayment.execute(admin, { loanId, amount: "10", valueDate: "2026-02-02", ...change }));
    expect((await record({ loanId: 999_999 })).code).toBe("not_found");
    expect((await record({ valueDate: "2025-12-31" })).code).toBe("value_date_outside_loan");
    expect((await record({ valueDate: "2027-01-01" })).code).toBe("value_date_outside_loan");
    expect((await record({ amount: "60000" })).code).toBe("repayment_exceeds_payoff");
    const { account } = await loanAndAccount(loanId);
    const closing = payoff(account, await dateToday()).total;
    expect((await record({ amount: asText(closing), valueDate: await dateToday() })).code).toBe("repayment_closes_loan");
  });
});

test("a payment of an earlier day closes a loan of which only interest is to come, as one of today does: no pre-closure fee is left out", async () => {
  const kind = { name: "Flat by the day", method: "flat", rateBasis: "term", ratePpm: 480_000, intervalUnit: "day", roundInstalmentTo: 5_00n };
  const productId = await addProduct(bank.bankId, kind);
  const { loanId } = await applyForLoan.execute(borrower, { productId, amount: "1020", instalments: 24 });
  await approveLoan.execute(admin, { loanId });
  await disburseLoan.execute(admin, { loanId });
  await repayLoan.execute(borrower, { loanId, amount: "1495" });
  const valueDate = await dateToday();
  await closeDays(2);
  expect(await recordBackdatedRepayment.execute(admin, { loanId, amount: "14.60", valueDate })).toMatchObject({ interest: 14_60n, loan: { state: "closed" } });
  await expectReplayed(loanId);
});

describe("a closed loan that loses a payment", () => {
  test("runs again when its payoff bounces; paid again, it closes without taking a unit from anybody twice", async () => {
    const loanId = await openLoan(bank, bank.products.declining);
    await closeDays(40);
    const { account } = await loanAndAccount(loanId);
    const quoted = payoff(account, await dateToday(), 20_000);
    const closed = await payOffLoan.execute(borrower, { loanId, amount: asText(quoted.total) });
    await settleReturns.execute(system, {});
    const kept = await wealth();
    const fee = await balance("pre_closure_fee_income", bank.bankId);

    const reversed = await reverseRepayment.execute(admin, { repaymentId: closed.repaymentId, reason: "Bounced." });
    expect(reversed.loan.state).toBe("active");
    const open = await loanAndAccount(loanId);
    expect(open.loan).toMatchObject({ state: "active", closedOn: null, closeReason: null, receivable: 0n });
    expect(open.account).toEqual(account);
    expect(await balance("pre_closure_fee_income", bank.bankId)).toBe(fee - quoted.preClosureFee);
    expect(await wealth()).toBe(kept);
    expect(await brokenRules()).toEqual([]);

    await closeDays(10);
    const again = payoff((await loanAndAccount(loanId)).account, await dateToday(), 20_000);
    await payOffLoan.execute(borrower, { loanId, amount: asText(again.total) });
    expect((await loanAndAccount(loanId)).loan).toMatchObject({ state: "closed", advance: 0n });
    expect((await refusalOf(disburseLoan.execute(admin, { loanId }))).code).toBe("loan_not_approved");
    await expectReplayed(loanId);
  });

  test("an earlier payment taken out of a loan that was paid off leaves its payoff an ordinary payment, fee and all", async () => {
    const loanId = await openLoan(bank, bank.products.declining);
    await closeDays(31);
    const first = await repayLoan.execute(borrower, { loanId, amount: "1500", prepayment: "lower_instalment" });
    await closeDays(5);
    const quoted = payoff((await loanAndAccount(loanId)).account, await dateToday(), 20_000);
    await payOffLoan.execute(borrower, { loanId, amount: asText(quoted.total) });
    expect((await refusalOf(recordBackdatedRepayment.execute(admin, { loanId, amount: "10", valueDate: await dateToday() }))).code).toBe("loan_not_active");

    await reverseRepayment.execute(admin, { repaymentId: first.repaymentId, reason: "Posted by mistake." });
    const { loan, account } = await loanAndAccount(loanId);
    expect(loan.state).toBe("active");
    const owed = payoff(account, await dateToday()).total;
    // The payment, the late fee that it had avoided and a few days' interest, less the pre-closure fee, which counts now.
    const without = 1_500_00n + 207_05n - quoted.preClosureFee;
    expect(owed).toBeGreaterThanOrEqual(without);
    expect(owed).toBeLessThan(without + 10_00n);
    await expectReplayed(loanId);
  });

  test("a flat loan: payments of one day in any order, one of them taken back and recorded again, give the same schedule", async () => {
    const loanId = await openLoan(bank, bank.products.flat);
    await closeDays(45);
    const first = await repayLoan.execute(borrower, { loanId, amount: "700" });
    await repayLoan.execute(borrower, { loanId, amount: "2000" });
    const before = await loanAndAccount(loanId);
    const day = await dateToday();
    await closeDays(20);
    const later = await repayLoan.execute(borrower, { loanId, amount: "100" });
    const then = await loanAndAccount(loanId);
    await reverseRepayment.execute(admin, { repaymentId: first.repaymentId, reason: "Bounced." });
    await expectReplayed(loanId);
    await recordBackdatedRepayment.execute(admin, { loanId, amount: "700", valueDate: day });
    expect((await loanAndAccount(loanId)).account).toEqual(then.account);
    expect(await balance("advance", loanId)).toBe(0n);
    await reverseRepayment.execute(admin, { repaymentId: later.repaymentId, reason: "Bounced." });
    expect((await loanAndAccount(loanId)).account.instalments.map((each) => each.principalPaid)).toEqual(before.account.instalments.map((each) => each.principalPaid));
    await expectReplayed(loanId);
  });
});
