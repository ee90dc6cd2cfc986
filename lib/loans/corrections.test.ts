import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { closeDay } from "@/lib/closing/operations/close-day";
import type { AccountCode } from "@/lib/core/chart-of-accounts";
import { system, type Actor } from "@/lib/core/permissions";
import { payoff } from "@/lib/core/repayment";
import { replay } from "@/lib/core/replay";
import { formatDecimal } from "@/lib/core/money";
import { invest } from "@/lib/deposits/operations/invest";
import { settleReturns } from "@/lib/funding/operations/settle";
import { readBalance } from "@/lib/funding/balance-store";
import { hireAdmin } from "@/lib/identity/testing";
import { accountBalance } from "@/lib/ledger/queries";
import { readBusinessDate } from "@/lib/platform/clock";
import { refusalOf } from "@/lib/platform/testing";
import { checkInvariants } from "@/lib/reports/invariants";
import { install } from "@/scripts/story/install";
import { fillInDetails, registerPerson } from "@/scripts/story/people";
import { loanTerms, readAccount } from "./account-store";
import { readHistory } from "./history-store";
import { applyForLoan } from "./operations/apply-for-loan";
import { approveLoan } from "./operations/approve-loan";
import { disburseLoan } from "./operations/disburse-loan";
import { payOffLoan } from "./operations/pay-off-loan";
import { recordBackdatedRepayment } from "./operations/record-backdated-repayment";
import { repayLoan } from "./operations/repay-loan";
import { reverseRepayment } from "./operations/reverse-repayment";
import { readLoan } from "./store";

const password = "correct horse 1";
const lateFee = { amount: 250_00n, graceDays: 3, capPpm: 200_000 };
let admin: Actor;
let borrower: Actor;
let depositor: Actor;
let bankId: number;
let products: Record<"declining" | "flat", number>;

const text = (minor: bigint) => formatDecimal(minor, 2);
const balance = (account: AccountCode, ownerId?: number) => accountBalance(database(), account, ownerId);
const closeDays = async (days: number) => {
  for (let day = 0; day < days; day += 1) await closeDay.execute(system, { days: 1 });
};
const today = () => readBusinessDate(database());

async function openProduct(method: "declining" | "flat"): Promise<number> {
  const { productId } = await createProduct.execute(system, {
    ...{ bankId, name: `Personal ${method}`, description: "Test product", amountMin: 100_00n, amountMax: 1_000_000_00n },
    ...{ ratePpm: 120_000, method, instalmentsMin: 3, instalmentsMax: 24, preClosureFeePpm: 20_000 },
    ...{ lateFee: lateFee.amount, lateFeeGraceDays: lateFee.graceDays, lateFeeCapPpm: lateFee.capPpm },
    ...{ servicingFeePpm: 100_000, fundSharePpm: 50_000, bankSharePpm: 100_000, smallestTile: 10_00n },
  });
  return productId;
}

/** A loan of 6,000.00 over six months at 12 %, paid out today. Declining: 1,035.29 a month, of the first one 60.00 interest. */
async function openLoan(productId: number): Promise<number> {
  const { loanId } = await applyForLoan.execute(borrower, { productId, amount: "6000", instalments: 6 });
  await approveLoan.execute(admin, { loanId });
  await disburseLoan.execute(admin, { loanId });
  return loanId;
}

async function loanAndAccount(loanId: number) {
  const loan = await readLoan(database(), loanId);
  if (!loan) throw new Error("no loan");
  return { loan, account: await readAccount(database(), loan) };
}

/** The stored state is the fold over what is stored to have happened: so close of business and the core say the same. */
async function expectReplayed(loanId: number): Promise<void> {
  const { loan, account } = await loanAndAccount(loanId);
  const history = await readHistory(database(), loanId);
  const opening = { terms: loanTerms({ ...loan, ...history.agreed }), lateFee, preClosureFeePpm: loan.preClosureFeePpm };
  const replayed = replay(opening, [...history.payments, ...history.changes], await today());
  expect(replayed.ok && replayed.account).toEqual(account);
  expect(replayed.ok && replayed.payments).toEqual(history.payments.map(({ paid }) => paid).toSorted((a, b) => indexOf(replayed, a.id) - indexOf(replayed, b.id)));
}

function indexOf(replayed: ReturnType<typeof replay>, id: number): number {
  return replayed.ok ? replayed.payments.findIndex((each) => each.id === id) : -1;
}

async function brokenRules() {
  return (await checkInvariants(database())).filter((each) => each.problems.length > 0);
}

const wealth = async () => {
  const { waiting, working } = await readBalance(database(), depositor.id);
  return waiting + working;
};

beforeAll(async () => {
  await install("2026-01-01", { demo: false });
  admin = await hireAdmin("officer@example.com");
  borrower = await registerPerson({ role: "borrower", fullName: "Asha Rao", email: "asha@example.com", password });
  await fillInDetails(borrower, "Asha Rao", { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "90000", jobTitle: "Engineer", employer: "Works" });
  depositor = await registerPerson({ role: "depositor", fullName: "Devika", email: "devika@example.com", password });
  ({ bankId } = await createBank.execute(system, { name: "Partner", description: "" }));
  await invest.execute(depositor, { amount: "100000" });
  await payInCapital.execute(system, { bankId, amount: "50000" });
  products = { declining: await openProduct("declining"), flat: await openProduct("flat") };
});

afterEach(async () => expect(await brokenRules()).toEqual([]));

describe("a payment that bounces after it was posted", () => {
  let loanId: number;
  let repaymentId: number;
  let wealthBefore: bigint;

  test("is taken back: the borrower owes what was owed, the depositor keeps what came, the platform advances it", async () => {
    loanId = await openLoan(products.declining);
    await closeDays(31);
    const before = await loanAndAccount(loanId);
    const cash = await balance("cash");
    ({ repaymentId } = await repayLoan.execute(borrower, { loanId, amount: "1035.29" }));
    await settleReturns.execute(system, {});
    wealthBefore = await wealth();

    const reversed = await reverseRepayment.execute(admin, { repaymentId, reason: "The cheque bounced." }, { idempotencyKey: "reverse-1" });
    // Principal 975.29 and net interest 51.30 stay with the funders, 2.70 with the fund; the margin of 6.00 goes back.
    expect(reversed).toMatchObject({ state: "reversed", loanState: "active", advance: 975_29n + 51_30n + 2_70n });
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
    expect(await balance("late_fee_income", bankId)).toBe(207_05n);
    await expectReplayed(loanId);
  });

  test("a payment of an earlier day counts from that day: the late fee falls away, and the fee that was paid goes to the loan", async () => {
    const fees = await balance("late_fee_income", bankId);
    const recorded = await recordBackdatedRepayment.execute(admin, { loanId, amount: "1035.29", valueDate: "2026-02-01" });
    expect(recorded).toMatchObject({ principal: 975_29n, interest: 60_00n, penalty: 0n, loanState: "active" });
    expect(await balance("late_fee_income", bankId)).toBe(fees - 207_05n);
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
    const closing = payoff(account, await today()).total;
    expect((await record({ amount: text(closing), valueDate: await today() })).code).toBe("repayment_closes_loan");
  });
});

describe("a closed loan that loses a payment", () => {
  test("runs again when its payoff bounces; paid again, it closes without taking a unit from anybody twice", async () => {
    const loanId = await openLoan(products.declining);
    await closeDays(40);
    const { account } = await loanAndAccount(loanId);
    const quoted = payoff(account, await today(), 20_000);
    const closed = await payOffLoan.execute(borrower, { loanId, amount: text(quoted.total) });
    await settleReturns.execute(system, {});
    const kept = await wealth();
    const fee = await balance("pre_closure_fee_income", bankId);

    const reversed = await reverseRepayment.execute(admin, { repaymentId: closed.repaymentId, reason: "Bounced." });
    expect(reversed.loanState).toBe("active");
    const open = await loanAndAccount(loanId);
    expect(open.loan).toMatchObject({ state: "active", closedOn: null, closeReason: null, receivable: 0n });
    expect(open.account).toEqual(account);
    expect(await balance("pre_closure_fee_income", bankId)).toBe(fee - quoted.preClosureFee);
    expect(await wealth()).toBe(kept);
    expect(await brokenRules()).toEqual([]);

    await closeDays(10);
    const again = payoff((await loanAndAccount(loanId)).account, await today(), 20_000);
    await payOffLoan.execute(borrower, { loanId, amount: text(again.total) });
    expect((await loanAndAccount(loanId)).loan).toMatchObject({ state: "closed", advance: 0n });
    expect((await refusalOf(disburseLoan.execute(admin, { loanId }))).code).toBe("loan_not_approved");
    await expectReplayed(loanId);
  });

  test("an earlier payment taken out of a loan that was paid off leaves its payoff an ordinary payment, fee and all", async () => {
    const loanId = await openLoan(products.declining);
    await closeDays(31);
    const first = await repayLoan.execute(borrower, { loanId, amount: "1500", prepayment: "lower_instalment" });
    await closeDays(5);
    const quoted = payoff((await loanAndAccount(loanId)).account, await today(), 20_000);
    await payOffLoan.execute(borrower, { loanId, amount: text(quoted.total) });
    expect((await refusalOf(recordBackdatedRepayment.execute(admin, { loanId, amount: "10", valueDate: await today() }))).code).toBe("loan_not_active");

    await reverseRepayment.execute(admin, { repaymentId: first.repaymentId, reason: "Posted by mistake." });
    const { loan, account } = await loanAndAccount(loanId);
    expect(loan.state).toBe("active");
    const owed = payoff(account, await today()).total;
    // The payment, the late fee that it had avoided and a few days' interest, less the pre-closure fee, which counts now.
    const without = 1_500_00n + 207_05n - quoted.preClosureFee;
    expect(owed).toBeGreaterThanOrEqual(without);
    expect(owed).toBeLessThan(without + 10_00n);
    await expectReplayed(loanId);
  });

  test("a flat loan: payments of one day in any order, one of them taken back and recorded again, give the same schedule", async () => {
    const loanId = await openLoan(products.flat);
    await closeDays(45);
    const first = await repayLoan.execute(borrower, { loanId, amount: "700" });
    await repayLoan.execute(borrower, { loanId, amount: "2000" });
    const before = await loanAndAccount(loanId);
    const day = await today();
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
