import { describe, expect, test } from "vitest";
import { sixMonths } from "./fixtures/six-months";
import { chargeLateFees, type LateFeeRule } from "./late-fee";
import { openAccount } from "./loan-account";
import { rateOfPpm } from "./rate";
import { applyRepayment, payoff } from "./repayment";
import { paidInAll, replay, type LoanOpening, type ServicingEvent } from "./replay";

const lateFee: LateFeeRule = { amount: 50n, graceDays: 3, capPpm: 1_000_000 };
const opening: LoanOpening = {
  terms: sixMonths,
  lateFee,
  preClosureFeePpm: 20_000,
};

const pays = (place: number, on: string, amount: bigint, more: object = {}): ServicingEvent => ({
  ...{ kind: "payment", id: place, place, on, amount, pays: "instalment", prepayment: "shorter_term" },
  ...more,
});

describe("replay", () => {
  test("of nothing is the opened account with the late fees of its life", () => {
    expect(replay(opening, [], "2024-03-10")).toEqual({
      ok: true,
      account: chargeLateFees(openAccount(opening.terms), lateFee, { after: "2024-01-01", until: "2024-03-10" }),
      payments: [],
      closed: null,
    });
  });

  test("a payment of the day on which a late fee is charged comes after the fee; of the day before, instead of it", () => {
    const late = held([pays(1, "2024-02-05", 1_725n)], "2024-02-05");
    expect(late.payments[0]?.applied).toEqual({ penalty: 50n, fee: 0n, interest: 100n, principal: 1_575n });
    const inTime = held([pays(1, "2024-02-04", 1_725n)], "2024-02-05");
    expect(inTime.payments[0]?.applied).toEqual({ penalty: 0n, fee: 0n, interest: 100n, principal: 1_625n });
  });

  test("events stand in the order of dates, then of their places, however they are given", () => {
    const events = [pays(3, "2024-02-01", 400n), pays(1, "2024-03-01", 500n), { kind: "holiday", on: "2024-02-01", place: 2, instalments: 1, interest: "waived" } as const, pays(1, "2024-02-01", 1_725n)];
    expect(held(events, "2024-03-01")).toEqual(held(events.toReversed(), "2024-03-01"));
  });
});

describe("a payoff that is replayed", () => {
  const owed = payoff(openAccount(opening.terms), "2024-01-15", 20_000);
  const closing = (amount: bigint) => pays(2, "2024-01-15", amount, { pays: "payoff" });

  test("closes the loan and takes the pre-closure fee", () => {
    const { payments, closed, account } = held([closing(owed.total)], "2024-01-15");
    expect(payments[0]?.preClosureFee).toBe(owed.preClosureFee);
    expect(closed).toEqual({ paymentId: 2, on: "2024-01-15", early: true, feeForgone: 0n });
    expect(payoff(account, "2024-01-15").total).toBe(0n);
  });

  test("that reaches the loan but not the whole fee closes it with what is left for the fee", () => {
    const { payments, closed } = held([closing(owed.total - 50n)], "2024-01-15");
    expect(payments[0]?.preClosureFee).toBe(owed.preClosureFee - 50n);
    expect(closed).toMatchObject({ feeForgone: 50n });
  });

  test("that does not reach the loan any more is a payment like any other, wholly", () => {
    const { payments, closed, account } = held([closing(owed.total - owed.preClosureFee - 1n)], "2024-01-15");
    expect(payments[0]?.preClosureFee).toBe(0n);
    expect(closed).toBeNull();
    expect(payoff(account, "2024-01-15").total).toBe(1n);
  });

  test("behind a payment that leaves less to pay than it brings does not fit, and says what was owed", () => {
    const result = replay(opening, [pays(1, "2024-01-02", 5_000n), closing(owed.total)], "2024-01-15");
    const paid = applyRepayment(openAccount(opening.terms), { amount: 5_000n, on: "2024-01-02", prepayment: "shorter_term" });
    expect(result).toEqual({ ok: false, paymentId: 2, on: "2024-01-15", payoff: paid.ok && payoff(paid.account, "2024-01-15", 20_000).total });
  });
});

describe("the pre-closure fee that a payment leaves out", () => {
  const principalOnly: LoanOpening = { ...opening, lateFee: { ...lateFee, amount: 0n }, terms: { ...sixMonths, principal: 102_000n, method: "flat", rateBasis: "term", annualRate: rateOfPpm(480_000), instalmentCount: 24, roundInstalmentTo: 500n } };

  test("is that of the day on which it closes the loan", () => {
    const owed = payoff(openAccount(opening.terms), "2024-01-15", 20_000);
    const { closed } = held([pays(1, "2024-01-15", owed.total - owed.preClosureFee)], "2024-01-15");
    expect(closed).toEqual({ paymentId: 1, on: "2024-01-15", early: true, feeForgone: owed.preClosureFee });
  });

  test("is none where no principal is to come, however early: the same as when it is paid on the day", () => {
    const events = [pays(1, "2024-01-15", 149_500n), pays(2, "2024-01-16", 1_460n)];
    const result = replay(principalOnly, events, "2024-01-16");
    expect(result).toMatchObject({ ok: true, closed: { paymentId: 2, early: true, feeForgone: 0n } });
    const before = replay(principalOnly, events.slice(0, 1), "2024-01-16");
    expect(before.ok && applyRepayment(before.account, { amount: 1_460n, on: "2024-01-16", prepayment: "shorter_term", preClosureFeePpm: 20_000 }).ok).toBe(true);
  });
});

test("on its last due date a loan is not closed early", () => {
  const { closed } = held([pays(1, "2024-07-01", payoff(replayed([], "2024-07-01"), "2024-07-01").total)], "2024-07-01");
  expect(closed).toMatchObject({ early: false });
});

test("what is paid in all is what the payments paid", () => {
  const { account, payments } = held([pays(1, "2024-02-01", 1_000n), pays(2, "2024-02-20", 900n)], "2024-03-01");
  expect(paidInAll(account).principal).toBe(payments.reduce((sum, each) => sum + each.applied.principal, 0n));
  expect(paidInAll(account).penalty).toBe(50n);
});

function held(events: readonly ServicingEvent[], until: string) {
  const result = replay(opening, events, until);
  if (!result.ok) throw new Error(`payment ${result.paymentId} does not fit`);
  return result;
}

function replayed(events: readonly ServicingEvent[], until: string) {
  return held(events, until).account;
}
