import { describe, expect, test } from "vitest";
import { canTransition, loanStates, transition, transitions, type LoanState } from "./loan";

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

  test("a move that the table does not have is a bug", () => {
    expect(() => transition("pending", "active")).toThrow("pending cannot become active");
    expect(() => transition("written_off", "active")).toThrow("written_off cannot become active");
  });

  test("every state is in the table", () => {
    expect(Object.keys(transitions).sort()).toEqual([...loanStates].sort());
  });
});
