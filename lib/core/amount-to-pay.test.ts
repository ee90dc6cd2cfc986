import { describe, expect, test } from "vitest";
import { applyRepayment, openAccount, payoff, type LoanAccount } from "./repayment";
import type { LoanTerms } from "./schedule";
import { amountToPay } from "./amount-to-pay";
import { rateOfPpm } from "./rate";

const terms: LoanTerms = {
  principal: 3_000_00n,
  annualRate: rateOfPpm(120_000),
  method: "declining",
  interval: { unit: "month", count: 1 },
  instalmentCount: 3,
  dayCount: "30/360",
  disbursedOn: "2026-01-01",
};
const fresh = openAccount(terms);

function pay(account: LoanAccount, amount: bigint, on: string): LoanAccount {
  const paid = applyRepayment(account, { amount, on, prepayment: "next_instalments" });
  if (!paid.ok) throw new Error(paid.reason);
  return paid.account;
}

const firstTwoPaid = pay(pay(fresh, 1_020_07n, "2026-02-01"), 1_020_07n, "2026-03-01");

describe("the amount of 'pay this instalment'", () => {
  test("before the first due date it is the next instalment", () => {
    expect(amountToPay(fresh, "2026-01-15", 0)).toEqual({ kind: "next", amount: 1_020_07n, dueOn: "2026-02-01" });
  });
  test("on the due date it is due, not overdue", () => {
    expect(amountToPay(fresh, "2026-02-01", 0)).toEqual({ kind: "due_today", amount: 1_020_07n, dueOn: "2026-02-01" });
  });
  test("what is overdue takes what is due today with it", () => {
    expect(amountToPay(fresh, "2026-03-01", 0)).toEqual({ kind: "overdue", amount: 2_040_14n, oldestDueOn: "2026-02-01", alsoToday: true });
  });
  test("half an instalment paid leaves the other half overdue", () => {
    expect(amountToPay(pay(fresh, 500_00n, "2026-02-01"), "2026-02-02", 0)).toMatchObject({ kind: "overdue", amount: 520_07n, alsoToday: false });
  });
  test("the last instalment paid early asks for no interest that has not accrued: never more than the payoff", () => {
    const today = "2026-03-11";
    const limit = payoff(firstTwoPaid, today).total;
    expect(amountToPay(firstTwoPaid, today, 0)).toEqual({ kind: "next", amount: limit, dueOn: "2026-04-01" });
  });
  test("with a pre-closure fee the last instalment is not offered before it is due", () => {
    expect(amountToPay(firstTwoPaid, "2026-03-11", 20_000)).toMatchObject({ kind: "last_not_due", dueOn: "2026-04-01" });
    expect(amountToPay(firstTwoPaid, "2026-04-01", 20_000)).toMatchObject({ kind: "due_today" });
  });
  test("nothing is asked of a paid loan", () => {
    const paid = pay(firstTwoPaid, payoff(firstTwoPaid, "2026-04-01").total, "2026-04-01");
    expect(amountToPay(paid, "2026-04-02", 20_000)).toEqual({ kind: "nothing" });
  });
});
