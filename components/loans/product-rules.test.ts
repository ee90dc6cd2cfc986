import { describe, expect, test } from "vitest";
import { defaultCriteria } from "@/lib/core/eligibility";
import { feesInWords, rulesInWords } from "./product-rules";

const format = { currency: "INR", exponent: 2, locale: "en-IN" };

describe("a product in words", () => {
  test("each rule that holds is one sentence, amounts in the installation's currency", () => {
    const rules = rulesInWords({ criteria: defaultCriteria, requiresDocuments: true }, format);
    expect(rules).toHaveLength(8);
    expect(rules[3]).toBe("Your total income is at least ₹20,000 a month.");
  });
  test("a rule that the product drops is not said, and no rules at all is said", () => {
    expect(rulesInWords({ criteria: { ...defaultCriteria, ageMin: null, refusesUnemployed: false }, requiresDocuments: false }, format)).toHaveLength(5);
    expect(rulesInWords({ criteria: null, requiresDocuments: false }, format)).toHaveLength(1);
  });
  test("a fee of zero is said to be nothing", () => {
    const fees = feesInWords({ originationFeePpm: 10_000, preClosureFeePpm: 0, lateFee: 250_00n, lateFeeGraceDays: 1 }, format);
    expect(fees.map(({ text }) => text).slice(0, 3)).toEqual([
      "1% of the amount, kept back from what you receive.",
      "₹250 for an instalment that is more than 1 day late.",
      "Nothing.",
    ]);
  });
});
