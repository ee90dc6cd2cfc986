import { describe, expect, test } from "vitest";
import { defaultCriteria } from "@/lib/core/eligibility";
import { feesInWords, kindInWords, lateFeeInWords, rulesInWords } from "./product-rules";

const nothingAsked = {
  ...{ ageMin: null, refusesUnemployed: false, studentIncomeMinMajor: null, incomeMinMajor: null },
  ...{ emiShareMaxPpm: null, activeLoansBelow: null },
};
const format = { currency: "INR", exponent: 2, locale: "en-IN" };

describe("a product in words", () => {
  test("each rule that holds is one sentence, amounts in the installation's currency", () => {
    const rules = rulesInWords({ criteria: defaultCriteria, requiresDocuments: true, method: "declining" }, format);
    expect(rules).toHaveLength(9);
    expect(rules[3]).toBe("Your total income is at least ₹20,000 a month.");
    expect(rules[7]).toBe("You owe nothing of a loan that was written off.");
  });
  test("a rule that the product drops is not said, and no rules at all is said", () => {
    expect(rulesInWords({ criteria: { ...defaultCriteria, ageMin: null, refusesUnemployed: false }, requiresDocuments: false, method: "declining" }, format)).toHaveLength(6);
    const lenient = { ...nothingAsked, lendsDespiteUnpaidDebt: true };
    expect(rulesInWords({ criteria: lenient, requiresDocuments: false, method: "declining" }, format)).toEqual(["There are no rules besides the amount and the term."]);
    expect(rulesInWords({ criteria: nothingAsked, requiresDocuments: false, method: "declining" }, format)).toEqual(["You owe nothing of a loan that was written off."]);
    expect(rulesInWords({ criteria: null, requiresDocuments: false, method: "declining" }, format)).toHaveLength(1);
  });
  test("a fee of zero is said to be nothing", () => {
    const fees = feesInWords({ originationFeePpm: 10_000, preClosureFeePpm: 0, lateFee: 250_00n, lateFeeGraceDays: 1, lateFeeCapPpm: 1_000_000 }, format);
    expect(fees.map(({ text }) => text).slice(0, 3)).toEqual([
      "1% of the amount, kept back from what you receive.",
      "₹250 for an instalment that is more than 1 day late.",
      "Nothing.",
    ]);
  });
  test("a late fee says its cap, where it has one", () => {
    expect(lateFeeInWords({ lateFee: 250_00n, lateFeeGraceDays: 5, lateFeeCapPpm: 200_000 })).toBe("for an instalment that is more than 5 days late; at most 20% of what is overdue of it");
  });
  test("what the income must carry is said for the kind of loan", () => {
    const rule = (method: "declining" | "equal_principal" | "bullet") => rulesInWords({ criteria: defaultCriteria, requiresDocuments: false, method }, format)[5];
    expect(rule("declining")).toBe("The new instalment takes at most 40% of what is left of your income after them.");
    expect(rule("equal_principal")).toBe("The highest new instalment takes at most 40% of what is left of your income after them.");
    expect(rule("bullet")).toBe("The interest of an instalment, and an equal part of the amount put aside for the last one, take at most 40% of what is left of your income after them.");
  });
  test("how it is paid back is said from the columns of a product or a loan", () => {
    const columns = { graceInstalments: 3, graceOf: "principal", graceInterest: "charged", roundInstalmentTo: 100n, roundInstalment: "up" } as const;
    expect(kindInWords({ ...columns, method: "equal_principal" }, format).slice(1)).toEqual([
      "The first 3 instalments ask for interest only.",
      "The principal of each instalment is rounded up to a multiple of ₹1.",
    ]);
  });
});
