import { describe, expect, test } from "vitest";
import { agreeLoan } from "@/lib/core/agreed-loan";
import { sixMonths } from "@/lib/core/fixtures/six-months";
import { contractFacts } from "@/lib/core/loan-contract";
import type { LoanTerms } from "@/lib/core/schedule";
import { contractRules, contractSections } from "./contract-words";

const format = { currency: "INR", exponent: 2, locale: "en-IN" };

function contractOf(change: Partial<LoanTerms>) {
  const parties = {
    ...{ loanId: 42, issuedOn: sixMonths.disbursedOn, lender: "Tessera", bankName: "Sahyadri Bank", productName: "Personal Loan", currency: "INR" },
    borrower: { id: 7, fullName: "Asha Rao", address: null },
    ...{ ratePpm: 120_000, originationFeePpm: 0, preClosureFeePpm: 0, lateFee: 250_00n, lateFeeGraceDays: 3, lateFeeCapPpm: 200_000 },
  };
  return contractFacts(parties, agreeLoan({ ...sixMonths, ...change }, 0));
}

const linesOf = (change: Partial<LoanTerms>) => contractSections(contractOf(change), format).flatMap(({ lines }) => lines.map(({ label, value }) => `${label}: ${value}`));

describe("a contract says", () => {
  test("equal instalments as one figure", () => {
    expect(linesOf({})).toContain("Equal instalment: ₹17.25");
  });
  test("other instalments by what is asked for at first, and then", () => {
    expect(linesOf({ grace: { instalments: 2, of: "principal", interest: "charged" } })).toEqual(
      expect.arrayContaining(["Instalments 1 to 2: interest only: ₹1.00", "Instalments 3 to 6: the same each time: ₹25.63"]),
    );
    expect(linesOf({ method: "bullet" })).toContain("Instalment 6: the whole amount, with the last interest: ₹101.00");
  });
  test("how the loan is paid back, and what more money does to its kind", () => {
    const rules = (change: Partial<LoanTerms>) => contractRules(contractOf(change), format).join(" ");
    expect(rules({ grace: { instalments: 2, of: "both", interest: "waived" } })).toContain("The first 2 instalments ask for nothing, and no interest is charged for that time. Interest is rounded once");
    expect(rules({ method: "bullet" })).toContain("the amount at the end with the interest of it, or the next instalments.");
    expect(rules({ method: "flat" })).toContain("it pays the next instalments in order.");
  });
  test("the late fee with its days and its cap", () => {
    expect(linesOf({})).toContain("Late fee: ₹250.00 for an instalment more than 3 days late, at most 20% of what is overdue of it");
  });
  test("in the words of its own template: what was agreed before grace existed is not rewritten", () => {
    expect(contractRules({ ...contractOf({}), template: 1 }, format)[2]).toBe(
      "Interest is counted on the principal that is still owed. It is rounded once for each instalment, half to the even unit. The last instalment takes what rounding has left.",
    );
  });
});
