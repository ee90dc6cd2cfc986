import { beforeAll, beforeEach, expect, test } from "vitest";
import { database } from "@/db/client";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { hireAdmin } from "@/lib/identity/testing";
import { accountBalance } from "@/lib/ledger/queries";
import { checkInvariants } from "@/lib/reports/invariants";
import { install } from "@/scripts/story/install";
import { fillInDetails, registerPerson } from "@/scripts/story/people";
import { applyForLoan } from "./operations/apply-for-loan";
import { disburseLoan } from "./operations/disburse-loan";

const password = "correct horse 1";
const details = { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "900000", jobTitle: "Engineer", employer: "Works" } as const;
let admin: Actor;
let depositors: Actor[];
let people = 0;
let bankId: number;
let poolOnly: number;
let toppedUp: number;

const waiting = () => accountBalance(database(), "depositor_available");
const brokenRules = async () => (await checkInvariants(database())).filter((each) => each.problems.length > 0);

async function product(name: string, rules: { bankTopsUp?: boolean }): Promise<number> {
  const { productId } = await createProduct.execute(system, {
    bankId,
    name,
    description: "Test product",
    amountMin: 1_00n,
    amountMax: 1_000_000_00n,
    ratePpm: 120_000,
    method: "declining",
    instalmentsMin: 3,
    instalmentsMax: 24,
    approvesAutomatically: true,
    smallestTile: 1n,
    ...rules,
  });
  return productId;
}

/** An approved loan of a new borrower: one person has at most three. */
async function approvedLoan(productId: number, amount: string): Promise<number> {
  people += 1;
  const borrower = await registerPerson({ role: "borrower", fullName: "Borrower", email: `b${people}@example.com`, password });
  await fillInDetails(borrower, "Borrower", details);
  const { loanId } = await applyForLoan.execute(borrower, { productId, amount, instalments: 12 });
  return loanId;
}

/** Brings the pool to exactly this much waiting money, spread over all depositors. */
async function fillPoolTo(total: bigint): Promise<void> {
  const missing = total - (await waiting());
  const each = missing / BigInt(depositors.length);
  for (const [index, depositor] of depositors.entries()) {
    const part = index === 0 ? missing - each * BigInt(depositors.length - 1) : each;
    if (part > 0n) await invest.execute(depositor, { amount: `${part / 100n}.${String(part % 100n).padStart(2, "0")}` });
  }
}

beforeAll(async () => {
  await install("2026-03-01", { demo: false });
  admin = await hireAdmin("officer@example.com");
  ({ bankId } = await createBank.execute(system, { name: "Partner", description: "" }));
  poolOnly = await product("Pool only", {});
  toppedUp = await product("Topped up", { bankTopsUp: true });
  depositors = [];
  for (let index = 0; index < 10; index += 1) {
    depositors.push(await registerPerson({ role: "depositor", fullName: `D${index}`, email: `d${index}@example.com`, password }));
  }
});

beforeEach(async () => {
  expect(await brokenRules()).toEqual([]);
});

test("two loans race for waiting money that covers one: one is funded whole, the other is refused and takes nothing", async () => {
  await fillPoolTo(1_000_00n);
  const loans = [await approvedLoan(poolOnly, "900"), await approvedLoan(poolOnly, "900")];
  const outcomes = await Promise.allSettled(loans.map((loanId) => disburseLoan.execute(admin, { loanId })));
  const failures = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(failures).toHaveLength(1);
  expect(failures[0]?.reason).toMatchObject({ code: "allocation_not_possible", message: "credit allocation is not possible" });
  expect(await waiting()).toBe(100_00n);
});

test("twelve loans race for money that covers eight: exactly eight are funded, none is refused that would fit", async () => {
  await fillPoolTo(800_00n);
  const loans: number[] = [];
  for (let index = 0; index < 12; index += 1) loans.push(await approvedLoan(poolOnly, "100"));
  const outcomes = await Promise.allSettled(loans.map((loanId) => disburseLoan.execute(admin, { loanId })));
  const refusals = outcomes.filter((outcome) => outcome.status === "rejected").map((outcome) => (outcome.reason as { code?: string }).code);
  expect(refusals).toEqual(Array(4).fill("allocation_not_possible"));
  expect(await waiting()).toBe(0n);
});

test("a refused loan stays approved and can be disbursed once there is money", async () => {
  const loanId = await approvedLoan(poolOnly, "50");
  await expect(disburseLoan.execute(admin, { loanId })).rejects.toMatchObject({ code: "allocation_not_possible" });
  await fillPoolTo(60_00n);
  expect(await disburseLoan.execute(admin, { loanId })).toMatchObject({ state: "active", bankTile: 0n });
});

test("a bank that tops up covers what depositors cannot, and refuses when its own money is short too", async () => {
  await payInCapital.execute(system, { bankId, amount: "500" });
  const pool = await waiting();
  const fits = await disburseLoan.execute(admin, { loanId: await approvedLoan(toppedUp, "400") });
  expect(fits.bankTile).toBe(400_00n - pool);
  const loanId = await approvedLoan(toppedUp, "400");
  await expect(disburseLoan.execute(admin, { loanId })).rejects.toMatchObject({ code: "allocation_not_possible" });
  expect(await accountBalance(database(), "bank_available", bankId)).toBe(500_00n - fits.bankTile);
});

test("nobody funds a loan of their own person", async () => {
  const both = await registerPerson({ role: "depositor", fullName: "Both", email: "both@example.com", password });
  const asBorrower = await registerPerson({ role: "borrower", fullName: "Both", email: "both@example.com", password });
  await invest.execute(both, { amount: "500" });
  await fillInDetails(asBorrower, "Both", details);
  const { loanId } = await applyForLoan.execute(asBorrower, { productId: poolOnly, amount: "100", instalments: 12 });
  await expect(disburseLoan.execute(admin, { loanId })).rejects.toMatchObject({ code: "allocation_not_possible" });
  const other = await approvedLoan(poolOnly, "100");
  expect(await disburseLoan.execute(admin, { loanId: other })).toMatchObject({ funders: 1 });
});

test("the same disbursement asked for many times at once pays out once", async () => {
  await fillPoolTo(1_000_00n);
  const loanId = await approvedLoan(poolOnly, "200");
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => disburseLoan.execute(admin, { loanId })));
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  expect(await waiting()).toBe(800_00n);
  expect(await brokenRules()).toEqual([]);
});
