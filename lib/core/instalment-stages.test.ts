import { describe, expect, test } from "vitest";
import { sixMonths } from "./fixtures/six-months";
import { describeStage, instalmentStages, regularInstalment } from "./instalment-stages";
import type { LoanTerms } from "./loan-terms";
import { formatDecimal } from "./money";
import { buildSchedule } from "./schedule";

const read = (change: Partial<LoanTerms>) => {
  const terms = { ...sixMonths, ...change };
  const schedule = buildSchedule(terms);
  const lines = instalmentStages(terms, schedule).map((stage) => Object.values(describeStage(stage, (amount) => formatDecimal(amount, 2))).join(", "));
  return { lines, regular: formatDecimal(regularInstalment(terms, schedule), 2) };
};

describe("a schedule in stages", () => {
  test("equal instalments are one stage", () => {
    expect(read({})).toEqual({ lines: ["Instalments 1 to 6, The same each time, 17.25"], regular: "17.25" });
  });
  test("of equal principal the first is the highest", () => {
    expect(read({ method: "equal_principal" })).toEqual({
      lines: ["Instalments 1 to 6, The same principal each time, and the interest on top, 17.67, falling to 16.82"],
      regular: "17.67",
    });
  });
  test("a bullet asks for interest, and for everything at the end", () => {
    expect(read({ method: "bullet" })).toEqual({
      lines: ["Instalments 1 to 5, Interest only, 1.00", "Instalment 6, The whole amount, with the last interest, 101.00"],
      regular: "1.00",
    });
    expect(read({ method: "bullet", instalmentCount: 1 })).toEqual({ lines: ["Instalment 1, The whole amount, with the last interest, 101.00"], regular: "101.00" });
  });
  test("grace is a stage of its own, and is not what is paid regularly", () => {
    expect(read({ grace: { instalments: 2, of: "principal", interest: "charged" } })).toEqual({
      lines: ["Instalments 1 to 2, Interest only, 1.00", "Instalments 3 to 6, The same each time, 25.63"],
      regular: "25.63",
    });
    expect(read({ grace: { instalments: 1, of: "both", interest: "charged" } }).lines[0]).toBe("Instalment 1, Nothing to pay, 0.00");
    expect(read({ grace: { instalments: 1, of: "principal", interest: "waived" } }).lines[0]).toBe("Instalment 1, Nothing to pay, 0.00");
  });
  test("interest that differs by the days of a month is said as a span", () => {
    expect(read({ method: "bullet", principal: 1_000_000n, dayCount: "actual/365" }).lines[0]).toBe("Instalments 1 to 5, Interest only, 95.34 to 101.92");
  });
});
