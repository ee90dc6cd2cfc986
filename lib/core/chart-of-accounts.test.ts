import { describe, expect, test } from "vitest";
import { accountByNumber, accountCodes, accounts, growsOn } from "./chart-of-accounts";

describe("chart of accounts", () => {
  test("every account is found by the number that SQL stores, and no two share one", () => {
    for (const code of accountCodes) expect(accountByNumber(accounts[code].number)).toBe(code);
    expect(new Set(accountCodes.map((code) => accounts[code].number)).size).toBe(accountCodes.length);
  });

  test("a number fits an unsigned TINYINT", () => {
    for (const code of accountCodes)
      expect(accounts[code].number).toSatisfy((accountNumber: number) => accountNumber > 0 && accountNumber < 256);
  });

  test("an unknown number is no account", () => {
    expect(accountByNumber(255)).toBeUndefined();
  });

  test.each([
    ["cash", "debit"],
    ["loan_receivable", "debit"],
    ["loss", "debit"],
    ["funding", "credit"],
    ["bank_available", "credit"],
    ["servicing_fee_income", "credit"],
  ] as const)("%s grows on the %s side", (code, side) => {
    expect(growsOn(code)).toBe(side);
  });

  test("an account that every transaction touches has no stored balance, one that must not go negative has one", () => {
    const stored = accountCodes.filter((code) => accounts[code].balance === "stored");
    expect(stored).toEqual([
      "loan_receivable",
      "advance",
      "due_from_depositor",
      "funding",
      "depositor_available",
      "depositor_reserved",
      "depositor_committed",
      "bank_available",
      "bank_committed",
    ]);
  });
});
