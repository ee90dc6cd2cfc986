import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { quoteLoan } from "@/components/loans/loan-quote";
import { quoteTermsOf } from "@/components/loans/quote-terms";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { getProduct } from "@/lib/catalog/queries";
import { closeDay } from "@/lib/closing/operations/close-day";
import { defaultCriteria } from "@/lib/core/eligibility";
import { system, type Actor } from "@/lib/core/permissions";
import { checkInvariants } from "@/lib/reports/invariants";
import { getContract, getOwnContract } from "./contract-queries";
import { getLoanFile } from "./loan-file-queries";
import { acceptContract } from "./operations/accept-contract";
import { applyForLoan } from "./operations/apply-for-loan";
import { approveLoan } from "./operations/approve-loan";
import { disburseLoan } from "./operations/disburse-loan";
import { rejectLoan } from "./operations/reject-loan";
import { borrowerNamed, openLoanBank } from "./testing";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let asha: Actor;
let ravi: Actor;
let people = 0;

beforeAll(async () => {
  bank = await openLoanBank();
  [asha, ravi] = [await borrowerNamed("Asha"), await borrowerNamed("Ravi")];
});

async function approved(borrower: Actor, productId = bank.productId, ask = { amount: "20000", instalments: 6 }): Promise<number> {
  const { loanId, state } = await applyForLoan.execute(borrower, { productId, ...ask });
  if (state === "pending") await approveLoan.execute(bank.admin, { loanId });
  return loanId;
}

const hashOf = async (loanId: number) => (await getContract.execute(bank.admin, { loanId }))?.termsHash ?? "";
const listed = { bankId: 0, description: "For anything.", amountMin: 1_000_00n, amountMax: 500_000_00n, ...{ instalmentsMin: 3, instalmentsMax: 24 }, criteria: defaultCriteria, bankTopsUp: true } as const;

describe("preview, contract and booked schedule are one", () => {
  test.each([
    ["an annuity, months apart", { method: "declining", ratePpm: 131_313, originationFeePpm: 12_345 }],
    ["an annuity by days of 365, in whole units", { method: "declining", dayCount: "actual/365", ratePpm: 99_990, originationFeePpm: 5_000, roundInstalmentTo: 100n }],
    ["a flat loan of a year's rate", { method: "flat", ratePpm: 110_000, originationFeePpm: 10_000 }],
    ["a flat loan of a rate for the term, 30 days apart", { method: "flat", rateBasis: "term", ratePpm: 200_000, originationFeePpm: 0, intervalUnit: "day", intervalCount: 30 }],
    ["equal principal by actual days, rounded", { method: "equal_principal", ratePpm: 112_000, originationFeePpm: 5_000, dayCount: "actual/actual", roundInstalmentTo: 100n, roundInstalment: "nearest" }],
    ["a bullet", { method: "bullet", ratePpm: 93_000, originationFeePpm: 10_000, dayCount: "actual/360" }],
    ["interest only for two instalments", { method: "declining", ratePpm: 142_500, originationFeePpm: 7_500, graceInstalments: 2, intervalUnit: "day", intervalCount: 30, dayCount: "actual/365" }],
    ["nothing for two instalments, interest charged", { method: "equal_principal", ratePpm: 120_000, originationFeePpm: 0, graceInstalments: 2, graceOf: "both" }],
    ["nothing for one instalment, interest waived", { method: "declining", ratePpm: 120_000, originationFeePpm: 0, graceInstalments: 1, graceOf: "both", graceInterest: "waived", dayCount: "actual/364" }],
    ["instalments every 7 days", { method: "declining", ratePpm: 180_000, originationFeePpm: 7_500, intervalUnit: "day", intervalCount: 7, dayCount: "actual/365" }],
  ] as const)("%s", async (name, terms) => {
    const { productId } = await createProduct.execute(system, { ...listed, bankId: bank.bankId, name, ...{ preClosureFeePpm: 0, lateFee: 0n, lateFeeGraceDays: 0, servicingFeePpm: 100_000, fundSharePpm: 50_000, smallestTile: 10_00n }, ...terms });
    const product = await getProduct.execute(asha, { productId });
    if (!product) throw new Error("the product is listed");
    const preview = quoteLoan({ principal: 12_345_67n, annualRatePpm: product.ratePpm, instalmentCount: 7 }, quoteTermsOf(product), product.today);

    people += 1;
    const loanId = await approved(await borrowerNamed(`Person${people}`), productId, { amount: "12345.67", instalments: 7 });
    const contract = await getContract.execute(bank.admin, { loanId });
    await disburseLoan.execute(bank.admin, { loanId });
    const booked = await getLoanFile.execute(bank.admin, { loanId });

    const lines = (rows: readonly { number: number; dueOn: string; principal: bigint; interest: bigint }[] = []) => rows.map(({ number, dueOn, principal, interest }) => ({ number, dueOn, principal, interest }));
    expect(contract?.facts.schedule).toEqual(preview.schedule.instalments);
    expect(lines(booked?.instalments)).toEqual(lines(preview.schedule.instalments));
    expect([contract?.facts.originationFee, booked?.loan.originationFee]).toEqual([preview.fee, preview.fee]);
    expect([contract?.facts.instalmentAmount, booked?.loan.instalmentAmount]).toEqual([preview.instalment, preview.schedule.instalmentAmount]);
    expect(contract?.facts.aprPpm).toBe(preview.aprPpm);
  });
});

describe("a contract is issued", () => {
  test("when the loan is approved, and not before", async () => {
    const { loanId } = await applyForLoan.execute(asha, { productId: bank.productId, amount: "20000", instalments: 6 });
    expect(await getOwnContract.execute(asha, { loanId })).toBeNull();
    await expect(acceptContract.execute(asha, { loanId, termsHash: "0".repeat(64) })).rejects.toMatchObject({ code: "contract_not_issued" });
    await approveLoan.execute(bank.admin, { loanId });
    expect(await getOwnContract.execute(asha, { loanId })).toMatchObject({ loanId, number: `TB-2026-${String(loanId).padStart(6, "0")}`, accepted: null, facts: { issuedOn: "2026-01-01", principal: 20_000_00n } });
  });
  test("with an automatic approval as well", async () => {
    const loanId = await approved(asha, bank.automatic, { amount: "600", instalments: 3 });
    expect((await getOwnContract.execute(asha, { loanId }))?.facts.productName).toBe("Quick Loan");
  });
  test("and is nobody else's to see or to accept", async () => {
    const loanId = await approved(asha, bank.weekly);
    await expect(getOwnContract.execute(ravi, { loanId })).rejects.toMatchObject({ code: "not_found" });
    await expect(acceptContract.execute(ravi, { loanId, termsHash: await hashOf(loanId) })).rejects.toMatchObject({ code: "not_found" });
    await expect(acceptContract.execute(bank.admin, { loanId, termsHash: await hashOf(loanId) })).rejects.toMatchObject({ code: "permission_denied" });
  });
});

describe("a borrower accepts", () => {
  test("only the contract that was read; again is the same, at the same moment", async () => {
    const loanId = await approved(ravi);
    await expect(acceptContract.execute(ravi, { loanId, termsHash: "0".repeat(64) })).rejects.toMatchObject({ code: "contract_changed" });
    await expect(acceptContract.execute(ravi, { loanId, termsHash: "yes" })).rejects.toMatchObject({ code: "input_invalid" });
    const first = await acceptContract.execute(ravi, { loanId, termsHash: (await hashOf(loanId)).toUpperCase() });
    expect(first.contract.accepted?.on).toBe("2026-01-01");
    expect(await acceptContract.execute(ravi, { loanId, termsHash: await hashOf(loanId) })).toEqual(first);
  });
  test("once, when it is asked many times at once", async () => {
    const loanId = await approved(ravi, bank.weekly);
    const termsHash = await hashOf(loanId);
    const answers = await Promise.all(Array.from({ length: 8 }, () => acceptContract.execute(ravi, { loanId, termsHash })));
    expect(new Set(answers.map(({ contract }) => contract.accepted?.at.toISOString())).size).toBe(1);
  });
  test("not when the loan came to nothing", async () => {
    const late = await borrowerNamed("Late");
    const loanId = await approved(late);
    await rejectLoan.execute(bank.admin, { loanId, reason: "Changed our mind.", revokesApproval: true });
    await expect(acceptContract.execute(late, { loanId, termsHash: await hashOf(loanId) })).rejects.toMatchObject({ code: "contract_not_acceptable" });
  });
});

describe("paid out on a later day", () => {
  test("the contract stays as it was, the booked schedule follows the day, and acceptance is not waited for", async () => {
    const meera = await borrowerNamed("Meera");
    const loanId = await approved(meera);
    const before = await getContract.execute(bank.admin, { loanId });
    for (let day = 0; day < 4; day += 1) await closeDay.execute(system, { days: 1 });
    await disburseLoan.execute(bank.admin, { loanId });
    expect(await getContract.execute(bank.admin, { loanId })).toEqual(before);
    expect(before?.facts.schedule[0]?.dueOn).toBe("2026-02-01");
    expect((await getLoanFile.execute(bank.admin, { loanId }))?.instalments[0]?.dueOn).toBe("2026-02-05");
    // Who was too slow may still accept while the loan runs.
    expect((await acceptContract.execute(meera, { loanId, termsHash: before?.termsHash })).contract.accepted?.on).toBe("2026-01-05");
  });
  test("the books hold, and a contract that was changed by hand is found", async () => {
    const broken = async () => (await checkInvariants(database())).filter(({ problems }) => problems.length > 0).map(({ name }) => name);
    expect(await broken()).toEqual([]);
    await database().$client.query("UPDATE loan_contracts SET terms = CONCAT(terms, ' ') ORDER BY loan_id LIMIT 1");
    expect(await broken()).toEqual(["contracts-hold"]);
  });
});
