import { describe, expect, test } from "vitest";
import { sixMonths } from "./fixtures/six-months";
import { openAccount, type LoanAccount } from "./loan-account";
import { formatDecimal } from "./money";
import { applyRepayment, dueOn, oldestUnpaidDueOn, payoff } from "./repayment";
import { replan, whyNotReplan } from "./replan";
import { rateOfPpm } from "./rate";
import type { LoanTerms } from "./schedule";

const opened = openAccount(sixMonths);
const flat = openAccount({ ...sixMonths, method: "flat", rateBasis: "term", annualRate: rateOfPpm(200_000), principal: 90_000n });

describe("a payment holiday", () => {
  test("with interest accruing: the next two ask for nothing, the interest of that time is paid first afterwards, and bears none", () => {
    const account = replan(opened, { kind: "holiday", on: "2024-01-01", instalments: 2, interest: "accrues" });
    // Three months of interest on 100.00 stand in the third instalment: 3.00. The rest is spread so that all are alike.
    expect(toPay(account)).toEqual(["0.00", "0.00", "17.60", "17.60", "17.60", "17.60", "17.60", "17.58"]);
    expect(account.instalments[2]).toMatchObject({ number: 3, dueOn: "2024-04-01", interest: 300n, principal: 1_460n });
    expect(account.instalments.at(-1)).toMatchObject({ number: 8, dueOn: "2024-09-01" });
    expect(oldestUnpaidDueOn(account)).toBe("2024-04-01");
    expect(payoff(account, "2024-03-01").interest).toBe(200n);
  });

  test("with interest waived: the same instalments come two months later, and closing in between costs no interest", () => {
    const account = replan(opened, { kind: "holiday", on: "2024-01-01", instalments: 2, interest: "waived" });
    expect(toPay(account)).toEqual(["0.00", "0.00", ...toPay(opened)]);
    expect(payoff(account, "2024-02-20").total).toBe(10_000n);
    expect(payoff(account, "2024-03-16").interest).toBe(48n);
  });

  test("in the middle of a period: interest up to the day stays owed, part payments stay where they are", () => {
    const paid = pay(opened, 500n, "2024-01-11");
    const account = replan(paid, { kind: "holiday", on: "2024-01-21", instalments: 1, interest: "waived" });
    expect(account.instalments[0]).toMatchObject({ principal: 468n, interest: 32n, principalPaid: 468n, interestPaid: 32n });
    expect(payoff(account, "2024-01-31")).toEqual(payoff(paid, "2024-01-21"));
    expect(dueOn(account, "2024-02-01").dueToday).toEqual({ principal: 0n, interest: 0n, fee: 0n, penalty: 0n });
  });

  test("leaves what is overdue overdue", () => {
    const account = replan(opened, { kind: "holiday", on: "2024-02-10", instalments: 1, interest: "accrues" });
    expect(oldestUnpaidDueOn(account)).toBe("2024-02-01");
    expect(dueOn(account, "2024-02-10").next).toMatchObject({ number: 3, dueOn: "2024-04-01" });
  });

  test("of a flat loan moves every part by so many places and costs nothing", () => {
    const account = replan(flat, { kind: "holiday", on: "2024-01-15", instalments: 2, interest: "accrues" });
    expect(toPay(account)).toEqual(["0.00", "0.00", ...toPay(flat)]);
    expect(payoff(account, "2024-01-15").total).toBe(payoff(flat, "2024-01-15").total);
  });

  test("after the last due date there is nothing to put off", () => {
    expect(whyNotReplan(opened, { kind: "holiday", on: "2024-07-01", instalments: 1, interest: "accrues" })).toBe("nothing_to_put_off");
    expect(whyNotReplan(opened, { kind: "holiday", on: "2024-06-30", instalments: 1, interest: "accrues" })).toBeNull();
  });
});

describe("a restructure", () => {
  test("spreads the rest over more instalments at a lower rate, on the dates of the calendar", () => {
    const paid = pay(opened, 1_725n, "2024-02-01");
    const account = replan(paid, { kind: "restructure", on: "2024-02-01", instalmentCount: 10, annualRatePpm: 60_000 });
    expect(toPay(account)).toEqual(["0.00", "8.61", "8.61", "8.61", "8.61", "8.61", "8.61", "8.61", "8.61", "8.61", "8.59"]);
    expect(account.instalments[1]).toMatchObject({ dueOn: "2024-03-01", interest: 42n });
    expect(account.instalments.at(-1)).toMatchObject({ number: 11, dueOn: "2024-12-01" });
    expect(account.terms).toMatchObject({ annualRate: rateOfPpm(60_000), instalmentCount: 11 });
  });

  test("takes the arrears in: nothing is overdue afterwards, overdue interest is paid first and bears none, late fees come along", () => {
    const late: LoanAccount = { ...opened, instalments: opened.instalments.map((each) => (each.number === 1 ? { ...each, penalty: 50n } : each)) };
    const account = replan(late, { kind: "restructure", on: "2024-03-10", instalmentCount: 3, annualRatePpm: 120_000 });
    expect(dueOn(account, "2024-03-10").pastDue).toEqual({ principal: 0n, interest: 0n, fee: 0n, penalty: 0n });
    expect(payoff(account, "2024-03-10").total).toBe(payoff(late, "2024-03-10").total);
    expect(account.instalments[2]).toMatchObject({ number: 3, dueOn: "2024-04-01", penalty: 50n });
    // 1.00 + 0.84 of the two overdue instalments; 9/31 of a month on 67.34 and 22/31 on all 100.00.
    expect(account.instalments[2]?.interest).toBe(184n + 20n + 71n);
    expect(account.instalments).toHaveLength(5);
  });

  test("after the last due date begins on the next date of the calendar, however long ago the last one was", () => {
    const account = replan(opened, { kind: "restructure", on: "2024-10-15", instalmentCount: 2, annualRatePpm: 120_000 });
    expect(account.instalments.slice(6).map((each) => [each.number, each.dueOn, each.principal > 0n])).toEqual([
      [7, "2024-08-01", false],
      [8, "2024-09-01", false],
      [9, "2024-10-01", false],
      [10, "2024-11-01", true],
      [11, "2024-12-01", true],
    ]);
    expect(payoff(account, "2024-10-15").total).toBe(payoff(opened, "2024-10-15").total);
  });

  test("of a flat loan changes its instalments, not its interest", () => {
    const account = replan(flat, { kind: "restructure", on: "2024-01-15", instalmentCount: 12, annualRatePpm: 200_000 });
    expect(toPay(account)).toEqual(Array.from({ length: 12 }, () => "90.00"));
    expect(whyNotReplan(flat, { kind: "restructure", on: "2024-01-15", instalmentCount: 12, annualRatePpm: 100_000 })).toBe("flat_rate_fixed");
  });

  test("has nothing to spread when only a late fee is left", () => {
    const change = { kind: "restructure", on: "2024-01-15", instalmentCount: 3, annualRatePpm: 0 } as const;
    const paid = pay(opened, payoff(opened, "2024-01-15").total, "2024-01-15");
    const charged = { ...paid, instalments: paid.instalments.map((each) => (each.number === 1 ? { ...each, penalty: 50n } : each)) };
    expect([paid, charged].map((account) => whyNotReplan(account, change))).toEqual(["nothing_to_put_off", "nothing_to_put_off"]);
    expect(whyNotReplan(opened, change)).toBeNull();
  });

  test("of a bullet at no interest does not ask again for what was paid in advance on the same day", () => {
    const bullet = openAccount({ ...sixMonths, method: "bullet", principal: 600_000n });
    const result = applyRepayment(bullet, { amount: 100_000n, on: "2024-01-21", prepayment: "lower_instalment" });
    if (!result.ok) throw new Error(result.reason);
    const account = replan(result.account, { kind: "restructure", on: "2024-01-21", instalmentCount: 6, annualRatePpm: 0 });
    expect(payoff(account, "2024-01-21").total).toBe(payoff(result.account, "2024-01-21").total);
    expect(toPay(account)).toEqual(["0.00", "0.00", "0.00", "0.00", "0.00", formatDecimal(payoff(account, "2024-01-21").total, 2)]);
  });

  test("begins on the first date after the day, whatever the interval", () => {
    const firstOpenAfter = (changed: Partial<LoanTerms>, on: string) =>
      replan(openAccount({ ...sixMonths, ...changed }), { kind: "restructure", on, instalmentCount: 1, annualRatePpm: 0 }).instalments.at(-1);
    expect(firstOpenAfter({ interval: { unit: "day", count: 7 } }, "2024-02-12")).toMatchObject({ number: 7, dueOn: "2024-02-19" });
    expect(firstOpenAfter({ interval: { unit: "day", count: 1 } }, "2024-12-31")).toMatchObject({ number: 366, dueOn: "2025-01-01" });
    expect(firstOpenAfter({ disbursedOn: "2023-08-31" }, "2024-02-29")).toMatchObject({ number: 7, dueOn: "2024-03-31" });
    expect(firstOpenAfter({ interval: { unit: "month", count: 3 }, disbursedOn: "2023-08-31" }, "2034-02-28")).toMatchObject({ number: 43, dueOn: "2034-05-31" });
  });

  test("and a holiday leave a paid loan as it is", () => {
    const paid = pay(opened, payoff(opened, "2024-01-15").total, "2024-01-15");
    expect(replan(paid, { kind: "restructure", on: "2024-01-15", instalmentCount: 3, annualRatePpm: 0 })).toEqual(paid);
    expect(replan(paid, { kind: "holiday", on: "2024-01-15", instalments: 3, interest: "waived" })).toEqual(paid);
  });
});

function pay(account: LoanAccount, amount: bigint, on: string): LoanAccount {
  const result = applyRepayment(account, { amount, on, prepayment: "shorter_term" });
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.account;
}

function toPay(account: LoanAccount): string[] {
  return account.instalments.map((each) => formatDecimal(each.principal - each.principalPaid + each.interest - each.interestPaid, 2));
}
