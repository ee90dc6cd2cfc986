import { beforeAll, describe, expect, test } from "vitest";
import { offerProduct, openBank, signInAdmin, signUp, signUpBorrower, signUpDepositor } from "./bank";
import type { Client } from "./client";

/* The loan management contract, played from its text against the running application: products, loans, staff. */

let anyone: Client;
let admin: Client;
let borrower: Client;
let productId: number;
let bankId: number;
let borrowerId: number;

beforeAll(async () => {
  anyone = (await openBank()).client;
  ({ bankId, productId } = await offerProduct());
  admin = (await signInAdmin(anyone)).client;
  await signUpDepositor(anyone, "dev@funds.example", 400_000);
  ({ client: borrower, userId: borrowerId } = await signUpBorrower(anyone, "asha@home.example"));
});

describe("products and eligibility", () => {
  test("the catalogue can be filtered; the instant product is not in it", async () => {
    const { body, headers } = await anyone.get("/api/loans/products");
    expect(body).toMatchObject({ has_more: false, loan_products: [{ loan_product_id: productId, bank_id: bankId, interest_rate: 12, min_amount: 100, max_amount: 1_000_000, tenure_range: "3-24 months" }] });
    expect(headers.get("etag")).toBeTruthy();
    const count = async (query: string) => ((await anyone.get(`/api/loans/products?${query}`)).body.loan_products as unknown[]).length;
    expect(await count(`bank_id=${bankId}`)).toBe(1);
    expect(await count("bank_id=999999")).toBe(0);
    expect(await count("min_amount=1000001")).toBe(0);
    expect(await count("max_amount=99")).toBe(0);
    expect(await count("min_amount=5000&max_amount=100")).toBe(1);
    expect((await anyone.get("/api/loans/products?min_amount=lots")).status).toBe(400);
  });

  test("one product, or 404 in JSON", async () => {
    expect((await anyone.get(`/api/loans/products/${productId}`)).body).toMatchObject({ loan_product: { loan_product_id: productId } });
    for (const id of ["999999", "0", "abc", "1%20OR%201=1"]) expect((await anyone.get(`/api/loans/products/${id}`)).body).toMatchObject({ code: "not_found" });
  });

  test("the EMI calculator is open, exact and strict", async () => {
    const emi = (body: object) => anyone.post("/api/eligibility/calculate-emi", body);
    expect((await emi({ loan_amount: 500000, interest_rate: 8.5, tenure_months: 24 })).body).toMatchObject({ monthly_emi: 22727.84, loan_amount: 500000, interest_rate: 8.5, tenure_months: 24 });
    expect((await emi({ loan_amount: 1200, interest_rate: 0, tenure_months: 12 })).body).toMatchObject({ monthly_emi: 100, total_amount: 1200, total_interest: 0 });
    for (const wrong of [{}, { loan_amount: -5, interest_rate: 8, tenure_months: 12 }, { loan_amount: 5000, interest_rate: 8, tenure_months: 0 }, { loan_amount: 5000, interest_rate: -1, tenure_months: 12 }, { loan_amount: "lots", interest_rate: 8, tenure_months: 12 }]) {
      expect((await emi(wrong)).status).toBe(400);
    }
  });

  test("eligibility is explained", async () => {
    const yes = await borrower.post("/api/eligibility/check", { loan_product_id: productId });
    expect([yes.status, yes.body]).toMatchObject([200, { eligible: true, reasons: [], recommendations: expect.any(Array), maximum_eligible_amount: expect.any(Number), loan_product: { loan_product_id: productId } }]);
    const no = await borrower.post("/api/eligibility/check", { loan_product_id: productId, loan_amount: 900000, tenure_months: 3 });
    expect(no.body).toMatchObject({ eligible: false });
    expect((no.body.reasons as unknown[]).length).toBeGreaterThan(0);
    const bare = (await signUp(anyone, { email: "bare@home.example" })).client;
    expect((await bare.post("/api/eligibility/check", { loan_product_id: productId })).status).toBe(400);
    expect((await borrower.post("/api/eligibility/check", { loan_product_id: 999999 })).status).toBe(404);
    expect((await anyone.post("/api/eligibility/check", { loan_product_id: productId })).status).toBe(401);
  });
});

describe("a loan's life", () => {
  let loanId: number;
  const apply = (client: Client, change: object = {}) => client.post("/api/loans/apply", { loan_product_id: productId, loan_amount: 100000, tenure_months: 12, ...change });

  test("an application waits for a decision", async () => {
    const { status, body } = await apply(borrower);
    expect([status, body]).toMatchObject([201, { message: expect.any(String), loan: { user_id: borrowerId, loan_product_id: productId, product_name: "Personal Loan", loan_amount: 100000, tenure_months: 12, interest_rate: 12, monthly_emi: 8884.88, status: "Pending", approval_date: null, disbursal_date: null, pre_closure_date: null } }]);
    loanId = Number((body.loan as { loan_id: number }).loan_id);
  });

  test("what cannot be applied for is refused with the reasons", async () => {
    expect((await apply(borrower)).status).toBe(400);
    expect((await apply(borrower, { loan_product_id: 999999 })).status).toBe(404);
    const other = (await signUpBorrower(anyone, "second@home.example")).client;
    for (const wrong of [{ loan_amount: 50 }, { loan_amount: 1_000_001 }, { tenure_months: 2 }, { tenure_months: 25 }, { loan_amount: -1 }, { loan_amount: 0 }, { loan_amount: "1e9999" }, { tenure_months: 6.5 }, { loan_amount: 900000, tenure_months: 3 }]) {
      expect(await apply(other, wrong)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
    }
    const bare = (await signUp(anyone, { email: "bare2@home.example" })).client;
    expect((await apply(bare)).status).toBe(400);
    expect((await apply(anyone)).status).toBe(401);
    expect((await apply(admin)).status).toBe(403);
  });

  test("its owner sees it, nobody else does", async () => {
    expect((await borrower.get(`/api/loans/my-loans/${loanId}`)).body).toMatchObject({ loan: { loan_id: loanId, status: "Pending" } });
    expect((await borrower.get("/api/loans/my-loans?status=Pending")).body.loans).toHaveLength(1);
    expect((await borrower.get("/api/loans/my-loans?status=Closed")).body.loans).toHaveLength(0);
    const stranger = (await signUp(anyone, { email: "stranger@home.example" })).client;
    for (const path of ["", "/schedule", "/repayments", "/payoff"]) expect((await stranger.get(`/api/loans/my-loans/${loanId}${path}`)).status).toBe(404);
    expect((await stranger.post(`/api/loans/my-loans/${loanId}/pre-close`)).status).toBe(404);
  });

  test("only staff decide, and each decision once", async () => {
    const path = `/api/admin/loans/${loanId}`;
    for (const verb of ["approve", "reject", "disburse"]) expect([(await borrower.post(`${path}/${verb}`)).status, (await anyone.post(`${path}/${verb}`)).status]).toEqual([403, 401]);
    expect((await admin.post(`${path}/disburse`)).status).toBe(400);
    expect((await admin.post(`${path}/approve`)).body).toMatchObject({ message: expect.any(String), loan: { loan_id: loanId, status: "Approved", approval_date: "2026-03-02" } });
    expect((await admin.post(`${path}/approve`)).status).toBe(400);
    expect((await admin.post(`${path}/disburse`)).body).toMatchObject({ loan: { status: "Active", disbursal_date: "2026-03-02" } });
    expect((await admin.post(`${path}/disburse`)).status).toBe(400);
    expect((await admin.post(`${path}/reject`, { reason: "late" })).status).toBe(400);
    expect((await admin.post("/api/admin/loans/999999/approve")).status).toBe(404);
  });

  test("the loan has a schedule, takes payments, and is closed by its payoff", async () => {
    const path = `/api/loans/my-loans/${loanId}`;
    const { body: schedule } = await borrower.get(`${path}/schedule`);
    expect(schedule.instalments).toHaveLength(12);
    const paid = await borrower.post(`${path}/repayments`, { amount: 8884.88, prepayment: "next_instalments" });
    expect([paid.status, paid.body]).toMatchObject([201, { repayment: { amount: 8884.88 } }]);
    expect((await borrower.post(`${path}/repayments`, { amount: 10_000_000 })).status).toBe(400);
    expect((await borrower.get(`${path}/repayments`)).body).toMatchObject({ has_more: false, repayments: [{ amount: 8884.88 }] });
    const { status, body } = await borrower.post(`${path}/pre-close`);
    expect([status, body]).toMatchObject([200, { message: expect.any(String), loan: { status: "Closed", pre_closure_date: "2026-03-02" }, payoff: expect.anything() }]);
    expect((await borrower.post(`${path}/pre-close`)).status).toBe(400);
  });

  test("an approved loan that is pre-closed is closed at once; a pending one is not", async () => {
    const { body } = await apply(borrower, { loan_amount: 50000 });
    const path = `/my-loans/${(body.loan as { loan_id: number }).loan_id}`;
    expect((await borrower.post(`/api/loans${path}/pre-close`)).status).toBe(400);
    await admin.post(`/api/admin${path.replace("my-loans", "loans")}/approve`);
    expect((await borrower.post(`/api/loans${path}/pre-close`)).body).toMatchObject({ loan: { status: "Closed", pre_closure_date: "2026-03-02", disbursal_date: null } });
  });

  test("a rejected application is Rejected", async () => {
    const { body } = await apply(borrower, { loan_amount: 60000 });
    const { loan_id: id } = body.loan as { loan_id: number };
    expect((await admin.post(`/api/admin/loans/${id}/reject`, { reason: "Not this year" })).body).toMatchObject({ loan: { status: "Rejected" } });
    expect((await borrower.get("/api/loans/my-loans?status=Rejected")).body.loans).toMatchObject([{ loan_id: id }]);
  });
});

describe("staff", () => {
  test("the book is listed, filtered and paged without a gap", async () => {
    const { body } = await admin.get("/api/admin/loans");
    const all = (body.loans as { loan_id: number }[]).map(({ loan_id: id }) => id);
    expect(all.length).toBeGreaterThanOrEqual(3);
    expect((await admin.get("/api/admin/loans?status=Closed")).body.loans).toHaveLength(2);
    expect((await admin.get(`/api/admin/loans?bank_id=${bankId}`)).body.loans).toHaveLength(all.length);
    const walked: number[] = [];
    for (let more = true; more; ) {
      const page = await admin.get(`/api/admin/loans?limit=1${walked.length > 0 ? `&after=${walked.at(-1)}` : ""}`);
      walked.push(...(page.body.loans as { loan_id: number }[]).map(({ loan_id: id }) => id));
      more = page.body.has_more === true;
    }
    expect(walked).toEqual(all);
  });

  test("the statistics add up", async () => {
    const { body } = await admin.get("/api/admin/statistics");
    const n = body as Record<string, number>;
    expect(n.total_loans).toBe([n.pending_loans, n.approved_loans, n.rejected_loans, n.active_loans, n.closed_loans].reduce((sum, count) => (sum ?? 0) + (count ?? 0), 0));
    expect(body).toMatchObject({ total_users: expect.any(Number), total_loan_amount: 0, monthly_applications: n.total_loans });
  });

  test("banks and products", async () => {
    expect((await admin.get("/api/admin/banks")).body.banks).toEqual(expect.arrayContaining([expect.objectContaining({ bank_id: bankId, bank_name: "Bank of Personal Loan" })]));
    expect((await admin.get("/api/admin/products")).body.loan_products).toHaveLength(1);
    for (const path of ["loans", "statistics", "banks", "products"]) expect([(await borrower.get(`/api/admin/${path}`)).status, (await anyone.get(`/api/admin/${path}`)).status]).toEqual([403, 401]);
  });
});
