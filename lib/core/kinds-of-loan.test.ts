import { describe, expect, test } from "vitest";
import { sixMonths } from "./fixtures/six-months";
import { openAccount, totalOf, unpaidOf, type LoanAccount } from "./loan-account";
import type { LoanTerms } from "./loan-terms";
import { formatDecimal } from "./money";
import { prepaymentChoicesOf, type PrepaymentChoice } from "./prepayment";
import { applyRepayment, payoff } from "./repayment";
import { replan } from "./replan";

/* 100.00 at 12 % over six months in the kinds whose instalments are not alike, by hand. */

const open = (change: Partial<LoanTerms>) => openAccount({ ...sixMonths, ...change });
const interestOnly = open({ grace: { instalments: 2, of: "principal", interest: "charged" } });
const nothing = open({ grace: { instalments: 2, of: "both", interest: "charged" } });
const waived = open({ grace: { instalments: 2, of: "both", interest: "waived" } });
const equalPrincipal = open({ method: "equal_principal" });
const bullet = open({ method: "bullet" });

const toPay = ({ instalments }: LoanAccount) => instalments.map((each) => formatDecimal(totalOf(unpaidOf(each)), 2)).join(" ");

function pay(account: LoanAccount, amount: bigint, on: string, prepayment: PrepaymentChoice = "shorter_term"): LoanAccount {
  const result = applyRepayment(account, { amount, on, prepayment });
  if (!result.ok) throw new Error(result.reason);
  return result.account;
}

test("what each kind asks for", () => {
  expect(toPay(interestOnly)).toBe("1.00 1.00 25.63 25.63 25.63 25.61");
  // The 2.00 of the first two months are paid with the third instalment, and bear no interest.
  expect(toPay(nothing)).toBe("0.00 0.00 26.14 26.14 26.14 26.12");
  expect(toPay(waived)).toBe("0.00 0.00 25.63 25.63 25.63 25.61");
  expect(toPay(equalPrincipal)).toBe("17.67 17.50 17.34 17.17 17.00 16.82");
  expect(toPay(bullet)).toBe("1.00 1.00 1.00 1.00 1.00 101.00");
});

describe("money in advance during interest-only grace pays the interest up to the day first", () => {
  const early = (choice: PrepaymentChoice) => pay(interestOnly, 20_30n, "2024-01-16", choice);
  test("and then: finish sooner", () => {
    // 15 of 31 days: 0.48. What is left of January's interest is that of 80.18 for 16 days.
    expect(early("shorter_term").instalments[0]).toMatchObject({ interestPaid: 48n, principalPaid: 1_982n, interest: 90n });
    expect(toPay(early("shorter_term"))).toBe("0.42 0.80 25.63 25.63 25.63 4.99");
  });
  test("or the same end, with lower instalments after grace", () => {
    expect(toPay(early("lower_instalment"))).toBe("0.42 0.80 20.55 20.55 20.55 20.53");
  });
  test("or the next instalments, each with the interest since the payment, the third in part", () => {
    expect(toPay(early("next_instalments"))).toBe("0.00 0.00 7.84 25.63 25.63 24.57");
  });
});

describe("grace of both", () => {
  test("owes the interest of its days to whoever pays in it, and no more afterwards", () => {
    expect(payoff(nothing, "2024-03-01")).toMatchObject({ principal: 10_000n, interest: 200n });
    const early = pay(nothing, 5_100n, "2024-02-01", "lower_instalment");
    expect(early.instalments[2]).toMatchObject({ interestPaid: 100n, principalPaid: 5_000n });
    expect(payoff(early, "2024-03-01").interest).toBe(50n);
  });
  test("waived costs no interest until its last day, and from then on it does", () => {
    expect(payoff(waived, "2024-03-01").total).toBe(10_000n);
    expect(payoff(waived, "2024-04-01").interest).toBe(100n);
  });
});

describe("equal principal", () => {
  test("keeps the principal in each, or divides what is left anew", () => {
    // On a due date the instalment is paid first; 33.33 of what is above it are two instalments of principal.
    const [sooner, lower] = (["shorter_term", "lower_instalment"] as const).map((choice) => pay(equalPrincipal, 17_67n + 33_34n, "2024-02-01", choice));
    expect(sooner && toPay(sooner)).toBe("0.00 17.17 17.00 16.82");
    expect(lower && toPay(lower)).toBe("0.00 10.50 10.40 10.30 10.20 10.09");
  });
});

describe("a bullet", () => {
  test("has no term to shorten: either choice lowers the interest and what is due at the end", () => {
    expect(prepaymentChoicesOf("bullet")).toEqual(["lower_instalment", "next_instalments"]);
    const [sooner, lower] = (["shorter_term", "lower_instalment"] as const).map((choice) => pay(bullet, 41_00n, "2024-02-01", choice));
    expect(sooner).toEqual(lower);
    expect(sooner && toPay(sooner)).toBe("0.00 0.60 0.60 0.60 0.60 60.60");
  });
  test("paid ahead, the next instalments are closed, and interest from then on stands in the one after them", () => {
    // 0.52 of it is principal; 99.48 bear 0.51 until the first of February and 0.99 each month.
    expect(toPay(pay(bullet, 1_00n, "2024-01-16", "next_instalments"))).toBe("0.00 1.51 0.99 0.99 0.99 100.47");
  });
});

describe("a change of the schedule", () => {
  test("a holiday in grace moves what is left of grace with everything else", () => {
    const account = replan(interestOnly, { kind: "holiday", on: "2024-02-10", instalments: 1, interest: "waived" });
    // The first instalment is overdue. The second moves from March to April, with 9 of 29 days of February and all of March.
    expect(toPay(pay(account, 1_00n, "2024-02-10"))).toBe("0.00 0.00 1.31 25.63 25.63 25.63 25.61");
    expect(account.terms.grace?.instalments).toBe(3);
  });
  test("the days without interest that were agreed are not moved by a holiday", () => {
    const account = replan(waived, { kind: "holiday", on: "2024-01-10", instalments: 1, interest: "accrues" });
    expect(payoff(account, "2024-03-01").interest).toBe(0n);
    expect(payoff(account, "2024-04-01").interest).toBe(100n);
  });
  test("a restructure ends grace, begins with the first instalment that asks for something, and keeps the kind", () => {
    const spread = (account: LoanAccount) => toPay(replan(account, { kind: "restructure", on: "2024-01-01", instalmentCount: 4, annualRatePpm: 120_000 }));
    expect(spread(interestOnly)).toBe("25.63 25.63 25.63 25.61");
    expect(spread(nothing)).toBe("0.00 0.00 26.14 26.14 26.14 26.12");
    expect(spread(equalPrincipal)).toBe("26.00 25.75 25.50 25.25");
    expect(spread(bullet)).toBe("1.00 1.00 1.00 101.00");
  });
});
