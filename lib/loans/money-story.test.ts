import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { closeDay } from "@/lib/closing/operations/close-day";
import type { AccountCode } from "@/lib/core/chart-of-accounts";
import { defaultCriteria } from "@/lib/core/eligibility";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { settleReturns } from "@/lib/funding/operations/settle";
import { hireAdmin } from "@/lib/identity/testing";
import { accountBalance } from "@/lib/ledger/queries";
import { checkInvariants } from "@/lib/reports/invariants";
import { install } from "@/scripts/story/install";
import { fillInDetails, registerPerson } from "@/scripts/story/people";
import { applyForLoan } from "./operations/apply-for-loan";
import { approveLoan } from "./operations/approve-loan";
import { disburseLoan } from "./operations/disburse-loan";
import { payOffLoan } from "./operations/pay-off-loan";
import { repayLoan } from "./operations/repay-loan";

const password = "correct horse 1";
let admin: Actor;
let borrower: Actor;
let depositors: Actor[];
let bankId: number;
let productId: number;
let loanId: number;

const balance = (account: AccountCode, ownerId?: number) => accountBalance(database(), account, ownerId);
const brokenRules = async () => (await checkInvariants(database())).filter((each) => each.problems.length > 0);

async function stored(depositor: Actor) {
  const [rows] = await database().$client.query("SELECT available, working FROM depositors WHERE user_id = ?", [depositor.id]);
  const [row] = rows as { available: number; working: number }[];
  return { available: BigInt(row?.available ?? 0), working: BigInt(row?.working ?? 0) };
}

beforeAll(async () => {
  await install("2026-01-01", { demo: false });
  admin = await hireAdmin("officer@example.com");
  borrower = await registerPerson({ role: "borrower", fullName: "Asha Rao", email: "asha@example.com", password });
  await fillInDetails(borrower, "Asha Rao", {
    dateOfBirth: "1990-05-01",
    employmentStatus: "Employed",
    monthlyIncome: "90000",
    jobTitle: "Engineer",
    employer: "Works",
  });
  depositors = [];
  for (const name of ["One", "Two", "Three"]) {
    depositors.push(await registerPerson({ role: "depositor", fullName: name, email: `${name}@example.com`, password }));
  }
  ({ bankId } = await createBank.execute(system, { name: "Partner", description: "" }));
  ({ productId } = await createProduct.execute(system, {
    bankId,
    name: "Personal",
    description: "Test product",
    amountMin: 100_00n,
    amountMax: 1_000_000_00n,
    ratePpm: 120_000,
    method: "declining",
    instalmentsMin: 3,
    instalmentsMax: 24,
    originationFeePpm: 10_000,
    preClosureFeePpm: 20_000,
    lateFee: 250_00n,
    lateFeeGraceDays: 3,
    servicingFeePpm: 100_000,
    fundSharePpm: 50_000,
    criteria: defaultCriteria,
    bankSharePpm: 100_000,
    smallestTile: 10_00n,
  }));
});

describe("the money story, with exact balances after each step", () => {
  test("three depositors invest and the bank pays in capital: all of it waits", async () => {
    for (const [index, amount] of ["100.00", "5000.00", "5000.00"].entries()) {
      await invest.execute(depositors[index] as Actor, { amount });
    }
    await payInCapital.execute(system, { bankId, amount: "2000.00" });
    expect(await balance("cash")).toBe(12_100_00n);
    expect(await balance("depositor_available")).toBe(10_100_00n);
    expect(await balance("bank_available", bankId)).toBe(2_000_00n);
    expect(await brokenRules()).toEqual([]);
  });

  test("the borrower applies, the officer approves: no money has moved", async () => {
    const applied = await applyForLoan.execute(borrower, { productId, amount: "6000", instalments: 6 });
    expect(applied.state).toBe("pending");
    loanId = applied.loanId;
    await approveLoan.execute(admin, { loanId });
    expect(await balance("cash")).toBe(12_100_00n);
    expect(await balance("loan_receivable", loanId)).toBe(0n);
  });

  test("disbursing takes the pooled part evenly, those with less give all they have, and the bank keeps its share", async () => {
    const disbursed = await disburseLoan.execute(admin, { loanId });
    expect(disbursed).toMatchObject({ funders: 3, bankTile: 600_00n });
    expect(await Promise.all(depositors.map(stored))).toEqual([
      { available: 0n, working: 100_00n },
      { available: 2_350_00n, working: 2_650_00n },
      { available: 2_350_00n, working: 2_650_00n },
    ]);
    expect(await balance("loan_receivable", loanId)).toBe(6_000_00n);
    expect(await balance("funding", loanId)).toBe(6_000_00n);
    expect(await balance("origination_fee_income", bankId)).toBe(60_00n);
    expect(await balance("cash")).toBe(12_100_00n - 5_940_00n);
    expect(await brokenRules()).toEqual([]);
  });

  test("a first instalment on its due date is principal and interest; margin and fund take their floors, the rest waits for the funders", async () => {
    for (let day = 0; day < 31; day += 1) await closeDay.execute(system, { days: 1 });
    // 6000.00 at 12 % over 6 months: EMI 1035.29, of it 60.00 interest.
    const paid = await repayLoan.execute(borrower, { loanId, amount: "1035.29" });
    expect(paid).toMatchObject({ principal: 975_29n, interest: 60_00n, fees: 0n, paidOff: false, state: "posted" });
    expect(await balance("servicing_fee_income")).toBe(6_00n);
    expect(await balance("provision_fund")).toBe(2_70n);
    expect(await balance("distributable")).toBe(975_29n + 51_30n);
    expect(await balance("loan_receivable", loanId)).toBe(5_024_71n);
    expect(await brokenRules()).toEqual([]);
  });

  test("settlement gives each funder the floor of the share, and what is left is less than one unit a tile", async () => {
    await settleReturns.execute(system, {});
    const shareOf = (tile: bigint, counter: bigint) => (counter * tile) / 6_000_00n;
    const back = (tile: bigint) => shareOf(tile, 975_29n) + shareOf(tile, 51_30n);
    expect((await stored(depositors[0] as Actor)).available).toBe(back(100_00n));
    expect((await stored(depositors[1] as Actor)).available).toBe(2_350_00n + back(2_650_00n));
    expect(await balance("bank_available", bankId)).toBe(1_400_00n + back(600_00n));
    expect(await balance("distributable")).toBeLessThan(8n);
    expect(await brokenRules()).toEqual([]);
  });

  test("a late instalment is charged its late fee once the grace has passed, and pays it first", async () => {
    for (let day = 0; day < 32; day += 1) await closeDay.execute(system, { days: 1 });
    const paid = await repayLoan.execute(borrower, { loanId, amount: "300.00" });
    expect(paid).toMatchObject({ fees: 250_00n, interest: 50_00n, principal: 0n });
    expect(await balance("late_fee_income", bankId)).toBe(250_00n);
    expect(await brokenRules()).toEqual([]);
  });

  test("closing early takes exactly the payoff that was shown; another amount is refused and nothing changes", async () => {
    const before = await balance("cash");
    await expect(payOffLoan.execute(borrower, { loanId, amount: "1.00" })).rejects.toMatchObject({ code: "payoff_changed" });
    expect(await balance("cash")).toBe(before);
    await expect(repayLoan.execute(borrower, { loanId, amount: "99999.00" })).rejects.toMatchObject({ code: "repayment_exceeds_payoff" });

    const refused = await payOffLoan.execute(borrower, { loanId, amount: "1.00" }).catch((error: Error) => error.message);
    const shown = /[\d,]+\.\d\d/.exec(String(refused))?.[0] ?? "";
    const closed = await payOffLoan.execute(borrower, { loanId, amount: shown });
    expect(closed.paidOff).toBe(true);
    expect(await balance("loan_receivable", loanId)).toBe(0n);
    expect(await balance("funding", loanId)).toBe(0n);
    await settleReturns.execute(system, {});
    expect((await Promise.all(depositors.map(stored))).map((each) => each.working)).toEqual([0n, 0n, 0n]);
    expect(await brokenRules()).toEqual([]);
    await expect(repayLoan.execute(borrower, { loanId, amount: "1.00" })).rejects.toMatchObject({ code: "loan_not_active" });
  });

  test("waiting money can be taken out, not a unit more", async () => {
    const [first] = depositors as [Actor];
    const { available } = await stored(first);
    const text = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
    await expect(requestWithdrawal.execute(first, { amount: text(available + 1n) })).rejects.toMatchObject({ code: "insufficient_waiting_money" });
    expect((await requestWithdrawal.execute(first, { amount: text(available) })).state).toBe("paid");
    expect(await stored(first)).toEqual({ available: 0n, working: 0n });
    expect(await brokenRules()).toEqual([]);
  });
});
