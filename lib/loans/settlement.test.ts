import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { withTransaction } from "@/db/transaction";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import type { Money } from "@/lib/core/money";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { settleDeposit } from "@/lib/deposits/operations/settle-deposit";
import { readBalance } from "@/lib/funding/balance-store";
import { lockDepositor } from "@/lib/funding/depositor-steps";
import { settleReturns } from "@/lib/funding/operations/settle";
import { hasUnsettledReturns } from "@/lib/funding/settlement-queries";
import { settleBacklog } from "@/lib/funding/settlement-runs";
import { hireAdmin } from "@/lib/identity/testing";
import { checkInvariants } from "@/lib/reports/invariants";
import { install } from "@/scripts/story/install";
import { fillInDetails, registerPerson } from "@/scripts/story/people";
import { applyForLoan } from "./operations/apply-for-loan";
import { disburseLoan } from "./operations/disburse-loan";
import { preCloseLoan } from "./operations/pre-close-loan";
import { repayLoan } from "./operations/repay-loan";

const password = "correct horse 1";
let admin: Actor;
let borrower: Actor;
let productId: number;
let people = 0;

const allHolds = async () => expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);

async function newDepositor(amount: string): Promise<Actor> {
  people += 1;
  const depositor = await registerPerson({ role: "depositor", fullName: `D${people}`, email: `d${people}@example.com`, password });
  await invest.execute(depositor, { amount });
  return depositor;
}

/** A running loan, with a tenth of the bank in it. */
async function runningLoan(amount: string): Promise<number> {
  const { loanId } = await applyForLoan.execute(borrower, { productId, amount, instalments: 12 });
  await disburseLoan.execute(admin, { loanId });
  return loanId;
}

const stored = async (depositor: Actor): Promise<Money> => {
  const [rows] = await database().$client.query("SELECT available FROM depositors WHERE user_id = ?", [depositor.id]);
  return BigInt((rows as { available: number }[])[0]?.available ?? 0);
};

const settleAll = async () => {
  while (await hasUnsettledReturns()) await settleReturns.execute(system, {});
};

const tilesOf = async (loanId: number) => {
  const [rows] = await database().$client.query("SELECT depositor_id AS id, amount FROM tiles WHERE loan_id = ? AND depositor_id IS NOT NULL ORDER BY depositor_id", [loanId]);
  return rows as { id: number; amount: number }[];
};

beforeAll(async () => {
  await install("2026-03-01", { demo: false });
  admin = await hireAdmin("officer@example.com");
  borrower = await registerPerson({ role: "borrower", fullName: "Asha Rao", email: "asha@example.com", password });
  await fillInDetails(borrower, "Asha Rao", { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "900000", jobTitle: "Engineer", employer: "Works" });
  const { bankId } = await createBank.execute(system, { name: "Partner", description: "" });
  await payInCapital.execute(system, { bankId, amount: "100000" });
  const terms = { amountMin: 1_00n, amountMax: 1_000_000_00n, ratePpm: 120_000, method: "declining", instalmentsMin: 3, instalmentsMax: 24 } as const;
  const shares = { bankSharePpm: 100_000, smallestTile: 1n, servicingFeePpm: 100_000, fundSharePpm: 50_000, approvesAutomatically: true };
  ({ productId } = await createProduct.execute(system, { bankId, name: "Personal", description: "Approved at once.", ...terms, ...shares }));
});

describe("a loan in a small bank", () => {
  test("is shared evenly over everything that is shown as waiting, settled or not", async () => {
    const first = await newDepositor("900");
    const second = await newDepositor("900");
    const lent = await runningLoan("2000");
    expect([await stored(first), await stored(second)]).toEqual([0n, 0n]);
    const third = await newDepositor("900");
    await preCloseLoan.execute(borrower, { loanId: lent });
    // Nobody but the third has a stored balance, yet all three are shown 900.00 and more.
    expect([await stored(first), await stored(second)]).toEqual([0n, 0n]);
    const next = await runningLoan("1000");
    expect((await tilesOf(next)).map((tile) => tile.amount)).toEqual([300_00, 300_00, 300_00]);
    const [rows] = await database().$client.query("SELECT path FROM funding_rounds WHERE loan_id = ?", [next]);
    expect(rows).toEqual([{ path: "ring" }]);
    expect([await readBalance(database(), third.id)]).toMatchObject([{ waiting: 600_00n }]);
    await preCloseLoan.execute(borrower, { loanId: next });
    await settleAll();
    await allHolds();
  });
});

test("what has come back can be taken out at once, settled or not", async () => {
  const funder = await newDepositor("5000");
  const loanId = await runningLoan("4000");
  const left = await stored(funder);
  await preCloseLoan.execute(borrower, { loanId });
  expect(left).toBeLessThan(5_000_00n);
  expect(await stored(funder)).toBe(left);
  expect(await readBalance(database(), funder.id)).toMatchObject({ waiting: 5_000_00n, withdrawable: 5_000_00n });
  expect(await requestWithdrawal.execute(funder, { amount: "5000" })).toMatchObject({ state: "paid" });
  await settleAll();
  expect(await stored(funder)).toBe(0n);
  await allHolds();
});

describe("money that is due from a depositor", () => {
  test("is not lent, keeps the rest from leaving, and is covered by what comes back before anything waits again", async () => {
    const debtor = await newDepositor("100");
    const { depositId } = await invest.execute(debtor, { amount: "1000" });
    const loanId = await runningLoan("4000");
    const lent = 1_100_00n - (await stored(debtor));
    expect(lent).toBeGreaterThan(100_00n);
    await settleDeposit.execute(admin, { depositId, outcome: "bounced" });
    const due = lent - 100_00n;
    expect(await readBalance(database(), debtor.id)).toMatchObject({ waiting: 0n, due, withdrawable: 0n });
    await expect(requestWithdrawal.execute(debtor, { amount: "1" })).rejects.toMatchObject({ code: "money_due" });

    const other = await newDepositor("500");
    expect((await tilesOf(await runningLoan("100"))).map((tile) => tile.id)).not.toContain(debtor.id);
    expect(await stored(other)).toBeLessThan(500_00n);

    await repayLoan.execute(borrower, { loanId, amount: "500" });
    const partly = await readBalance(database(), debtor.id);
    expect(partly.waiting).toBe(0n);
    expect(partly.due).toBeLessThan(due);
    await settleAll();
    expect(await readBalance(database(), debtor.id)).toEqual(partly);
    await preCloseLoan.execute(borrower, { loanId });
    const after = await readBalance(database(), debtor.id);
    expect([after.due, after.waiting]).toEqual([0n, 100_00n]);
    await requestWithdrawal.execute(debtor, { amount: "100" });
    await settleAll();
    await allHolds();
  });
});

describe("several settlers at once", () => {
  let funders: Actor[];
  let loans: number[];

  beforeAll(async () => {
    funders = [];
    for (let index = 0; index < 12; index += 1) funders.push(await newDepositor("1000"));
    loans = [];
    for (let index = 0; index < 6; index += 1) loans.push(await runningLoan("2000"));
    await settleAll();
  });

  test("one takes what others do not hold and waits for nobody; a round is not called settled before each of its tiles is", async () => {
    for (const loanId of loans) await repayLoan.execute(borrower, { loanId, amount: "100" });
    const [held, free] = funders as [Actor, Actor];
    const before = { held: await stored(held), free: await stored(free) };
    await withTransaction(async (tx) => {
      await lockDepositor(tx, held.id);
      const { tiles, rounds } = await settleReturns.execute(system, {});
      expect(tiles).toBeGreaterThan(50);
      expect(rounds).toBe(0);
    });
    expect(await stored(held)).toBe(before.held);
    expect(await stored(free)).toBeGreaterThan(before.free);
    await allHolds();
    expect(await settleReturns.execute(system, {})).toMatchObject({ rounds: loans.length });
    expect(await stored(held)).toBeGreaterThan(before.held);
    expect(await hasUnsettledReturns()).toBe(false);
    await allHolds();
  });

  test("one that is killed in the middle leaves everything to the next", async () => {
    for (const loanId of loans) await repayLoan.execute(borrower, { loanId, amount: "100" });
    const shown = await Promise.all(funders.map((funder) => readBalance(database(), funder.id)));
    let tries = 0;
    const killed = withTransaction(async (tx) => {
      tries += 1;
      if (tries > 1) throw new Error("given up after the kill");
      expect((await settleBacklog(tx, { businessDate: "2026-03-01", keyId: 0, actorId: 0 })).tiles).toBeGreaterThan(50);
      const [rows] = await tx.$client.query("SELECT CONNECTION_ID() AS id");
      await database().$client.query("KILL CONNECTION ?", [(rows as { id: number }[])[0]?.id]);
      await tx.$client.query("SELECT 1");
    });
    await expect(killed).rejects.toThrow("given up after the kill");
    await allHolds();
    await settleAll();
    const settled = await Promise.all(funders.map((funder) => readBalance(database(), funder.id)));
    expect(settled).toEqual(shown.map((balance) => ({ ...balance, settling: 0n })));
    await allHolds();
  });

  test("four of them while payments and withdrawals run: each unit arrives once, nobody sees another balance for it", async () => {
    let paying = true;
    const settler = async () => {
      while (paying) await settleReturns.execute(system, {});
    };
    const payer = async (loanId: number) => {
      for (let payment = 0; payment < 12; payment += 1) await repayLoan.execute(borrower, { loanId, amount: "17.35" });
    };
    const taker = async (funder: Actor) => {
      for (let time = 0; time < 6; time += 1) await requestWithdrawal.execute(funder, { amount: "1.01" });
    };
    const settlers = [settler(), settler(), settler(), settler()];
    await Promise.all([...loans.map(payer), ...funders.slice(0, 4).map(taker)]).finally(() => (paying = false));
    await Promise.all(settlers);
    await allHolds();
    const shown = await Promise.all(funders.map((funder) => readBalance(database(), funder.id)));
    await settleAll();
    const settled = await Promise.all(funders.map((funder) => readBalance(database(), funder.id)));
    expect(settled).toEqual(shown.map((balance) => ({ ...balance, settling: 0n })));
    await allHolds();
  });
});
