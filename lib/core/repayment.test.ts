import { describe, expect, test } from "vitest";
import { minor, readTerms, referenceFigures } from "./fixtures/reference-figures";
import { sixMonths } from "./fixtures/six-months";
import { formatDecimal } from "./money";
import {
  amountOwed,
  applyRepayment,
  dueOn,
  oldestUnpaidDueOn,
  openAccount,
  payOff,
  payoff,
  type AppliedRepayment,
  type LoanAccount,
  type Repayment,
} from "./repayment";
import { buildSchedule, type LoanTerms } from "./schedule";
import { rateOfPpm } from "./rate";

const opened = openAccount(sixMonths);
const flatTerms: LoanTerms = { ...sixMonths, method: "flat", rateBasis: "term", annualRate: rateOfPpm(200_000), principal: 90_000n };

describe("published figures", () => {
  test("FIN-UNIT-EARLY-PAYMENT-0215: the next instalment paid early costs interest to the day, the rest moves on", () => {
    const { terms: written, paid, rows } = referenceFigures.earlyPayment;
    const account = paid.reduce(
      (before, [on = "", amount = ""]) => apply(before, { amount: minor(amount), on, prepayment: "next_instalments" }).account,
      openAccount(readTerms(written)),
    );
    expect(scheduleOf(account)).toEqual(rows);
    expect(oldestUnpaidDueOn(account)).toBe("2024-04-01");
  });

  test.each(referenceFigures.payoffs.map((figure) => [figure.id, figure] as const))("%s", (_, figure) => {
    const quote = payoff(openAccount(readTerms(figure.terms)), figure.on);
    expect([quote.principal, quote.interest, quote.total].map(asText)).toEqual([figure.principal, figure.interest, figure.total]);
  });
});

describe("refusals, in order of precedence", () => {
  test.each([
    [0n, "amount_not_positive"],
    [-1n, "amount_not_positive"],
    [10_048n, "amount_exceeds_payoff"],
  ] as const)("%s minor units: %s, and nothing is changed", (amount, reason) => {
    const result = applyRepayment(opened, { amount, on: "2024-01-15", prepayment: "shorter_term" });
    // 14 days of 31 in January: 1.00 × 14/31 = 0.45.
    expect(result).toEqual({ ok: false, reason, payoff: 10_045n });
    expect(opened).toEqual(openAccount(sixMonths));
  });
  test("a payment that would close the loan early is refused while the pre-closure fee is owed, one unit less or on the last date is not", () => {
    const pay = (amount: bigint, on: string, account: LoanAccount) =>
      applyRepayment(account, { amount, on, prepayment: "shorter_term", preClosureFeePpm: 20_000 });
    const { total } = payoff(opened, "2024-01-15");
    expect(pay(total, "2024-01-15", opened)).toEqual({ ok: false, reason: "closes_loan_early", payoff: total });
    expect(pay(total - 1n, "2024-01-15", opened)).toMatchObject({ ok: true, paidOff: false });
    expect(pay(payoff(opened, "2024-07-01").total, "2024-07-01", opened)).toMatchObject({ ok: true, paidOff: true });
  });

  test("a paid loan takes nothing more", () => {
    const { account } = payOff(opened, "2024-01-15");
    expect(applyRepayment(account, { amount: 1n, on: "2024-01-15", prepayment: "shorter_term" })).toMatchObject({ reason: "amount_exceeds_payoff", payoff: 0n });
  });
  test("a payment for a date before the last one applied is a bug: replay is the way back", () => {
    const { account } = apply(opened, { amount: 1_725n, on: "2024-02-01", prepayment: "shorter_term" });
    expect(() => applyRepayment(account, { amount: 1n, on: "2024-01-31", prepayment: "shorter_term" })).toThrow();
  });
});

describe("money that is due", () => {
  test("an instalment paid on its due date leaves the schedule untouched", () => {
    const { account, applied, lines, paidOff } = apply(opened, { amount: 1_725n, on: "2024-02-01", prepayment: "lower_instalment" });
    expect(scheduleOf(account)).toEqual(scheduleOf(opened));
    expect(applied).toEqual({ principal: 1_625n, interest: 100n, fee: 0n, penalty: 0n });
    expect(lines).toEqual([{ number: 1, ...applied }]);
    expect(paidOff).toBe(false);
    expect(amountOwed(account)).toBe(amountOwed(opened) - 1_725n);
  });

  test("goes to the oldest instalment first and inside it to penalty, fee, interest, principal", () => {
    const charged = withCharges(opened, 1, { penalty: 50n, fee: 20n });
    const steps = [30n, 30n, 60n, 60n, 1_615n, 10n].map((amount) => ({ amount, on: "2024-03-05", prepayment: "shorter_term" as const }));
    let account = charged;
    const lines = steps.flatMap((step) => {
      const result = apply(account, step);
      account = result.account;
      return result.lines;
    });
    expect(lines).toEqual([
      { number: 1, penalty: 30n, fee: 0n, interest: 0n, principal: 0n },
      { number: 1, penalty: 20n, fee: 10n, interest: 0n, principal: 0n },
      { number: 1, penalty: 0n, fee: 10n, interest: 50n, principal: 0n },
      { number: 1, penalty: 0n, fee: 0n, interest: 50n, principal: 10n },
      { number: 1, penalty: 0n, fee: 0n, interest: 0n, principal: 1_615n },
      { number: 2, penalty: 0n, fee: 0n, interest: 10n, principal: 0n },
    ]);
  });

  test("one cent short leaves the instalment open", () => {
    const { account } = apply(opened, { amount: 1_724n, on: "2024-02-01", prepayment: "shorter_term" });
    expect(oldestUnpaidDueOn(account)).toBe("2024-02-01");
    expect(dueOn(account, "2024-02-02").pastDue).toEqual({ principal: 1n, interest: 0n, fee: 0n, penalty: 0n });
  });

  test("paid late, costs the interest of the schedule and no more", () => {
    const quote = payoff(opened, "2024-12-31");
    expect(quote.total).toBe(buildSchedule(sixMonths).totalPayable);
    const { account, paidOff } = apply(opened, { amount: quote.total, on: "2024-12-31", prepayment: "shorter_term" });
    expect(paidOff).toBe(true);
    expect(scheduleOf(account)).toEqual(scheduleOf(opened));
  });

  test("what is due is told apart from what is past due and what comes next", () => {
    const { pastDue, dueToday, next } = dueOn(opened, "2024-03-01");
    expect(pastDue).toEqual({ principal: 1_625n, interest: 100n, fee: 0n, penalty: 0n });
    expect(dueToday).toEqual({ principal: 1_641n, interest: 84n, fee: 0n, penalty: 0n });
    expect(next).toMatchObject({ number: 3, dueOn: "2024-04-01", principal: 1_658n, interest: 67n });
    expect(dueOn(opened, "2025-01-01").next).toBeNull();
  });
});

describe("money in advance on a declining loan", () => {
  const early: Omit<Repayment, "prepayment"> = { amount: 3_000n, on: "2024-01-15" };

  test.each(["shorter_term", "lower_instalment", "next_instalments"] as const)("%s pays the interest accrued to the day, then principal", (prepayment) => {
    const { account, applied } = apply(opened, { ...early, prepayment });
    expect(applied).toEqual({ principal: 2_955n, interest: 45n, fee: 0n, penalty: 0n });
    expect(payoff(account, early.on).total).toBe(10_045n - 3_000n);
  });

  test("shorter_term keeps the instalment and drops the last ones", () => {
    const { account } = apply(opened, { ...early, prepayment: "shorter_term" });
    expect(account.instalmentAmount).toBe(1_725n);
    expect(toPay(account)).toEqual(["17.25", "17.25", "17.25", "17.25", "2.98"]);
    expect(dueOn(account, "2024-02-01").dueToday.interest).toBe(39n);
  });

  test("lower_instalment keeps the dates and lowers what each asks for", () => {
    const { account } = apply(opened, { ...early, prepayment: "lower_instalment" });
    expect(account.instalmentAmount).toBe(1_210n);
    expect(toPay(account)).toEqual(["12.10", "12.10", "12.10", "12.10", "12.10", "12.12"]);
  });

  test("next_instalments closes the next ones in order and keeps the dates of the others", () => {
    const { account, lines } = apply(opened, { ...early, prepayment: "next_instalments" });
    expect(lines.map(({ number, principal, interest }) => [number, principal, interest])).toEqual([
      [1, 1_680n, 45n],
      [2, 1_275n, 0n],
    ]);
    expect(toPay(account)).toEqual(["0.00", "4.50", "17.25", "17.25", "17.25", "16.97"]);
    expect(dueOn(account, "2024-01-15").next).toMatchObject({ number: 2, dueOn: "2024-03-01" });
  });

  test("interest of a period is rounded once, on the unrounded sum of its stretches", () => {
    const first = apply(opened, { amount: 5n, on: "2024-01-11", prepayment: "shorter_term" });
    expect(first.applied).toEqual({ principal: 0n, interest: 5n, fee: 0n, penalty: 0n });
    expect(payoff(first.account, "2024-01-31").interest).toBe(92n);
    expect(dueOn(first.account, "2024-02-01").dueToday).toMatchObject({ interest: 95n });
  });

  test("interest that outgrows the instalments left open is spread over them, not demanded at once", () => {
    const long = openAccount({ ...sixMonths, principal: 10_000_000n, instalmentCount: 360 });
    const tenAhead = apply(long, { amount: long.instalmentAmount * 10n, on: "2024-01-01", prepayment: "next_instalments" });
    expect(dueOn(tenAhead.account, "2024-12-01")).toMatchObject({ pastDue: { interest: 0n, principal: 0n }, dueToday: { principal: 0n, interest: long.instalmentAmount } });
    const onTime = apply(tenAhead.account, { amount: long.instalmentAmount, on: "2024-12-01", prepayment: "shorter_term" });
    expect(oldestUnpaidDueOn(onTime.account)).toBe("2025-01-01");
    // Eleven months at 1 % of 100,000.00 less ten instalments of 1,028.61, less the one instalment of interest paid since.
    expect(payoff(onTime.account, "2024-12-01").interest).toBe(986_853n - 102_861n);
  });

  test("fees already charged on a coming instalment are paid before interest", () => {
    const { applied } = apply(withCharges(opened, 3, { fee: 70n, penalty: 30n }), { amount: 120n, on: "2024-01-15", prepayment: "shorter_term" });
    expect(applied).toEqual({ principal: 0n, interest: 20n, fee: 70n, penalty: 30n });
  });
});

describe("flat loans", () => {
  const flat = openAccount(flatTerms);

  test.each(["shorter_term", "lower_instalment", "next_instalments"] as const)("%s: money in advance fills the next instalments in order, interest and all", (prepayment) => {
    const { account, lines } = apply(flat, { amount: 20_000n, on: "2024-01-15", prepayment });
    expect(lines.map(({ number, principal, interest }) => [number, principal, interest])).toEqual([
      [1, 15_000n, 3_000n],
      [2, 0n, 2_000n],
    ]);
    expect(scheduleOf(account)).toEqual(scheduleOf(flat));
  });

  test("the payoff is everything left of the schedule, from the first day on", () => {
    expect(payoff(flat, "2024-01-01").total).toBe(108_000n);
    expect(payOff(flat, "2024-01-15").applied).toEqual({ principal: 90_000n, interest: 18_000n, fee: 0n, penalty: 0n });
  });
});

describe("payoff", () => {
  test("after an instalment is paid on its date it is the balance of the schedule", () => {
    const { account } = apply(opened, { amount: 1_725n, on: "2024-02-01", prepayment: "shorter_term" });
    expect(payoff(account, "2024-02-01")).toEqual({ principal: 8_375n, interest: 0n, fee: 0n, penalty: 0n, preClosureFee: 0n, total: 8_375n });
  });

  test("the pre-closure fee is taken of the principal that is not due yet, half-even", () => {
    // Outstanding 100.00, of which 16.25 are overdue; 2 % of 83.75 = 1.675.
    expect(payoff(opened, "2024-02-15", 20_000)).toMatchObject({ principal: 10_000n, preClosureFee: 168n });
    expect(payoff(opened, "2024-07-01", 20_000).preClosureFee).toBe(0n);
  });

  test("closing brings every figure to 0 and keeps the fee beside the instalments", () => {
    const charged = withCharges(opened, 1, { penalty: 50n, fee: 20n });
    const closing = payOff(charged, "2024-02-15", 20_000);
    const { account, applied, preClosureFee, paidOff } = closing;
    expect(applied).toEqual({ principal: 10_000n, interest: 140n, fee: 20n, penalty: 50n });
    expect(preClosureFee).toBe(168n);
    expect(paidOff).toBe(true);
    expect(amountOwed(account)).toBe(0n);
    expect(oldestUnpaidDueOn(account)).toBeNull();
    expect(payoff(account, "2024-06-01", 20_000).total).toBe(0n);
    expect(account.instalments).toHaveLength(2);
    expect(payOff(account, "2024-02-15", 20_000)).toMatchObject({ account, lines: [], paidOff: true });
  });
});

function apply(account: LoanAccount, repayment: Repayment): AppliedRepayment {
  const result = applyRepayment(account, repayment);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result;
}

function withCharges(account: LoanAccount, number: number, charges: { fee: bigint; penalty: bigint }): LoanAccount {
  return { ...account, instalments: account.instalments.map((each) => (each.number === number ? { ...each, ...charges } : each)) };
}

/** Principal, interest, total and balance of each line, as a published schedule writes them. */
function scheduleOf(account: LoanAccount): string[][] {
  let balance = account.terms.principal;
  return account.instalments.map(({ dueOn: date, principal, interest }) => {
    balance -= principal;
    return [date, ...[principal, interest, principal + interest, balance].map(asText)];
  });
}

function toPay(account: LoanAccount): string[] {
  return account.instalments.map((each) => asText(each.principal - each.principalPaid + each.interest - each.interestPaid));
}

function asText(amount: bigint): string {
  return formatDecimal(amount, 2);
}
