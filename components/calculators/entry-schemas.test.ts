import { describe, expect, test } from "vitest";
import { answerCost, costDefaults } from "./cost-question";
import { datedLines, readFlow } from "./entry-schemas";
import { answerInstalment, instalmentDefaults } from "./instalment-question";
import { answerReturn, returnDefaults } from "./return-question";
import { answerSchedule, scheduleDefaults } from "./schedule-question";

const lines = datedLines(readFlow, "2026-01-31 100");
const read = (text: string) => lines.parse(text).map(({ on, value }) => [on, value.toString()]);

describe("lines of dates and amounts", () => {
  test.each([
    ["2026-01-31 250", [["2026-01-31", "250"]]],
    ["2026-01-31\t-10,000.50\r\n\n2026-02-01,7", [["2026-01-31", "-10000.5"], ["2026-02-01", "7"]]],
    ["2026-01-31 −5", [["2026-01-31", "-5"]]],
    ["2026-01-31 250 x3", [["2026-01-31", "250"], ["2026-02-28", "250"], ["2026-03-31", "250"]]],
    ["2026-01-31 1 x2 weekly", [["2026-01-31", "1"], ["2026-02-07", "1"]]],
    ["2026-01-31 1 ×2 every 2 months", [["2026-01-31", "1"], ["2026-03-31", "1"]]],
    ["2026-01-31 1 * 2 quarterly", [["2026-01-31", "1"], ["2026-04-30", "1"]]],
    ["", []],
  ])("%j is read", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each(["tomorrow 5", "2026-02-30 5", "2026-01-31", "2026-01-31 five", "2026-01-31 5 x0", "2026-01-31 5 x2 sometimes", "1500-01-01 5", "2026-01-31 5 x9999 yearly", "2026-01-31 5 x2001 daily", "2026-01-31 1,00 "])("%j is refused", (text) => {
    expect(lines.safeParse(text).success).toBe(false);
  });

  test("the message names the line", () => {
    expect(lines.safeParse("2026-01-31 5\nx").error?.issues[0]?.message).toContain("Line 2");
  });
});

describe("a question that no answer fits says so beside its field", () => {
  const problemsOf = (answer: { ok: true } | { ok: false; problems: object }) => (answer.ok ? [] : Object.keys(answer.problems).sort());

  test.each([
    [{}, []],
    [{ principal: "0" }, ["principal"]],
    [{ annualRate: "-1", instalmentCount: "0" }, ["annualRate", "instalmentCount"]],
    [{ method: "flat", interestPauses: "2026-02-01 2026-02-05" }, ["method"]],
    [{ grace: "both", graceInstalments: "24" }, ["grace"]],
    [{ firstDueOn: "2025-01-01" }, ["firstDueOn"]],
    [{ dueDateShifts: "2026-02-02 2026-02-05" }, ["dueDateShifts"]],
    [{ downPayment: "100" }, ["downPayment"]],
    [{ payments: "2026-02-01 9999999" }, ["payments"]],
    [{ disbursements: "2030-01-01 5" }, ["disbursements"]],
  ])("schedule %j", (texts, expected) => {
    expect(problemsOf(answerSchedule({ ...scheduleDefaults, disbursedOn: "2026-01-01", ...texts }, 2))).toEqual(expected);
  });

  test("what is not asked for does not stand in the way", () => {
    expect(problemsOf(answerInstalment({ ...instalmentDefaults, find: "amount", amount: "x", balloon: "x" }, 2))).toEqual([]);
    expect(problemsOf(answerInstalment({ ...instalmentDefaults, instalment: "x" }, 2))).toEqual([]);
    expect(problemsOf(answerReturn({ ...returnDefaults, values: "x" }))).toEqual([]);
    expect(problemsOf(answerCost({ ...costDefaults, method: "us_actuarial", convention: "x" }))).toEqual([]);
  });

  test("return, real cost and instalment", () => {
    expect(problemsOf(answerReturn({ ...returnDefaults, convention: "x" }))).toEqual(["convention"]);
    expect(problemsOf(answerInstalment({ ...instalmentDefaults, balloon: "500000.01" }, 2))).toEqual(["balloon"]);
    expect(problemsOf(answerInstalment({ ...instalmentDefaults, find: "amount", instalment: "0" }, 2))).toEqual(["instalment"]);
    expect(problemsOf(answerReturn({ ...returnDefaults, flows: "2026-01-01 5" }))).toEqual(["flows"]);
    expect(problemsOf(answerReturn({ ...returnDefaults, kind: "irr", values: "a b" }))).toEqual(["values"]);
    expect(problemsOf(answerCost({ ...costDefaults, payments: "" }))).toEqual(["payments"]);
  });
});
