import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agreeLoan } from "./agreed-loan";
import { canonicalText, contractFacts, contractNumber, readCanonicalText, type ContractFacts, type ContractParties } from "./loan-contract";
import { rateOfPpm } from "./rate";

const parties: ContractParties = {
  loanId: 42,
  issuedOn: "2026-01-31",
  lender: "Tessera",
  bankName: "Sahyadri Bank",
  productName: "Personal Loan",
  borrower: { id: 7, fullName: "Asha Rao", address: "12 Hill Road" },
  currency: "INR",
  ...{ ratePpm: 120_000, originationFeePpm: 10_000, preClosureFeePpm: 20_000, lateFee: 250_00n, lateFeeGraceDays: 3, lateFeeCapPpm: 1_000_000 },
};

function contractOver(principal: bigint, instalmentCount: number, change: Partial<ContractParties> = {}): ContractFacts {
  const all = { ...parties, ...change };
  const terms = {
    ...{ principal, instalmentCount, annualRate: rateOfPpm(all.ratePpm), method: "declining", dayCount: "30/360" } as const,
    ...{ interval: { unit: "month", count: 1 } as const, disbursedOn: all.issuedOn },
  };
  return contractFacts(all, agreeLoan(terms, all.originationFeePpm));
}

describe("the facts of a contract", () => {
  test("a contract is numbered by its year and its loan", () => {
    expect(contractNumber("2026-03-02", 42)).toBe("TB-2026-000042");
    expect(contractNumber("2031-12-31", 12_345_678)).toBe("TB-2031-12345678");
  });
  test("the total cost is what is paid back above what was received", () => {
    const { totalCost, totalPayable, paidOut, totalInterest, originationFee } = contractOver(6_000_00n, 6);
    expect(totalCost).toBe(totalPayable - paidOut);
    expect(totalCost).toBe(totalInterest + originationFee);
    expect(originationFee).toBe(60_00n);
  });
  test("a contract whose schedule begins on another day than its own is a bug", () => {
    const { schedule: _lines, ...facts } = contractOver(6_000_00n, 6);
    expect(() => contractFacts({ ...facts, issuedOn: "2026-02-01" }, agreeLoan(loanFrom("2026-01-31"), 0))).toThrow(/begins on the day/);
  });
});

describe("the canonical text", () => {
  test("names are in order, amounts are digits, and nothing else is written", () => {
    // 101 due a month after 99 were received: (101 / 99)^12 − 1 = 27.1259 %.
    const text = canonicalText(contractOver(100_00n, 1));
    expect(text).toBe(
      '{"aprPpm":271259,"bankName":"Sahyadri Bank","borrower":{"address":"12 Hill Road","fullName":"Asha Rao","id":7},"currency":"INR","dayCount":"30/360","grace":null,' +
        '"instalmentAmount":"10100","instalmentCount":1,"interval":{"count":1,"unit":"month"},"issuedOn":"2026-01-31","lateFee":"25000","lateFeeCapPpm":1000000,' +
        '"lateFeeGraceDays":3,"lender":"Tessera","loanId":42,"method":"declining","number":"TB-2026-000042","originationFee":"100","originationFeePpm":10000,' +
        '"paidOut":"9900","preClosureFeePpm":20000,"principal":"10000","productName":"Personal Loan","rateBasis":"year","ratePpm":120000,"roundInstalment":"up","roundInstalmentTo":null,' +
        '"schedule":[["2026-02-28","10000","100"]],"template":2,"totalCost":"200","totalInterest":"100","totalPayable":"10100"}',
    );
  });
  test("what is read back is the contract that was written, whatever is in it", () => {
    const names = fc.string({ unit: "grapheme", maxLength: 40 });
    const ask = fc.record({ principal: fc.bigInt({ min: 1n, max: 10n ** 15n }), count: fc.integer({ min: 1, max: 60 }), ratePpm: fc.integer({ min: 0, max: 900_000 }), productName: names, fullName: names });
    fc.assert(
      fc.property(ask, ({ principal, count, ratePpm, productName, fullName }) => {
        const facts = contractOver(principal, count, { ratePpm, productName, borrower: { id: 1, fullName, address: null } });
        const text = canonicalText(facts);
        expect(readCanonicalText(text)).toEqual(facts);
        expect(canonicalText(readCanonicalText(text))).toBe(text);
      }),
      { numRuns: 100 },
    );
  });
  test("a contract of the first template is read as one without grace", () => {
    const { grace: _grace, roundInstalment: _way, ...first } = { ...contractOver(6_000_00n, 6), template: 1 };
    const text = canonicalText(first as ContractFacts);
    expect(text).not.toContain("grace");
    expect(readCanonicalText(text)).toEqual({ ...first, grace: null, roundInstalment: "up" });
  });
  test("a contract that differs in anything has another text", () => {
    const facts = contractOver(6_000_00n, 6);
    const changes: Partial<ContractFacts>[] = [
      { principal: facts.principal + 1n },
      { ratePpm: facts.ratePpm + 1 },
      { originationFee: facts.originationFee + 1n },
      { lateFee: 0n },
      { aprPpm: null },
      { roundInstalmentTo: 100n },
      { roundInstalment: "nearest" },
      { grace: { instalments: 1, of: "principal", interest: "charged" } },
      { issuedOn: "2026-02-01" },
      { borrower: { ...facts.borrower, fullName: 'Asha Rao","id":8' } },
      { schedule: facts.schedule.map((each) => (each.number === 3 ? { ...each, interest: each.interest + 1n } : each)) },
    ];
    const texts = [facts, ...changes.map((change) => ({ ...facts, ...change }))].map(canonicalText);
    expect(new Set(texts).size).toBe(changes.length + 1);
  });
});

function loanFrom(disbursedOn: string) {
  return { principal: 100_00n, instalmentCount: 2, annualRate: rateOfPpm(0), method: "declining", dayCount: "30/360", interval: { unit: "month", count: 1 }, disbursedOn } as const;
}
