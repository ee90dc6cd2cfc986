import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { topUpFund } from "@/lib/catalog/operations/top-up-fund";
import { addProduct, asText, brokenRules, closeDays, dateToday, loanAndAccount, openLoan, openServicingBank } from "@/lib/closing/testing";
import type { AccountCode } from "@/lib/core/chart-of-accounts";
import { system, type Actor } from "@/lib/core/permissions";
import { readBalance } from "@/lib/funding/balance-store";
import { settleReturns } from "@/lib/funding/operations/settle";
import { hireAdmin } from "@/lib/identity/testing";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { accountBalance } from "@/lib/ledger/queries";
import { refusalOf } from "@/lib/platform/testing";
import { getCollection, previewWriteOff } from "./collection-queries";
import { applyForLoan } from "./operations/apply-for-loan";
import { approveLoan } from "./operations/approve-loan";
import { closeForGood } from "./operations/close-for-good";
import { disburseLoan } from "./operations/disburse-loan";
import { endCollection } from "./operations/end-collection";
import { grantHoliday } from "./operations/grant-holiday";
import { payOffLoan } from "./operations/pay-off-loan";
import { recordBackdatedRepayment } from "./operations/record-backdated-repayment";
import { recordRecovery } from "./operations/record-recovery";
import { repayLoan } from "./operations/repay-loan";
import { restructureLoan } from "./operations/restructure-loan";
import { reverseRepayment } from "./operations/reverse-repayment";
import { writeOffLoan } from "./operations/write-off-loan";
import { getOwnLoan } from "./own-loan-query";
import { readOwedOfBorrower } from "./owed-store";

let bank: Awaited<ReturnType<typeof openServicingBank>>;
let admin: Actor;
let borrower: Actor;

const balance = (account: AccountCode, ownerId?: number) => accountBalance(database(), account, ownerId);
const depositorBalance = () => readBalance(database(), bank.depositor.id);
const roundOf = async (loanId: number) => {
  const [rows] = await database().$client.query("SELECT * FROM funding_rounds WHERE loan_id = ?", [loanId]);
  return (rows as Record<string, number>[])[0] ?? {};
};
const reason = "The borrower has left.";

beforeAll(async () => {
  bank = await openServicingBank();
  ({ admin, borrower } = bank);
  await topUpFund.execute(system, { bankId: bank.bankId, amount: "1500" });
});

afterEach(async () => expect(await brokenRules()).toEqual([]));

describe("a loan that is given up with a partial cover", () => {
  let loanId: number;
  let owed: bigint;

  test("must run, be non-performing, belong to somebody else, and have no payment on its way", async () => {
    loanId = await openLoan(bank, bank.products.declining);
    await closeDays(31);
    await repayLoan.execute(borrower, { loanId, amount: "1035.29" });
    await closeDays(28 + 88);
    expect((await refusalOf(writeOffLoan.execute(admin, { loanId: 999_999, reason }))).code).toBe("not_found");
    expect((await refusalOf(writeOffLoan.execute(borrower, { loanId, reason }))).code).toBe("permission_denied");
    expect((await refusalOf(writeOffLoan.execute(admin, { loanId, reason: " " }))).code).toBe("input_invalid");
    expect((await refusalOf(writeOffLoan.execute(admin, { loanId, reason }))).code).toBe("loan_not_npl");
    await closeDays(2);
    const { repaymentId } = await repayLoan.execute(borrower, { loanId, amount: "10", method: "sandbox-hold" });
    expect((await refusalOf(writeOffLoan.execute(admin, { loanId, reason }))).code).toBe("repayment_on_its_way");
    await database().$client.query("UPDATE repayments SET state = 'bounced' WHERE id = ?", [repaymentId]);
  });

  test("takes the fund as far as it reaches, the rest from the tiles, and nothing more counts as at work", async () => {
    const before = await depositorBalance();
    const { loan } = await loanAndAccount(loanId);
    const fund = await balance("provision_fund");
    const outstanding = 6_000_00n - 975_29n;
    expect(before.working).toBe(outstanding - outstanding / 10n);

    const written = await writeOffLoan.execute(admin, { loanId, reason }, { idempotencyKey: "give-up" });
    expect(written).toMatchObject({ outstanding, fundCover: fund, funders: outstanding - fund, advance: 0n, loan: { state: "written_off" } });
    owed = written.owed;
    expect(owed).toBeGreaterThan(outstanding);
    expect(await writeOffLoan.execute(admin, { loanId, reason }, { idempotencyKey: "give-up" })).toMatchObject({ fundCover: fund });
    expect(await balance("provision_fund")).toBe(0n);
    expect(await balance("loan_receivable", loanId)).toBe(0n);
    expect(await balance("funding", loanId)).toBe(0n);

    const after = await depositorBalance();
    expect(after.working).toBe(0n);
    expect(after.lost + after.waiting).toBe(before.working + before.waiting);
    expect(after.waiting - before.waiting).toBe((fund * 9n) / 10n);
    await settleReturns.execute(system, {});
    expect(await depositorBalance()).toMatchObject({ waiting: after.waiting, lost: after.lost, working: 0n });
    expect((await loanAndAccount(loanId)).account.instalments).toHaveLength(6);
    expect(loan.oldestUnpaidDueOn).not.toBeNull();
  });

  test("is told to the borrower with what is owed, and to partners", async () => {
    const [mails] = await database().$client.query("SELECT body FROM outbox WHERE kind = 'loan_written_off'");
    expect(String((mails as { body: string }[])[0]?.body)).toContain("You still owe");
    const [events] = await database().$client.query("SELECT 1 FROM webhook_events WHERE type = 'loan.written_off' AND object_id = ?", [loanId]);
    expect(events).toHaveLength(1);
  });

  test("takes no payment, none of an earlier day, no change and no late fee any more, and is not given up twice", async () => {
    const refusals = await Promise.all([
      refusalOf(repayLoan.execute(borrower, { loanId, amount: "10" })),
      refusalOf(payOffLoan.execute(borrower, { loanId, amount: "10" })),
      refusalOf(recordBackdatedRepayment.execute(admin, { loanId, amount: "10", valueDate: "2026-03-01" })),
      refusalOf(grantHoliday.execute(admin, { loanId, instalments: 1, reason })),
      refusalOf(restructureLoan.execute(admin, { loanId, instalments: 12, rate: "10", reason })),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual(Array(5).fill("loan_written_off"));
    expect((await refusalOf(writeOffLoan.execute(admin, { loanId, reason }))).code).toBe("loan_written_off");
    const { account } = await loanAndAccount(loanId);
    await closeDays(40);
    expect((await loanAndAccount(loanId)).account).toEqual(account);
  });

  test("recovers to funders first, then to the fund, with the same answer to the same key", async () => {
    const before = await depositorBalance();
    const { total } = await roundOf(loanId);
    const first = await recordRecovery.execute(admin, { loanId, amount: "1000", note: "From the guarantor." }, { idempotencyKey: "back-1" });
    expect(first).toMatchObject({ toFunders: 1_000_00n, toFund: 0n, toLoss: 0n, interest: 0n, fees: 0n, owed: owed - 1_000_00n });
    expect(await recordRecovery.execute(admin, { loanId, amount: "1000", note: "From the guarantor." }, { idempotencyKey: "back-1" })).toEqual(first);
    expect((await depositorBalance()).lost).toBe(before.lost - 900_00n);
    expect((await getOwnLoan.execute(borrower, { loanId }))?.debt).toMatchObject({ total: owed - 1_000_00n, recovered: 1_000_00n });
    expect((await readOwedOfBorrower(database(), borrower.id)).get(loanId)).toBe(owed - 1_000_00n);

    const short = BigInt(total ?? 0) - BigInt((await roundOf(loanId)).cum_principal ?? 0);
    const second = await recordRecovery.execute(admin, { loanId, amount: asText(short + 500_00n) });
    expect(second).toMatchObject({ toFunders: short, toFund: 500_00n });
    expect((await depositorBalance()).lost).toBe(0n);
    expect(await balance("provision_fund")).toBe(500_00n);
    expect((await loanAndAccount(loanId)).loan.closesForGoodOn).not.toBeNull();
  });

  test("recovers everything, interest divided like a payment's and fees to the bank, and refuses a unit more", async () => {
    const { owed: left } = await recordRecovery.execute(admin, { loanId, amount: "1" });
    expect((await refusalOf(recordRecovery.execute(admin, { loanId, amount: asText(left + 1n) }))).code).toBe("recovery_exceeds_owed");
    const fees = await balance("late_fee_income");
    const last = await recordRecovery.execute(admin, { loanId, amount: asText(left) });
    expect(last).toMatchObject({ owed: 0n });
    expect(last.interest).toBeGreaterThan(0n);
    expect((await balance("late_fee_income")) - fees).toBe(last.fees);
    expect(last.fees).toBeGreaterThan(0n);
    expect((await refusalOf(recordRecovery.execute(admin, { loanId, amount: "0.01" }))).code).toBe("nothing_to_recover");
  });

  test("is closed for good when its funders were whole for the window", async () => {
    await settleReturns.execute(system, {});
    await closeDays(59);
    await finishEndOfDay();
    expect((await roundOf(loanId)).closed_for_good).toBe(0);
    await closeDays(1);
    await finishEndOfDay();
    expect(await roundOf(loanId)).toMatchObject({ closed_for_good: 1, unsettled: 0 });
    expect(await balance("distributable")).toBe(0n);
  });
});

describe("a loss that stays", () => {
  let loanId: number;
  let colleague: Actor;

  test("ends when two members of staff say so; nobody confirms what they asked for themselves", async () => {
    colleague = await hireAdmin("colleague@example.com");
    loanId = await openLoan(bank, bank.products.flat);
    expect((await refusalOf(endCollection.execute(admin, { loanId, step: "ask" }))).code).toBe("loan_not_written_off");
    expect((await refusalOf(recordRecovery.execute(admin, { loanId, amount: "1" }))).code).toBe("loan_not_written_off");
    await closeDays(31 + 90);
    await writeOffLoan.execute(admin, { loanId, reason });
    await recordRecovery.execute(admin, { loanId, amount: "333.33" });
    expect((await refusalOf(endCollection.execute(colleague, { loanId, step: "confirm" }))).code).toBe("collection_end_not_asked");
    expect(await endCollection.execute(admin, { loanId, step: "ask" })).toEqual({ loanId, state: "asked" });
    expect((await refusalOf(endCollection.execute(colleague, { loanId, step: "ask" }))).code).toBe("collection_end_asked");
    expect((await refusalOf(endCollection.execute(admin, { loanId, step: "confirm" }))).code).toBe("second_person_required");
    expect(await endCollection.execute(colleague, { loanId, step: "confirm" })).toEqual({ loanId, state: "ended" });
    expect(await closeForGood.execute(system, {})).toEqual({ loanId: null, tiles: 0 });
    expect((await refusalOf(endCollection.execute(colleague, { loanId, step: "confirm" }))).code).toBe("collection_ended");
  });

  test("is final at the next close of business: every tile has its last unit, in a line of its own, and the rest is lost", async () => {
    await settleReturns.execute(system, {});
    const dust = await balance("distributable");
    await closeDays(1);
    await finishEndOfDay();
    const round = await roundOf(loanId);
    expect(round).toMatchObject({ closed_for_good: 1, unsettled: 0 });
    expect(await balance("distributable")).toBe(0n);
    const { lost, working } = await depositorBalance();
    expect(working).toBe(0n);
    expect(lost).toBeGreaterThan(0n);
    const [units] = await database().$client.query(
      "SELECT COALESCE(SUM(p.amount), 0) AS moved FROM journal_entries e JOIN postings p ON p.entry_id = e.id WHERE e.kind = 'rounding_at_closing' AND e.loan_id = ? AND p.amount > 0",
      [loanId],
    );
    // What all settling had left of the loan, to the unit: at most one of each counter for its two tiles.
    expect(dust).toBeGreaterThan(0n);
    expect(BigInt((units as { moved: string }[])[0]?.moved ?? 0)).toBe(dust);
    expect(dust).toBeLessThanOrEqual(2n);
  });

  test("what still comes in later is the fund's", async () => {
    const fund = await balance("provision_fund");
    const before = await roundOf(loanId);
    const { lost } = await depositorBalance();
    expect(await recordRecovery.execute(admin, { loanId, amount: "250" })).toMatchObject({ toFunders: 0n, toFund: 250_00n });
    expect((await balance("provision_fund")) - fund).toBe(250_00n);
    expect(await roundOf(loanId)).toMatchObject({ cum_principal: before.cum_principal, cum_interest: before.cum_interest });
    expect((await depositorBalance()).lost).toBe(lost);
  });
});

describe("two loans that are given up at once", () => {
  test("share one fund: neither takes what the other took, and the fund is never below zero", async () => {
    await topUpFund.execute(system, { bankId: bank.bankId, amount: "3000" });
    const products = [bank.products.declining, bank.products.declining, bank.products.flat];
    const loans: number[] = [];
    for (const product of products) loans.push(await openLoan(bank, product));
    await closeDays(31 + 90);
    const fund = await balance("provision_fund");
    const written = await Promise.all(loans.map((loanId) => writeOffLoan.execute(admin, { loanId, reason })));
    expect(written.reduce((sum, { fundCover }) => sum + fundCover, 0n)).toBe(fund);
    expect(await balance("provision_fund")).toBe(0n);
  });

  test("and a top-up takes only capital that the bank has free", async () => {
    expect((await refusalOf(topUpFund.execute(system, { bankId: bank.bankId, amount: "99999999" }))).code).toBe("insufficient_bank_capital");
  });
});

test("a loan whose principal has all come back and of which interest is left is given up without a loss: what is owed is recovered as interest", async () => {
  const kind = { name: "Flat by the day", method: "flat", rateBasis: "term", ratePpm: 480_000, intervalUnit: "day", roundInstalmentTo: 5_00n, lateFee: 0n };
  const productId = await addProduct(bank.bankId, kind);
  const { loanId } = await applyForLoan.execute(borrower, { productId, amount: "1020", instalments: 24 });
  await approveLoan.execute(admin, { loanId });
  await disburseLoan.execute(admin, { loanId });
  await repayLoan.execute(borrower, { loanId, amount: "1495" });
  const { account } = await loanAndAccount(loanId);
  expect(account.instalments.at(-1)).toMatchObject({ principal: 0n, interest: 14_60n, interestPaid: 0n });
  const nothing = { outstanding: 0n, fundCover: 0n, funders: 0n, advance: 0n };
  expect(await previewWriteOff.execute(admin, { loanId })).toMatchObject({ ...nothing, owed: { principal: 0n, total: 14_60n }, problem: "loan_not_npl" });

  await closeDays(24 + 90);
  const [fund, loss] = [await balance("provision_fund"), await balance("loss")];
  expect(await writeOffLoan.execute(admin, { loanId, reason })).toMatchObject({ ...nothing, owed: 14_60n, loan: { state: "written_off" } });
  const [entries] = await database().$client.query("SELECT 1 FROM journal_entries WHERE loan_id = ? AND kind = 'write_off'", [loanId]);
  expect(entries).toEqual([]);
  expect([await balance("provision_fund"), await balance("loss")]).toEqual([fund, loss]);
  expect((await getCollection.execute(admin, { loanId }))?.fundersWholeOn).toBe(await dateToday());
  expect(await brokenRules()).toEqual([]);
  expect(await recordRecovery.execute(admin, { loanId, amount: "14.60" })).toMatchObject({ toFunders: 0n, toFund: 0n, toLoss: 0n, interest: 14_60n, fees: 0n, owed: 0n });
  await closeDays(60);
  await finishEndOfDay();
  expect(await roundOf(loanId)).toMatchObject({ closed_for_good: 1, unsettled: 0 });
});

test("a loan with an advance loses it with the rest, and a recovery returns it after funders and fund are whole", async () => {
  const loanId = await openLoan(bank, bank.products.declining);
  await closeDays(31);
  const { repaymentId } = await repayLoan.execute(borrower, { loanId, amount: "1035.29" });
  const { advance } = await reverseRepayment.execute(admin, { repaymentId, reason: "Bounced." });
  await closeDays(90);
  const loss = await balance("loss");
  const written = await writeOffLoan.execute(admin, { loanId, reason });
  expect(written).toMatchObject({ advance, outstanding: 6_000_00n - 975_29n });
  expect((await balance("loss")) - loss).toBe(advance);
  const back = await recordRecovery.execute(admin, { loanId, amount: asText(written.owed) });
  expect(back).toMatchObject({ toFunders: written.funders, toFund: written.fundCover, toLoss: advance, owed: 0n });
  expect(await balance("loss")).toBe(loss);
});
