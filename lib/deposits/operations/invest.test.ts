import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import type { Actor } from "@/lib/core/permissions";
import { saveStrategy } from "@/lib/funding/operations/save-strategy";
import { getStrategy } from "@/lib/funding/strategy-queries";
import { accountBalance } from "@/lib/ledger/queries";
import { checkInvariants } from "@/lib/reports/invariants";
import { install } from "@/scripts/story/install";
import { registerPerson } from "@/scripts/story/people";
import { hireAdmin } from "@/lib/identity/testing";
import { invest } from "./invest";
import { requestWithdrawal } from "./request-withdrawal";
import { settleDeposit } from "./settle-deposit";
import { settleWithdrawal } from "./settle-withdrawal";

let depositor: Actor;
let admin: Actor;

const waiting = () => accountBalance(database(), "depositor_available", depositor.id);
const cash = () => accountBalance(database(), "cash");

beforeAll(async () => {
  await install("2026-03-01", { demo: false });
  depositor = await registerPerson({ role: "depositor", fullName: "Devika", email: "devika@example.com", password: "correct horse 1" });
  admin = await hireAdmin("officer@example.com");
});

test.each([0, -1, 1e30, "abc", "", "1.234", "1e3", "NaN", "Infinity", null, undefined, {}, [], true, "9".repeat(40), "-0.01", " "])(
  "a deposit of %j is refused beside the field and changes nothing",
  async (amount) => {
    const before = await cash();
    await expect(invest.execute(depositor, { amount })).rejects.toMatchObject({
      code: "input_invalid",
      status: 400,
      details: { fields: { amount: expect.any(String) as unknown } },
    });
    expect(await cash()).toBe(before);
  },
);

test("a deposit waits once the rail confirms it, written with or without separators", async () => {
  expect(await invest.execute(depositor, { amount: "1,000.50" })).toMatchObject({ amount: 1_000_50n, state: "confirmed" });
  expect(await waiting()).toBe(1_000_50n);
});

test("the same idempotency key answers the same and moves the money once; with another amount it is a conflict", async () => {
  const before = await waiting();
  const idempotencyKey = randomUUID();
  const first = await invest.executeOnce(depositor, { amount: "25" }, { idempotencyKey });
  const second = await invest.executeOnce(depositor, { amount: "25" }, { idempotencyKey });
  expect(second).toEqual({ output: first.output, replayed: true });
  await expect(invest.execute(depositor, { amount: "26" }, { idempotencyKey })).rejects.toMatchObject({ code: "idempotency_key_reused", status: 409 });
  expect(await waiting()).toBe(before + 25_00n);
});

test("eight requests with one key at once move the money once", async () => {
  const before = await waiting();
  const idempotencyKey = randomUUID();
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => invest.execute(depositor, { amount: "10" }, { idempotencyKey })));
  const done = answers.filter((answer) => answer.status === "fulfilled");
  expect(done.length).toBeGreaterThan(0);
  expect(new Set(done.map((answer) => answer.value.depositId)).size).toBe(1);
  expect(await waiting()).toBe(before + 10_00n);
});

test.each(["who has done nothing with money yet", "whose row is there"])("thirty-two deposits at once, each with its own key, all arrive: for a depositor %s", async (who) => {
  const busy = await registerPerson({ role: "depositor", fullName: "Busy", email: `busy-${who.length}@example.com`, password: "correct horse 1" });
  if (who === "whose row is there") await invest.execute(busy, { amount: "1" });
  const before = await accountBalance(database(), "depositor_available", busy.id);
  const answers = await Promise.allSettled(Array.from({ length: 32 }, () => invest.execute(busy, { amount: "10" }, { idempotencyKey: randomUUID() })));
  expect(answers.filter((answer) => answer.status === "rejected")).toEqual([]);
  expect(await accountBalance(database(), "depositor_available", busy.id)).toBe(before + 32n * 10_00n);
});

test("a deposit that the rail holds is not lent until it is confirmed; held and bounced, nothing was ever posted", async () => {
  const before = await waiting();
  const held = await invest.execute(depositor, { amount: "500", method: "sandbox-hold" });
  expect(held.state).toBe("held");
  expect(await waiting()).toBe(before);
  await settleDeposit.execute(admin, { depositId: held.depositId, outcome: "confirmed" });
  expect(await waiting()).toBe(before + 500_00n);
  await expect(settleDeposit.execute(admin, { depositId: held.depositId, outcome: "confirmed" })).rejects.toMatchObject({ code: "transfer_not_pending" });

  const lost = await invest.execute(depositor, { amount: "300", method: "sandbox-hold" });
  await settleDeposit.execute(admin, { depositId: lost.depositId, outcome: "bounced" });
  expect(await waiting()).toBe(before + 500_00n);
});

test("a confirmed deposit that comes back takes what is waiting, and the rest is due from the depositor", async () => {
  const big = await invest.execute(depositor, { amount: "4000" });
  const before = await waiting();
  await requestWithdrawal.execute(depositor, { amount: String((before - 1_000_00n) / 100n) });
  const left = await waiting();
  await settleDeposit.execute(admin, { depositId: big.depositId, outcome: "bounced" });
  expect(await waiting()).toBe(0n);
  expect(await accountBalance(database(), "due_from_depositor", depositor.id)).toBe(4_000_00n - left);
  await expect(requestWithdrawal.execute(depositor, { amount: "1" })).rejects.toMatchObject({ code: "money_due" });
});

test("new money covers what is due first, then waits", async () => {
  const due = await accountBalance(database(), "due_from_depositor", depositor.id);
  await invest.execute(depositor, { amount: `${(due + 70_00n) / 100n}.${String(due % 100n).padStart(2, "0")}` });
  expect(await accountBalance(database(), "due_from_depositor", depositor.id)).toBe(0n);
  expect(await waiting()).toBe(70_00n);
});

test("a requested withdrawal is reserved until it is paid, given back when it is refused", async () => {
  const other = await registerPerson({ role: "depositor", fullName: "Other", email: "other@example.com", password: "correct horse 1" });
  await invest.execute(other, { amount: "100" });
  const asked = await requestWithdrawal.execute(other, { amount: "60", method: "sandbox-hold" });
  expect(asked.state).toBe("requested");
  expect(await accountBalance(database(), "depositor_reserved", other.id)).toBe(60_00n);
  await settleWithdrawal.execute(admin, { withdrawalId: asked.withdrawalId, outcome: "refused" });
  expect(await accountBalance(database(), "depositor_available", other.id)).toBe(100_00n);
  const paid = await requestWithdrawal.execute(other, { amount: "100.00" });
  await settleWithdrawal.execute(admin, { withdrawalId: paid.withdrawalId, outcome: "bounced" });
  expect(await accountBalance(database(), "depositor_available", other.id)).toBe(100_00n);
});

test.each(["refused", "bounced"] as const)("a withdrawal that is %s covers first what a deposit that bounced meanwhile left due", async (outcome) => {
  const debtor = await registerPerson({ role: "depositor", fullName: "Debtor", email: `debtor-${outcome}@example.com`, password: "correct horse 1" });
  const { depositId } = await invest.execute(debtor, { amount: "100" });
  await invest.execute(debtor, { amount: "20" });
  const { withdrawalId } = await requestWithdrawal.execute(debtor, { amount: "120", method: outcome === "refused" ? "sandbox-hold" : "own-account" });
  await settleDeposit.execute(admin, { depositId, outcome: "bounced" });
  expect(await accountBalance(database(), "due_from_depositor", debtor.id)).toBe(100_00n);
  await settleWithdrawal.execute(admin, { withdrawalId, outcome });
  expect(await accountBalance(database(), "due_from_depositor", debtor.id)).toBe(0n);
  expect(await accountBalance(database(), "depositor_available", debtor.id)).toBe(20_00n);
  expect(await accountBalance(database(), "depositor_reserved", debtor.id)).toBe(0n);
});

describe("automatic reinvestment off", () => {
  const keptAside = async (actor: Actor) => (await getStrategy.execute(actor, {})).strategy.keepAside;

  async function whoKeepsAside(email: string, keepAside: string): Promise<Actor> {
    const keeper = await registerPerson({ role: "depositor", fullName: "Keeper", email, password: "correct horse 1" });
    await saveStrategy.execute(keeper, { keepAside, reinvest: false });
    return keeper;
  }

  test.each(["refused", "bounced"] as const)("a withdrawal that is %s is kept aside again, as far as it does not cover what is due", async (outcome) => {
    const keeper = await whoKeepsAside(`keeper-${outcome}@example.com`, "100");
    await invest.execute(keeper, { amount: "100" });
    const { depositId } = await invest.execute(keeper, { amount: "30" });
    const { withdrawalId } = await requestWithdrawal.execute(keeper, { amount: "120", method: outcome === "refused" ? "sandbox-hold" : "own-account" });
    expect(await keptAside(keeper)).toBe(0n);
    await settleDeposit.execute(admin, { depositId, outcome: "bounced" });
    await settleWithdrawal.execute(admin, { withdrawalId, outcome });
    expect(await accountBalance(database(), "due_from_depositor", keeper.id)).toBe(0n);
    expect(await accountBalance(database(), "depositor_available", keeper.id)).toBe(100_00n);
    expect(await keptAside(keeper)).toBe(100_00n);
  });

  test("a deposit that bounces leaves no more kept aside than is there, so that a later deposit can be lent", async () => {
    const keeper = await whoKeepsAside("keeper-bounce@example.com", "80");
    const { depositId } = await invest.execute(keeper, { amount: "100" });
    await settleDeposit.execute(admin, { depositId, outcome: "bounced" });
    expect(await keptAside(keeper)).toBe(0n);
    await invest.execute(keeper, { amount: "50" });
    expect(await keptAside(keeper)).toBe(0n);
  });

  test("a deposit that bounces leaves alone what is kept aside of the rest", async () => {
    const keeper = await whoKeepsAside("keeper-rest@example.com", "80");
    const { depositId } = await invest.execute(keeper, { amount: "100" });
    await invest.execute(keeper, { amount: "90" });
    await settleDeposit.execute(admin, { depositId, outcome: "bounced" });
    expect(await keptAside(keeper)).toBe(80_00n);
  });
});

test("two withdrawals that race for the same waiting money: exactly one is paid", async () => {
  const racer = await registerPerson({ role: "depositor", fullName: "Racer", email: "racer@example.com", password: "correct horse 1" });
  await invest.execute(racer, { amount: "100" });
  const answers = await Promise.allSettled([1, 2, 3].map(() => requestWithdrawal.execute(racer, { amount: "70" })));
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  expect(await accountBalance(database(), "depositor_available", racer.id)).toBe(30_00n);
});

test("the books hold after all of it", async () => {
  expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);
});
