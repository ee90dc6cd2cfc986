import { expect, test } from "vitest";
import { assessEligibility, defaultCriteria, describeAssessment, refusesUnpaidDebt, type EligibilityAsk, type EligibilityCriteria, type EligibilityFacts } from "./eligibility";
import { rateOfPpm } from "./rate";

const facts: EligibilityFacts = {
  ...{ dateOfBirth: "1990-05-20", employmentStatus: "Employed", monthlyIncome: 60_000_00n, otherIncome: 0n, existingEmi: 0n },
  ...{ activeLoans: 0, unpaidDebt: 1_250_00n },
};

const ask: EligibilityAsk = {
  ...{ on: "2026-03-31", exponent: 2, amount: 100_000_00n },
  terms: { annualRate: rateOfPpm(120_000), instalmentCount: 24, interval: { unit: "month", count: 1 } },
  product: { amountMin: 10_000_00n, amountMax: 1_000_000_00n, instalmentsMin: 6, instalmentsMax: 60 },
};

const codes = (unpaidDebt: bigint, criteria: EligibilityCriteria | null) => assessEligibility({ ...facts, unpaidDebt }, ask, criteria).reasons.map(({ code }) => code);

test("who still owes of a written-off loan gets no other, until the last unit is paid", () => {
  expect(codes(1n, defaultCriteria)).toEqual(["written_off_debt_unpaid"]);
  expect(codes(0n, defaultCriteria)).toEqual([]);
});

test.each<[string, EligibilityCriteria | null, boolean]>([
  ["rules that do not name it", defaultCriteria, true],
  ["rules that name and keep it", { ...defaultCriteria, lendsDespiteUnpaidDebt: false }, true],
  ["rules that drop it by name", { ...defaultCriteria, lendsDespiteUnpaidDebt: true }, false],
  ["no rules at all", null, false],
])("which products have the rule, in the check and at paying out: %s", (_what, criteria, refuses) => {
  expect(refusesUnpaidDebt(criteria)).toBe(refuses);
  expect(codes(1n, criteria).length > 0).toBe(refuses);
});

test("the reason names the debt, and says with whom to agree how it is paid", () => {
  expect(describeAssessment(assessEligibility(facts, ask, defaultCriteria), (amount) => `₹${amount / 100n}`)).toEqual({
    reasons: [
      {
        code: "written_off_debt_unpaid",
        message: "You still owe ₹1250 of a loan that was written off.",
        help: "Pay back the ₹1250 first: talk to the bank of that loan and agree how, also in small parts.",
      },
    ],
    recommendations: ["Pay back the ₹1250 first: talk to the bank of that loan and agree how, also in small parts."],
  });
});
