import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  assessEligibility,
  defaultCriteria,
  describeAssessment,
  type EligibilityAsk,
  type EligibilityCriteria,
  type EligibilityFacts,
} from "./eligibility";
import type { LoanTerms } from "./loan-terms";
import { buildSchedule, instalmentAmount } from "./schedule";
import { rateOfPpm } from "./rate";

const rupees = (major: number) => BigInt(major) * 100n;

const facts: EligibilityFacts = {
  dateOfBirth: "1990-05-20",
  employmentStatus: "Employed",
  monthlyIncome: rupees(60_000),
  otherIncome: 0n,
  existingEmi: rupees(10_000),
  activeLoans: 1,
  unpaidDebt: 0n,
};

const ask: EligibilityAsk = {
  on: "2026-03-31",
  exponent: 2,
  amount: rupees(100_000),
  terms: { annualRate: rateOfPpm(120_000), instalmentCount: 24, interval: { unit: "month", count: 1 } },
  product: { amountMin: rupees(10_000), amountMax: rupees(1_000_000), instalmentsMin: 6, instalmentsMax: 60 },
};

const codes = (
  over: Partial<EligibilityFacts>,
  asked: Partial<EligibilityAsk> = {},
  criteria: EligibilityCriteria | null = defaultCriteria,
) => assessEligibility({ ...facts, ...over }, { ...ask, ...asked }, criteria).reasons.map(({ code }) => code);
const over = (instalmentCount: number) => ({ terms: { ...ask.terms, instalmentCount } });

describe("an applicant who meets every rule", () => {
  test("is eligible, without reasons, and learns the largest amount", () => {
    const answer = assessEligibility(facts, ask, defaultCriteria);
    expect(answer).toMatchObject({ eligible: true, reasons: [] });
    expect(describeAssessment(answer, String).recommendations).toEqual([`You can ask for up to ${answer.maximumEligible}.`]);
  });
});

describe("each rule names itself, in order of precedence", () => {
  test.each([
    ["fewer instalments than the product has", {}, { ...over(5), amount: rupees(50_000) }, ["term_outside_product"]],
    ["less than the product's minimum", {}, { amount: rupees(9_999) }, ["amount_below_product"]],
    [
      "more than the product's maximum",
      { monthlyIncome: rupees(900_000) },
      { amount: rupees(1_000_000) + 1n },
      ["amount_above_product"],
    ],
    ["the day before the 21st birthday", { dateOfBirth: "2005-04-01" }, {}, ["age_too_low"]],
    ["no employment", { employmentStatus: "Unemployed" }, {}, ["employment_missing"]],
    [
      "a student whose own income is low",
      { employmentStatus: "Student", monthlyIncome: rupees(9_999), otherIncome: rupees(50_000) },
      {},
      ["student_income_too_low"],
    ],
    [
      "a low total income",
      { monthlyIncome: rupees(15_000), otherIncome: rupees(4_999), existingEmi: 0n },
      {},
      ["income_too_low"],
    ],
    ["existing EMI just above 40 %", { existingEmi: rupees(24_000) + 1n }, {}, ["existing_emi_too_high"]],
    ["three active loans", { activeLoans: 3 }, {}, ["active_loans_too_many"]],
    ["a written-off loan of which one unit is owed", { unpaidDebt: 1n }, {}, ["written_off_debt_unpaid"]],
    ["more than the income carries", {}, { amount: rupees(900_000) }, ["amount_above_eligible"]],
  ] as const)("%s", (_, changedFacts, changedAsk, reasons) => {
    expect(codes(changedFacts, changedAsk)).toEqual(reasons);
  });

  test("every failed rule is listed, not only the first", () => {
    const all = {
      dateOfBirth: "2010-01-01",
      employmentStatus: "Student",
      monthlyIncome: 0n,
      existingEmi: 1n,
      activeLoans: 7,
      unpaidDebt: 5n,
    } as const;
    expect(codes(all, { ...over(61), amount: rupees(5) })).toEqual([
      "term_outside_product",
      "amount_below_product",
      "age_too_low",
      "student_income_too_low",
      "income_too_low",
      "existing_emi_too_high",
      "active_loans_too_many",
      "written_off_debt_unpaid",
      "amount_above_eligible",
    ]);
  });
});

describe("limits themselves are inside", () => {
  test.each([
    ["the 21st birthday", { dateOfBirth: "2005-03-31" }, {}],
    ["a total income of exactly 20,000", { monthlyIncome: rupees(12_000), otherIncome: rupees(8_000), existingEmi: 0n }, {}],
    [
      "a student with exactly 10,000 of own income",
      { employmentStatus: "Student", monthlyIncome: rupees(10_000), otherIncome: rupees(20_000) },
      {},
    ],
    ["existing EMI of exactly 40 %", { existingEmi: rupees(24_000) }, {}],
    ["two active loans", { activeLoans: 2 }, {}],
    ["the shortest term", {}, over(6)],
    ["the longest term", {}, over(60)],
    ["the product's minimum", {}, { amount: rupees(10_000) }],
  ] as const)("%s", (_, changedFacts, changedAsk) => {
    expect(codes(changedFacts, changedAsk)).toEqual([]);
  });
});

describe("a product may change each number or drop the rule", () => {
  const failing = {
    dateOfBirth: "2008-03-31",
    employmentStatus: "Unemployed",
    monthlyIncome: rupees(15_000),
    existingEmi: rupees(7_000),
    activeLoans: 3,
  } as const;

  test("dropped one by one, only the others remain", () => {
    const rules: [Partial<EligibilityCriteria>, string][] = [
      [{ ageMin: null }, "age_too_low"],
      [{ refusesUnemployed: false }, "employment_missing"],
      [{ incomeMinMajor: null }, "income_too_low"],
      [{ activeLoansBelow: null }, "active_loans_too_many"],
    ];
    const everything = codes(failing);
    for (const [dropped, code] of rules) {
      expect(everything).toContain(code);
      expect(codes(failing, {}, { ...defaultCriteria, ...dropped })).toEqual(everything.filter((each) => each !== code));
    }
    expect(codes(failing, { amount: rupees(1_000_000) }, { ...defaultCriteria, emiShareMaxPpm: null })).not.toContain(
      "existing_emi_too_high",
    );
  });

  test("a changed number is the one that holds", () => {
    expect(codes({}, {}, { ...defaultCriteria, incomeMinMajor: 60_001 })).toEqual(["income_too_low"]);
    expect(codes({ dateOfBirth: "2008-03-31" }, {}, { ...defaultCriteria, ageMin: 18 })).toEqual([]);
  });

  test("without criteria only the product's own limits hold", () => {
    expect(assessEligibility({ ...facts, ...failing }, ask, null)).toEqual({
      eligible: true,
      reasons: [],
      maximumEligible: rupees(1_000_000),
    });
    expect(codes(failing, { amount: rupees(1) }, null)).toEqual(["amount_below_product"]);
  });

  test("criteria survive being stored as JSON", () => {
    expect(JSON.parse(JSON.stringify(defaultCriteria))).toEqual(defaultCriteria);
  });
});

describe("the largest eligible amount", () => {
  const largest = (changed: Partial<EligibilityFacts>, asked: Partial<EligibilityAsk> = {}) =>
    assessEligibility({ ...facts, ...changed }, { ...ask, ...asked }, defaultCriteria).maximumEligible;

  test("is the loan whose EMI is 40 % of income less existing EMI: 20,000 of 60,000 − 10,000", () => {
    const amount = largest({});
    expect(instalmentAmount(amount, ask.terms)).toBe(rupees(20_000));
    expect(instalmentAmount(amount + 1n, ask.terms)).toBeGreaterThan(rupees(20_000));
  });

  test("asking for it is eligible, one minor unit more is not", () => {
    const amount = largest({});
    expect(codes({}, { amount })).toEqual([]);
    expect(codes({}, { amount: amount + 1n })).toEqual(["amount_above_eligible"]);
  });

  test("is capped by the product", () => {
    expect(largest({ monthlyIncome: rupees(9_000_000) })).toBe(rupees(1_000_000));
  });

  test("may be exactly the product's minimum", () => {
    const amountMin = largest({});
    expect(largest({}, { product: { ...ask.product, amountMin } })).toBe(amountMin);
  });

  test("is 0, and no answer is yes, when the income does not carry the product's minimum", () => {
    const poor = { monthlyIncome: rupees(20_500), existingEmi: rupees(8_200) };
    const product = { ...ask.product, amountMin: rupees(200_000) };
    expect(largest(poor, { product })).toBe(0n);
    expect(codes(poor, { product, amount: null })).toEqual(["amount_above_eligible"]);
  });

  test("is 0 when existing EMI eats the income", () => {
    expect(largest({ existingEmi: rupees(60_000) })).toBe(0n);
  });

  test.each<[string, Pick<LoanTerms, "method" | "grace">]>([
    ["interest only at first", { method: "declining", grace: { instalments: 3, of: "principal", interest: "charged" } }],
    ["nothing at first", { method: "declining", grace: { instalments: 2, of: "both", interest: "charged" } }],
    ["nothing at first, without interest", { method: "declining", grace: { instalments: 2, of: "both", interest: "waived" } }],
    ["equal principal", { method: "equal_principal" }],
    ["equal principal after grace", { method: "equal_principal", grace: { instalments: 3, of: "both", interest: "charged" } }],
  ])("goes by the highest instalment: %s", (_, kind) => {
    const terms = { ...ask.terms, ...kind };
    const amount = largest({}, { terms, product: { ...ask.product, amountMax: rupees(9_000_000) } });
    const schedule = buildSchedule({ ...terms, principal: amount, dayCount: "30/360", disbursedOn: ask.on });
    const highest = schedule.instalments.slice(0, -1).reduce((most, { total }) => (total > most ? total : most), 0n);
    // A unit is what rounding brings.
    expect(highest >= rupees(20_000) - 1n && highest <= rupees(20_000) + 1n).toBe(true);
  });

  test("of a bullet leaves room to put an equal part of it aside, so that the last instalment can be met", () => {
    const terms = { ...ask.terms, method: "bullet" } as const;
    const amount = largest({}, { terms, product: { ...ask.product, amountMax: rupees(9_000_000) } });
    const [first] = buildSchedule({ ...terms, principal: amount, dayCount: "30/360", disbursedOn: ask.on }).instalments;
    const perInstalment = (first?.interest ?? 0n) + amount / BigInt(terms.instalmentCount);
    expect(perInstalment >= rupees(20_000) - 2n && perInstalment <= rupees(20_000)).toBe(true);
  });

  test("is an answer even for a term that grace would use up", () => {
    const terms = { ...ask.terms, method: "declining", instalmentCount: 2, grace: { instalments: 3, of: "principal", interest: "charged" } } as const;
    expect(largest({}, { terms })).toBeGreaterThan(0n);
  });

  test("an instalment every 30 days may take 360/365 of a month's part", () => {
    const terms = { ...ask.terms, interval: { unit: "day", count: 30 } } as const;
    const amount = largest({}, { terms });
    expect(instalmentAmount(amount, terms)).toBe((rupees(20_000) * 360n) / 365n);
  });

  test("grows with income and falls with existing EMI", () => {
    const income = fc.integer({ min: 0, max: 500_000 });
    fc.assert(
      fc.property(income, income, fc.integer({ min: 0, max: 100_000 }), (monthly, more, emi) => {
        const base = largest({ monthlyIncome: rupees(monthly), existingEmi: rupees(emi) });
        expect(largest({ monthlyIncome: rupees(monthly + more), existingEmi: rupees(emi) })).toBeGreaterThanOrEqual(base);
        expect(largest({ monthlyIncome: rupees(monthly), existingEmi: rupees(emi + more) })).toBeLessThanOrEqual(base);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the answer in words", () => {
  const inRupees = (amount: bigint) => `₹${amount / 100n}`;
  const words = (changed: Partial<EligibilityFacts>, asked: Partial<EligibilityAsk> = {}) =>
    describeAssessment(assessEligibility({ ...facts, ...changed }, { ...ask, ...asked }, defaultCriteria), inRupees);

  test("names the applicant's own figures and what would help", () => {
    expect(words({ activeLoans: 4 })).toEqual({
      reasons: [
        {
          code: "active_loans_too_many",
          message: "You have 4 active loans; at most 2 are allowed before a new one.",
          help: "Close 2 of your active loans first.",
        },
      ],
      recommendations: ["Close 2 of your active loans first."],
    });
    expect(words({ existingEmi: rupees(25_000) }, { amount: rupees(20_000) }).reasons[0]).toMatchObject({
      message: "Your existing EMI of ₹25000 is more than 40 % of your income (₹24000).",
      help: "Pay back running loans until their EMI is ₹1000 a month lower.",
    });
  });

  test("every reason has a message and a help", () => {
    const all = {
      dateOfBirth: "2010-01-01",
      employmentStatus: "Student",
      monthlyIncome: 0n,
      existingEmi: 1n,
      activeLoans: 7,
    } as const;
    const answers = [
      words(all, { ...over(61), amount: rupees(5) }),
      words({ employmentStatus: "Unemployed" }, { amount: rupees(2_000_000) }),
    ];
    for (const { message, help } of answers.flatMap(({ reasons }) => reasons)) {
      expect(message).toMatch(/\.$/);
      expect(help).toMatch(/\.$/);
    }
  });

  test("a share that is no whole percent keeps its decimals", () => {
    const answer = assessEligibility({ ...facts, existingEmi: rupees(30_000) }, ask, {
      ...defaultCriteria,
      emiShareMaxPpm: 125_000,
    });
    expect(describeAssessment(answer, inRupees).reasons[0]?.message).toContain("12.5 %");
  });
});
