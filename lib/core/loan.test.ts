import { describe, expect, test } from "vitest";
import { canTransition, isWithdrawable, loanStates, standingOf, transition, transitions, type LoanState } from "./loan";

describe("loan states", () => {
  const allowed: [LoanState, LoanState][] = [
    ["pending", "approved"],
    ["pending", "rejected"],
    ["pending", "withdrawn"],
    ["approved", "active"],
    ["approved", "rejected"],
    ["approved", "withdrawn"],
    ["active", "closed"],
    ["active", "written_off"],
    ["active", "withdrawn"],
    ["closed", "active"],
  ];

  test.each(allowed)("a %s loan may become %s", (from, to) => {
    expect(canTransition(from, to)).toBe(true);
    expect(transition(from, to)).toBe(to);
  });

  test("no other move exists", () => {
    const moves = loanStates.flatMap((from) => loanStates.filter((to) => canTransition(from, to)).map((to) => `${from} > ${to}`));
    expect(moves.sort()).toEqual(allowed.map(([from, to]) => `${from} > ${to}`).sort());
  });

  test("only what is not paid out can be taken back by its borrower", () => {
    expect(loanStates.filter(isWithdrawable)).toEqual(["pending", "approved"]);
  });

  test("a move that the table does not have is a bug", () => {
    expect(() => transition("pending", "active")).toThrow("pending cannot become active");
    expect(() => transition("written_off", "active")).toThrow("written_off cannot become active");
  });

  test("every state is in the table", () => {
    expect(Object.keys(transitions).sort()).toEqual([...loanStates].sort());
  });
});

describe("how a loan stands", () => {
  test("a withdrawal is told apart by whether there was a decision before it; every other state stands for itself", () => {
    expect(standingOf({ state: "withdrawn", decidedOn: null })).toBe("withdrawn_undecided");
    expect(standingOf({ state: "withdrawn", decidedOn: "2026-01-01" })).toBe("withdrawn_approved");
    for (const state of loanStates) if (state !== "withdrawn") expect(standingOf({ state, decidedOn: "2026-01-01" })).toBe(state);
  });
});
