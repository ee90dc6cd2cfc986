import { describe, expect, test } from "vitest";
import { describeKind, type LoanKind } from "./kind-words";

const annuity: LoanKind = { method: "declining", grace: null, roundInstalmentTo: null, roundInstalment: "up" };
const words = (change: Partial<LoanKind>) => describeKind({ ...annuity, ...change }, (amount) => `₹${amount / 100n}`);

describe("a kind of loan in words", () => {
  test("each kind has a sentence of its own", () => {
    const methods = ["declining", "equal_principal", "bullet", "flat"] as const;
    expect(new Set(methods.flatMap((method) => words({ method }))).size).toBe(4);
  });
  test.each<[LoanKind["grace"], string]>([
    [{ instalments: 3, of: "principal", interest: "charged" }, "The first 3 instalments ask for interest only."],
    [{ instalments: 1, of: "both", interest: "charged" }, "The first instalment asks for nothing. Interest of that time is charged, stands in the instalments after it, and bears no interest itself."],
    [{ instalments: 2, of: "principal", interest: "waived" }, "The first 2 instalments ask for nothing, and no interest is charged for that time."],
    [{ instalments: 2, of: "both", interest: "waived" }, "The first 2 instalments ask for nothing, and no interest is charged for that time."],
  ])("grace %o", (grace, sentence) => {
    expect(words({ grace })[1]).toBe(sentence);
  });
  test("rounding says what is rounded, and which way", () => {
    expect(words({ roundInstalmentTo: 100n })[1]).toBe("Instalments are rounded up to a multiple of ₹1.");
    expect(words({ method: "equal_principal", roundInstalmentTo: 10_000n, roundInstalment: "nearest" })[1]).toBe("The principal of each instalment is rounded to the nearest multiple of ₹100.");
  });
});
