import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { agreeLoan } from "@/lib/core/agreed-loan";
import { canonicalText, contractFacts } from "@/lib/core/loan-contract";
import { rateOfPpm } from "@/lib/core/rate";
import { contractPdf } from "./contract-pdf";
import type { LoanContract } from "./contract-steps";

const format = { currency: "INR", exponent: 2, locale: "en-IN" };

function contractOf(instalmentCount: number, fullName = "Asha Rao"): LoanContract {
  const terms = { principal: 600_000_00n, instalmentCount, annualRate: rateOfPpm(120_000), method: "declining", dayCount: "30/360", interval: { unit: "month", count: 1 }, disbursedOn: "2026-01-31" } as const;
  const parties = {
    ...{ loanId: 42, issuedOn: "2026-01-31", lender: "Tessera", bankName: "Sahyadri Bank", productName: "Personal Loan", currency: "INR" },
    borrower: { id: 7, fullName, address: "12 Hill Road, Pune" },
    ...{ ratePpm: 120_000, originationFeePpm: 10_000, preClosureFeePpm: 20_000, lateFee: 250_00n, lateFeeGraceDays: 3, lateFeeCapPpm: 1_000_000 },
  };
  const facts = contractFacts(parties, agreeLoan(terms, 10_000));
  const text = canonicalText(facts);
  return { loanId: 42, number: facts.number, termsHash: createHash("sha256").update(text).digest("hex"), terms: text, facts, accepted: null };
}

// The pages are listed in the document's tree without compression.
const pagesIn = (pdf: Buffer) => Number(/\/Count (\d+)/.exec(pdf.toString("latin1"))?.[1]);

describe("the contract as a document", () => {
  test("it is a PDF that names its number and the hash of the terms", async () => {
    const contract = contractOf(12);
    const pdf = await contractPdf(contract, format);
    expect(pdf.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    expect(pdf.toString("latin1")).toContain(`(${contract.number} sha256:${contract.termsHash})`);
    expect(pagesIn(pdf)).toBe(2);
  });
  test("a long schedule goes on over as many pages as it needs, forty lines each", async () => {
    expect(pagesIn(await contractPdf(contractOf(100), format))).toBe(1 + 3);
  });
  test.each([["आशा राव", "devanagari"], ["Ελένη", "greek"]])("the name %s is written in letters of its own", async (name, script) => {
    const fontsIn = async (fullName: string) => (await contractPdf(contractOf(3, fullName), format)).toString("latin1").match(/\/FontName \/\S+/g)?.length ?? 0;
    expect(await fontsIn(name), `a font for ${script} is embedded`).toBe((await fontsIn("Asha Rao")) + 1);
  });
  test("the same contract gives the same bytes, an accepted one others", async () => {
    const contract = contractOf(3);
    const [first, second] = [await contractPdf(contract, format), await contractPdf(contract, format)];
    expect(second.equals(first)).toBe(true);
    const accepted = await contractPdf({ ...contract, accepted: { on: "2026-02-02", at: new Date("2026-02-02T08:00:00Z") } }, format);
    expect(accepted.equals(first)).toBe(false);
  });
});
