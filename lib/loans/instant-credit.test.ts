import { expect, test } from "vitest";
import { database } from "@/db/client";
import { webhookEvents } from "@/db/schema";
import { invest } from "@/lib/deposits/operations/invest";
import { signUp } from "@/lib/identity/testing";
import { install } from "@/scripts/story/install";
import { takeInstantCredit } from "./operations/take-instant-credit";

test("what is told of an instant credit is the loan as it was at each step: approved before it runs", async () => {
  await install("2026-01-01", { demo: false });
  await invest.execute(await signUp("depositor", "devika@example.com", "Devika"), { amount: "1000" });
  const asha = await signUp("borrower", "asha@example.com", "Asha");
  const { loan } = await takeInstantCredit.execute(asha, { amount: "900" });
  const events = await database().select().from(webhookEvents).orderBy(webhookEvents.id);
  const told = events.filter(({ objectType }) => objectType === "loan").map(({ type, facts }) => [type, (JSON.parse(facts) as { state: string }).state]);
  expect(told).toEqual([["loan.applied", "approved"], ["loan.approved", "approved"], ["loan.disbursed", "active"]]);
  expect(loan.state).toBe("active");
});
