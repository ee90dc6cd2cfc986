import { beforeAll, beforeEach, expect, test } from "vitest";
import { database } from "@/db/client";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { rebuildBalances } from "@/lib/ledger/operations/rebuild-balances";
import { install } from "@/scripts/story/install";
import { registerPerson } from "@/scripts/story/people";
import { checkInvariants } from "./invariants";

let depositor: Actor;

const brokenRules = async () => (await checkInvariants(database())).filter((each) => each.problems.length > 0);
const sql = (statement: string, values: unknown[] = []) => database().$client.query(statement, values);

beforeAll(async () => {
  await install("2026-03-01", { demo: false });
  depositor = await registerPerson({ role: "depositor", fullName: "Devika", email: "devika@example.com", password: "correct horse 1" });
  await invest.execute(depositor, { amount: "1000" });
});

beforeEach(async () => expect(await brokenRules()).toEqual([]));

test("a balance that was changed by hand is found with the right figures, and mended from its postings", async () => {
  await sql("UPDATE depositors SET available = available + 777 WHERE user_id = ?", [depositor.id]);
  expect(await brokenRules()).toEqual([
    expect.objectContaining({
      name: "balance:depositor_available",
      problems: [`available of depositors ${depositor.id}: stored 100777, postings 100000`],
    }),
  ]);
  const { mended } = await rebuildBalances.execute(system, {});
  expect(mended.depositor_available).toBe(1);
});

test("a posting that was changed by hand breaks its entry", async () => {
  await sql("UPDATE postings SET amount = amount + 1 WHERE amount > 0 LIMIT 1");
  expect((await brokenRules()).map((each) => each.name)).toContain("entries-balance");
  await sql("UPDATE postings SET amount = amount - 1 WHERE amount > 0 LIMIT 1");
});

test("an entry whose operation left no result is found", async () => {
  await sql("UPDATE idempotency_keys SET operation = 'x', answer = NULL WHERE operation = 'deposits.invest'");
  expect((await brokenRules()).map((each) => each.name)).toEqual(["entries-have-results"]);
  await sql("UPDATE idempotency_keys SET operation = 'deposits.invest', answer = '{}' WHERE operation = 'x'");
});

test("a posting on an account that the chart does not have, or of nobody, and an entry of an unknown kind are found", async () => {
  const account = "UPDATE postings SET account = ? WHERE account = ? AND owner_id = ?";
  await sql(account, [99, 22, depositor.id]);
  expect((await brokenRules()).map((each) => each.name)).toEqual(["balance:depositor_available", "postings-in-chart"]);
  await sql(account, [22, 99, depositor.id]);
  await sql("UPDATE postings SET owner_id = 424242 WHERE account = 22");
  expect((await brokenRules()).map((each) => each.name)).toContain("postings-in-chart");
  await sql("UPDATE postings SET owner_id = ? WHERE account = 22", [depositor.id]);
  await sql("UPDATE journal_entries SET kind = 'gift' WHERE kind = 'deposit_invested'");
  expect((await brokenRules()).map((each) => each.name)).toEqual(["postings-in-chart"]);
  await sql("UPDATE journal_entries SET kind = 'deposit_invested' WHERE kind = 'gift'");
});

test("the database itself refuses a negative balance", async () => {
  await expect(sql("UPDATE depositors SET available = -1 WHERE user_id = ?", [depositor.id])).rejects.toMatchObject({ errno: 4025 });
});
