import { yearsBetween, type BusinessDate } from "./business-date";
import { totalIncome, type EligibilityFacts, type EmploymentStatus } from "./eligibility";
import { divide } from "./money";
import type { Grade } from "./loan";

/** From this value on (whole units of what the table says) the line gives these points. */
type Line = { readonly from: bigint; readonly points: number; readonly reason: string };

export type ScoreAttribute = "employment" | "income" | "existing_emi" | "active_loans" | "age" | "other_income";

/** One line of the answer: what the applicant got, out of what, and why. */
export type ScorePoints = {
  readonly attribute: ScoreAttribute;
  readonly points: number;
  readonly pointsMax: number;
  readonly reason: string;
};

export type Score = { readonly score: number; readonly grade: Grade; readonly points: readonly ScorePoints[] };

const scoreMin = 300;

const employmentPoints = {
  Employed: { points: 120, reason: "Employed" },
  "Self-employed": { points: 100, reason: "Self-employed" },
  Student: { points: 50, reason: "Student" },
  Unemployed: { points: 0, reason: "Without employment" },
} as const satisfies Record<EmploymentStatus, Omit<Line, "from">>;

/* The points table, each attribute from its highest line down. The largest points of all attributes add up to 600. */

const incomeMajor: readonly Line[] = [
  { from: 100_000n, points: 150, reason: "Total income of 100,000 or more a month" },
  { from: 60_000n, points: 120, reason: "Total income of 60,000 or more a month" },
  { from: 40_000n, points: 90, reason: "Total income of 40,000 or more a month" },
  { from: 20_000n, points: 60, reason: "Total income of 20,000 or more a month" },
  { from: 10_000n, points: 30, reason: "Total income of 10,000 or more a month" },
  { from: 0n, points: 0, reason: "Total income below 10,000 a month" },
];

const existingEmiPercent: readonly Line[] = [
  { from: 41n, points: 0, reason: "Existing EMI takes more than 40 % of income" },
  { from: 31n, points: 40, reason: "Existing EMI takes up to 40 % of income" },
  { from: 21n, points: 70, reason: "Existing EMI takes up to 30 % of income" },
  { from: 11n, points: 100, reason: "Existing EMI takes up to 20 % of income" },
  { from: 1n, points: 130, reason: "Existing EMI takes up to 10 % of income" },
  { from: 0n, points: 150, reason: "No existing EMI" },
];

const activeLoanCount: readonly Line[] = [
  { from: 3n, points: 0, reason: "Three or more active loans" },
  { from: 2n, points: 30, reason: "Two active loans" },
  { from: 1n, points: 60, reason: "One active loan" },
  { from: 0n, points: 80, reason: "No active loan" },
];

const ageYears: readonly Line[] = [
  { from: 66n, points: 20, reason: "66 years or older" },
  { from: 56n, points: 45, reason: "56 to 65 years old" },
  { from: 30n, points: 60, reason: "30 to 55 years old" },
  { from: 25n, points: 45, reason: "25 to 29 years old" },
  { from: 21n, points: 25, reason: "21 to 24 years old" },
  { from: 0n, points: 0, reason: "Younger than 21" },
];

const otherIncomePercent: readonly Line[] = [
  { from: 20n, points: 40, reason: "A fifth or more of income comes from a second source" },
  { from: 5n, points: 20, reason: "Part of income comes from a second source" },
  { from: 0n, points: 0, reason: "One source of income" },
];

/** From this score on, best first. */
const gradeFrom: readonly { readonly from: number; readonly grade: Grade }[] = [
  { from: 750, grade: "A" },
  { from: 650, grade: "B" },
  { from: 550, grade: "C" },
  { from: 450, grade: "D" },
];

/**
 * A score from 300 to 900 and its grade, with the points of every attribute and the reason for them. The score prices
 * nothing and decides nothing: it comes beside the answer on eligibility and never overrides a rule.
 * @param when the business date, and the decimals of the currency
 */
export function scoreApplicant(facts: EligibilityFacts, when: { on: BusinessDate; exponent: number }): Score {
  const income = totalIncome(facts);
  const employment = employmentPoints[facts.employmentStatus];
  const points: ScorePoints[] = [
    {
      attribute: "employment",
      points: employment.points,
      pointsMax: employmentPoints.Employed.points,
      reason: employment.reason,
    },
    pointsFrom("income", incomeMajor, income / 10n ** BigInt(when.exponent)),
    // Rounded up: an EMI just above 40 % of income is above it.
    pointsFrom("existing_emi", existingEmiPercent, percentOf(facts.existingEmi, income, "up")),
    pointsFrom("active_loans", activeLoanCount, BigInt(facts.activeLoans)),
    pointsFrom("age", ageYears, BigInt(yearsBetween(facts.dateOfBirth, when.on))),
    pointsFrom("other_income", otherIncomePercent, percentOf(facts.otherIncome, income, "floor")),
  ];
  const score = points.reduce((sum, line) => sum + line.points, scoreMin);
  return { score, grade: gradeOf(score), points };
}

/** The grade of a score: A from 750, B from 650, C from 550, D from 450, else E. */
export function gradeOf(score: number): Grade {
  return gradeFrom.find(({ from }) => score >= from)?.grade ?? "E";
}

/** The lowest score that has this grade. */
export function lowestScoreOf(grade: Grade): number {
  return gradeFrom.find((line) => line.grade === grade)?.from ?? scoreMin;
}

function pointsFrom(attribute: ScoreAttribute, lines: readonly Line[], value: bigint): ScorePoints {
  const pointsMax = Math.max(...lines.map(({ points }) => points));
  const line = lines.find(({ from }) => value >= from);
  return { attribute, points: line?.points ?? 0, pointsMax, reason: line?.reason ?? "Not known" };
}

/** Part in whole percent. Of no income at all, anything is everything. */
function percentOf(part: bigint, whole: bigint, rounding: "floor" | "up"): bigint {
  if (part === 0n) return 0n;
  return whole === 0n ? 100n : divide(part * 100n, whole, rounding);
}
