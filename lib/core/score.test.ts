import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { employmentStatuses, type EligibilityFacts } from "./eligibility";
import { grades } from "./loan";
import { gradeOf, lowestScoreOf, scoreApplicant } from "./score";

const rupees = (major: number) => BigInt(major) * 100n;
const when = { on: "2026-03-31", exponent: 2 };

const best: EligibilityFacts = {
  dateOfBirth: "1985-01-01",
  employmentStatus: "Employed",
  monthlyIncome: rupees(100_000),
  otherIncome: rupees(40_000),
  existingEmi: 0n,
  activeLoans: 0,
  unpaidDebt: 0n,
};
const worst: EligibilityFacts = {
  dateOfBirth: "2010-01-01",
  employmentStatus: "Unemployed",
  monthlyIncome: 0n,
  otherIncome: 0n,
  existingEmi: rupees(5_000),
  activeLoans: 9,
  unpaidDebt: 0n,
};
const pointsOf = (facts: Partial<EligibilityFacts>, attribute: string) =>
  scoreApplicant({ ...best, ...facts }, when).points.find((line) => line.attribute === attribute);

describe("score", () => {
  test("the best applicant has 900 and grade A, the worst 300 and grade E", () => {
    expect(scoreApplicant(best, when)).toMatchObject({ score: 900, grade: "A" });
    expect(scoreApplicant(worst, when)).toMatchObject({ score: 300, grade: "E" });
  });

  test("every attribute shows its points, out of how many, and why", () => {
    const { points } = scoreApplicant({ ...best, employmentStatus: "Self-employed", existingEmi: rupees(14_000) }, when);
    expect(points).toEqual([
      { attribute: "employment", points: 100, pointsMax: 120, reason: "Self-employed" },
      { attribute: "income", points: 150, pointsMax: 150, reason: "Total income of 100,000 or more a month" },
      { attribute: "existing_emi", points: 130, pointsMax: 150, reason: "Existing EMI takes up to 10 % of income" },
      { attribute: "active_loans", points: 80, pointsMax: 80, reason: "No active loan" },
      { attribute: "age", points: 60, pointsMax: 60, reason: "30 to 55 years old" },
      { attribute: "other_income", points: 40, pointsMax: 40, reason: "A fifth or more of income comes from a second source" },
    ]);
  });

  test.each([
    [{ monthlyIncome: rupees(39_999), otherIncome: 0n }, "income", 60],
    [{ monthlyIncome: rupees(40_000), otherIncome: 0n }, "income", 90],
    [{ existingEmi: rupees(56_000) }, "existing_emi", 40],
    [{ existingEmi: rupees(56_000) + 1n }, "existing_emi", 0],
    [{ existingEmi: 1n }, "existing_emi", 130],
    [{ activeLoans: 2 }, "active_loans", 30],
    [{ dateOfBirth: "2001-03-31" }, "age", 45],
    [{ dateOfBirth: "2001-04-01" }, "age", 25],
    [{ otherIncome: 0n }, "other_income", 0],
  ])("%o gives for %s %s points", (facts, attribute, points) => {
    expect(pointsOf(facts, attribute)?.points).toBe(points);
  });

  test("income is compared in whole units of the currency, whatever its decimals", () => {
    const yen = { ...best, monthlyIncome: 40_000n, otherIncome: 0n };
    expect(scoreApplicant(yen, { ...when, exponent: 0 }).points[1]?.points).toBe(90);
  });

  test("the score is 300 plus the points, from 300 to 900, and more income or less EMI never lowers it", () => {
    const someone = fc.record({
      dateOfBirth: fc.constantFrom("1940-02-29", "1968-07-01", "1996-01-15", "2003-12-31", "2012-06-06"),
      employmentStatus: fc.constantFrom(...employmentStatuses),
      monthlyIncome: fc.bigInt(0n, rupees(200_000)),
      otherIncome: fc.constant(0n),
      existingEmi: fc.bigInt(0n, rupees(50_000)),
      activeLoans: fc.nat(6),
      unpaidDebt: fc.constant(0n),
    });
    fc.assert(
      fc.property(someone, fc.bigInt(0n, rupees(50_000)), (facts, more) => {
        const { score, grade, points } = scoreApplicant(facts, when);
        expect(score).toBe(points.reduce((sum, line) => sum + line.points, 300));
        expect(score >= 300 && score <= 900).toBe(true);
        expect(grade).toBe(gradeOf(score));
        expect(scoreApplicant({ ...facts, monthlyIncome: facts.monthlyIncome + more }, when).score).toBeGreaterThanOrEqual(score);
        expect(scoreApplicant({ ...facts, existingEmi: facts.existingEmi + more }, when).score).toBeLessThanOrEqual(score);
      }),
    );
  });
});

describe("grade", () => {
  test.each([
    [900, "A"],
    [750, "A"],
    [749, "B"],
    [650, "B"],
    [649, "C"],
    [550, "C"],
    [549, "D"],
    [450, "D"],
    [449, "E"],
    [300, "E"],
  ])("%s is %s", (score, grade) => {
    expect(gradeOf(score)).toBe(grade);
  });
});

test("the lowest score of each grade has that grade, and one point less has not", () => {
  for (const grade of grades) {
    expect(gradeOf(lowestScoreOf(grade))).toBe(grade);
    if (grade !== "E") expect(gradeOf(lowestScoreOf(grade) - 1)).not.toBe(grade);
  }
});
