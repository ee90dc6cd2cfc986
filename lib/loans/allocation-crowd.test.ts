import { beforeAll, beforeEach, expect, test } from "vitest";
import { database } from "@/db/client";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { hireAdmin } from "@/lib/identity/testing";
import { accountBalance } from "@/lib/ledger/queries";
import { findBrokenInvariants } from "@/lib/reports/invariants";
import { install } from "@/scripts/story/install";
import { fillInDetails, registerPerson } from "@/scripts/story/people";
import { applyForLoan } from "./operations/apply-for-loan";
import { disburseLoan } from "./operations/disburse-loan";

/* Many allocators at once over the same depositors: none may refuse a loan that fits, because others hold the money's rows for a moment. */

const DEPOSITORS = 30;
const LOANS = 40;
const BORROWERS = 15;
const password = "correct horse 1";
const details = { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "900000", jobTitle: "Engineer", employer: "Works" } as const;

let admin: Actor;
let bankId: number;
let borrowers: Actor[];
let depositors: Actor[];
let products = 0;

const waiting = () => accountBalance(database(), "depositor_available");

beforeAll(async () => {
  await install("2026-03-01", { demo: false });
  admin = await hireAdmin("officer@example.com");
  ({ bankId } = await createBank.execute(system, { name: "Partner", description: "" }));
  borrowers = await register("borrower", BORROWERS);
  for (const borrower of borrowers) await fillInDetails(borrower, "Borrower", details);
  depositors = await register("depositor", DEPOSITORS);
});

beforeEach(async () => {
  expect(await findBrokenInvariants(database())).toEqual([]);
});

async function register(role: "borrower" | "depositor", count: number): Promise<Actor[]> {
  const actors: Actor[] = [];
  for (let index = 0; index < count; index += 1) actors.push(await registerPerson({ role, fullName: role, email: `${role}${index}@example.com`, password }));
  return actors;
}

/** Approved loans of 100.00 each; a product a loan for each borrower, since one waits for one answer at a time. */
async function approvedLoans(count: number): Promise<number[]> {
  const loanIds: number[] = [];
  while (loanIds.length < count) {
    products += 1;
    const { productId } = await createProduct.execute(system, {
      ...{ bankId, name: `Loan ${products}`, description: "Test product", amountMin: 1n, amountMax: 1_000_000_00n, ratePpm: 120_000, method: "declining" },
      ...{ instalmentsMin: 3, instalmentsMax: 24, approvesAutomatically: true, smallestTile: 1n },
    });
    for (const borrower of borrowers.slice(0, count - loanIds.length)) {
      loanIds.push((await applyForLoan.execute(borrower, { productId, amount: "100", instalments: 12 })).loanId);
    }
  }
  return loanIds;
}

/** Money for exactly so many loans, spread as unevenly as it may be: from a few paisa to a quarter of everything. */
async function fillPoolFor(loans: number): Promise<void> {
  let left = BigInt(loans) * 100_00n - (await waiting());
  for (const [index, depositor] of depositors.entries()) {
    const amount = index === depositors.length - 1 ? left : left / BigInt(4 + (index % 9));
    left -= amount;
    if (amount > 0n) await invest.execute(depositor, { amount: `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}` });
  }
}

/** Pays them out, so many at a time; answers how many were, and the refusals. */
async function disburseAtOnce(loanIds: readonly number[], allocators: number): Promise<{ funded: number; refusals: string[] }> {
  const queue = [...loanIds];
  const refusals: string[] = [];
  let funded = 0;
  const allocate = async () => {
    for (let loanId = queue.shift(); loanId !== undefined; loanId = queue.shift()) {
      await disburseLoan.execute(admin, { loanId }).then(
        () => (funded += 1),
        (error: { code?: string }) => refusals.push(error.code ?? String(error)),
      );
    }
  };
  await Promise.all(Array.from({ length: allocators }, allocate));
  return { funded, refusals };
}

test.each([8, 32])("%i allocators at once over money for exactly forty loans: all forty are funded, to the last unit", async (allocators) => {
  await fillPoolFor(LOANS);
  expect(await disburseAtOnce(await approvedLoans(LOANS), allocators)).toEqual({ funded: LOANS, refusals: [] });
  expect(await waiting()).toBe(0n);
});

test("32 allocators, money for forty of forty-five: forty are funded and five refused, whoever comes first", async () => {
  await fillPoolFor(LOANS);
  const outcome = await disburseAtOnce(await approvedLoans(LOANS + 5), 32);
  expect(outcome).toEqual({ funded: LOANS, refusals: Array(5).fill("allocation_not_possible") });
  expect(await waiting()).toBe(0n);
  expect(await findBrokenInvariants(database())).toEqual([]);
});
