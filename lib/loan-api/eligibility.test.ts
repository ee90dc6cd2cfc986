import { beforeAll, describe, expect, test } from "vitest";
import { POST as calculateEmi } from "@/app/api/eligibility/calculate-emi/route";
import { POST as check } from "@/app/api/eligibility/check/route";
import type { Actor } from "@/lib/core/permissions";
import { signUp } from "@/lib/identity/testing";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { ask } from "./in-process/testing";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let asha: Actor;

beforeAll(async () => {
  bank = await openLoanBank();
  asha = await borrowerNamed("Asha");
});

describe("POST /api/eligibility/calculate-emi", () => {
  const emi = (body: unknown) => ask(calculateEmi, { body });

  test("500,000 at 8.5 % over 24 months, without signing in", async () => {
    expect(await emi({ loan_amount: 500000, interest_rate: 8.5, tenure_months: 24 })).toMatchObject({
      status: 200,
      body: { loan_amount: 500000, interest_rate: 8.5, tenure_months: 24, monthly_emi: 22727.84, total_amount: 545468.1, total_interest: 45468.1 },
    });
  });

  test("a rate of 0 divides the amount", async () => {
    expect((await emi({ loan_amount: 1200, interest_rate: 0, tenure_months: 12 })).body).toEqual({ loan_amount: 1200, interest_rate: 0, tenure_months: 12, monthly_emi: 100, total_amount: 1200, total_interest: 0 });
  });

  test("names in camelCase and decimal texts are understood", async () => {
    expect((await emi({ loanAmount: "500000.00", interestRate: "8.5", tenureMonths: "24" })).body).toMatchObject({ monthly_emi: 22727.84 });
  });

  test("a tiny rate is a rate", async () => {
    expect((await emi({ loan_amount: 1000000, interest_rate: 1e-7, tenure_months: 12 })).body).toMatchObject({ interest_rate: 1e-7, monthly_emi: 83333.33 });
  });

  const whole = { loan_amount: 500000, interest_rate: 8.5, tenure_months: 24 };
  test.each([
    [{}, "loan_amount"],
    [{ ...whole, loan_amount: -5 }, "loan_amount"],
    [{ ...whole, loan_amount: 0 }, "loan_amount"],
    [{ ...whole, loan_amount: 100.005 }, "loan_amount"],
    [{ ...whole, loan_amount: 1e30 }, "loan_amount"],
    [{ ...whole, loan_amount: "lots" }, "loan_amount"],
    [{ ...whole, loan_amount: null }, "loan_amount"],
    [{ ...whole, interest_rate: -0.1 }, "interest_rate"],
    [{ ...whole, interest_rate: 200.01 }, "interest_rate"],
    [{ ...whole, interest_rate: 10000 }, "interest_rate"],
    [{ ...whole, interest_rate: "high" }, "interest_rate"],
    [{ ...whole, interest_rate: [8.5] }, "interest_rate"],
    [{ ...whole, tenure_months: 0 }, "tenure_months"],
    [{ ...whole, tenure_months: -12 }, "tenure_months"],
    [{ ...whole, tenure_months: 12.5 }, "tenure_months"],
    [{ ...whole, tenure_months: 481 }, "tenure_months"],
    [{ ...whole, tenure_months: "a year" }, "tenure_months"],
  ])("%j is refused, and the field is named", async (body, field) => {
    expect(await emi(body)).toMatchObject({ status: 400, body: { code: "input_invalid", error: expect.stringContaining(field), fields: { [field]: expect.any(String) } } });
  });

  test("a body that is no object is refused", async () => {
    for (const body of [[], null, "x", 5]) expect((await emi(body)).status).toBe(400);
  });
});

describe("POST /api/eligibility/check", () => {
  const checked = (as: Actor | undefined, body: unknown) => ask(check, { body, as });

  test("yes, with the largest amount, the cost, the score and the product", async () => {
    const { status, body } = await checked(asha, { loan_product_id: bank.productId, loan_amount: 60000, tenure_months: 12 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ eligible: true, reasons: [], reason_codes: [], recommendations: [expect.any(String)], tenure_months: 12, pending_loan_id: null },
      ...{ maximum_eligible_amount: expect.any(Number), score: expect.any(Number), grade: expect.stringMatching(/^[A-E]$/) },
      cost: { monthly_emi: 5330.93, origination_fee: 600 },
      loan_product: { loan_product_id: bank.productId, product_name: "Personal Loan" },
    });
    // The largest loan whose instalment is 40 % of 90,000 over 12 months at 12 %.
    expect(body.maximum_eligible_amount).toBeCloseTo(405182.79, 0);
  });

  test("no, with every reason as a text and what would help", async () => {
    const indebted = await borrowerNamed("Dev", { monthlyIncome: "15000", monthlyEmi: "9000" });
    const { body } = await checked(indebted, { loan_product_id: bank.productId, loan_amount: 900000, tenure_months: 36 });
    expect(body).toMatchObject({ eligible: false, cost: null, reason_codes: ["term_outside_product", "income_too_low", "existing_emi_too_high", "amount_above_eligible"] });
    expect(body.reasons).toHaveLength(4);
    expect((body.reasons as unknown[]).every((reason) => typeof reason === "string" && reason !== "")).toBe(true);
    expect((body.recommendations as unknown[]).length).toBeGreaterThan(0);
  });

  test("without an amount it tells the largest one over the middle of the terms", async () => {
    expect((await checked(asha, { loanProductId: bank.productId })).body).toMatchObject({ eligible: true, tenure_months: 13, cost: null });
  });

  test("details are asked for first", async () => {
    const bare = await signUp("borrower", "bare@example.com");
    expect(await checked(bare, { loan_product_id: bank.productId })).toMatchObject({ status: 400, body: { code: "details_missing" } });
    expect(await checked(bare, { loan_product_id: 999999 })).toMatchObject({ status: 404 });
  });

  test.each(["weekly", "hidden"] as const)("a product that is %s is not offered here", async (name) => {
    expect(await checked(asha, { loan_product_id: bank[name] })).toMatchObject({ status: 404, body: { code: "product_not_available" } });
  });

  test("an unknown product is 404, and what is no product, amount or term is 400", async () => {
    expect(await checked(asha, { loan_product_id: 999999 })).toMatchObject({ status: 404, body: { code: "product_not_available" } });
    for (const body of [{}, { loan_product_id: "x" }, { loan_product_id: bank.productId, loan_amount: -1 }, { loan_product_id: bank.productId, tenure_months: 0 }]) {
      expect(await checked(asha, body)).toMatchObject({ status: 400, body: { code: "input_invalid" } });
    }
  });

  test("only a borrower may ask", async () => {
    const depositor = await signUp("depositor", "deposit@example.com");
    const body = { loan_product_id: bank.productId };
    expect([(await checked(undefined, body)).status, (await checked(depositor, body)).status, (await checked(bank.admin, body)).status]).toEqual([401, 403, 403]);
  });
});
