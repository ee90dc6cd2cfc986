import { describe, expect, test } from "vitest";
import { chargeLateFees, lateFeeDay, lateFeeOf, type LateFeeRule } from "./late-fee";
import { sixMonths } from "./fixtures/six-months";
import { openAccount } from "./loan-account";
import { quotePayoff } from "./payoff-quote";
import { applyRepayment, payoff } from "./repayment";

const opened = openAccount(sixMonths);
const rule: LateFeeRule = { amount: 300n, graceDays: 3, capPpm: 100_000 };

describe("a late fee", () => {
  test("is charged on the morning after the last day of grace, not before", () => {
    expect(lateFeeDay("2024-02-01", rule)).toBe("2024-02-05");
    expect(lateFeeDay("2024-02-01", { ...rule, graceDays: 0 })).toBe("2024-02-02");
    expect(penalties("2024-01-01", "2024-02-04")).toEqual([0n, 0n]);
    expect(penalties("2024-01-01", "2024-02-05")).toEqual([172n, 0n]);
    expect(penalties("2024-02-05", "2024-03-04")).toEqual([0n, 0n]);
  });

  test.each([
    ["the amount, where the share is more", { ...rule, capPpm: 1_000_000 }, 300n],
    ["the share of what is late, rounded down, where that is less", rule, 172n],
    ["nothing, where the share is nothing", { ...rule, capPpm: 0 }, 0n],
    ["nothing, where the product takes none", { ...rule, amount: 0n }, 0n],
  ])("is %s", (_, each, fee) => {
    expect(lateFeeOf({ principal: 1_625n, interest: 100n, principalPaid: 0n, interestPaid: 0n }, each)).toBe(fee);
  });

  test("is of principal and interest alone: a fee that is not paid earns no fee", () => {
    const charged = chargeLateFees(opened, rule, { after: "2024-01-01", until: "2024-02-05" });
    const paid = applyRepayment(charged, { amount: 172n + 1_700n, on: "2024-02-05", prepayment: "shorter_term" });
    expect(paid.ok && paid.account.instalments.slice(0, 1).map((each) => lateFeeOf(each, { ...rule, capPpm: 1_000_000 }))).toEqual([25n]);
  });

  test("is charged once for an instalment, however late it becomes", () => {
    const charged = chargeLateFees(opened, rule, { after: "2024-01-01", until: "2024-06-30" });
    expect(chargeLateFees(charged, rule, { after: "2024-06-30", until: "2025-01-01" }).instalments[0]?.penalty).toBe(172n);
  });
});

describe("a payoff quote", () => {
  const costs = { lateFee: rule, preClosureFeePpm: 20_000 };

  test("for today is the payoff", () => {
    expect(quotePayoff(opened, costs, { today: "2024-01-15", on: "2024-01-15" })).toEqual(payoff(opened, "2024-01-15", 20_000));
  });

  test("has the late fees in it that come until then", () => {
    const quote = quotePayoff(opened, costs, { today: "2024-01-20", on: "2024-02-10" });
    expect(quote).toEqual(payoff(chargeLateFees(opened, rule, { after: "2024-01-20", until: "2024-02-10" }), "2024-02-10", 20_000));
    expect(quote?.penalty).toBe(172n);
  });

  test("is given from today up to 30 days ahead", () => {
    expect(quotePayoff(opened, costs, { today: "2024-01-20", on: "2024-01-19" })).toBeNull();
    expect(quotePayoff(opened, costs, { today: "2024-01-20", on: "2024-02-19" })).not.toBeNull();
    expect(quotePayoff(opened, costs, { today: "2024-01-20", on: "2024-02-20" })).toBeNull();
  });
});

function penalties(after: string, until: string): bigint[] {
  return chargeLateFees(opened, rule, { after, until })
    .instalments.slice(0, 2)
    .map((each) => each.penalty);
}
