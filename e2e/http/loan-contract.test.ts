import { beforeAll, describe, expect, test } from "vitest";
import { newestCode, offerProduct, openBank, PASSWORD, signInAdmin, signUp, signUpBorrower, signUpDepositor } from "./bank";
import type { Client } from "./client";

/* The loan management contract, played from its text against the running application. */

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

const person = { full_name: "Ravi Iyer", email: "ravi@home.example", password: PASSWORD, contact_number: "9876543210", date_of_birth: "1991-02-03", gender: "Male", nationality: "Indian", marital_status: "Single", permanent_address: "4 Hill Road" };

describe("authentication", () => {
  let userId: number;
  let token: string;

  test("registration answers without a token, and says that a code is needed", async () => {
    const { status, body } = await anyone.post("/api/auth/register", person);
    expect([status, body.requires_otp_verification]).toEqual([201, true]);
    expect(body).toMatchObject({ message: expect.any(String), user_id: expect.any(Number), user: { full_name: "Ravi Iyer", email: person.email, is_email_verified: false } });
    expect(JSON.stringify(body)).not.toMatch(/token|password/);
    userId = Number(body.user_id);
  });

  test("camelCase names are understood", async () => {
    const { password, email: _email, ...rest } = person;
    const camel = { fullName: rest.full_name, email: "camel@home.example", password, contactNumber: rest.contact_number, dateOfBirth: rest.date_of_birth, maritalStatus: "Married", permanentAddress: rest.permanent_address };
    const { status, body } = await anyone.post("/api/auth/register", camel);
    expect([status, body.user]).toMatchObject([201, { marital_status: "Married", date_of_birth: "1991-02-03", contact_number: "9876543210" }]);
  });

  test.each([
    ["no e-mail", { ...person, email: undefined }],
    ["an e-mail that is none", { ...person, email: "ravi" }],
    ["a short password", { ...person, email: "x@home.example", password: "a1b2c3" }],
    ["a password without a digit", { ...person, email: "x@home.example", password: "abcdefghij" }],
    ["a date that does not exist", { ...person, email: "x@home.example", date_of_birth: "1991-02-30" }],
    ["a birth in the future", { ...person, email: "x@home.example", date_of_birth: "2999-01-01" }],
    ["a role that nobody can take", { ...person, email: "x@home.example", role: "admin" }],
  ])("registration refuses %s", async (_what, body) => {
    const answer = await anyone.post("/api/auth/register", body);
    expect([answer.status, answer.body.code]).toEqual([400, "input_invalid"]);
  });

  test("an account cannot be used before its code is proved", async () => {
    const { status, body } = await anyone.post("/api/auth/login", { email: person.email, password: PASSWORD });
    expect([status, body.requires_otp_verification, body.user_id]).toEqual([403, true, userId]);
    expect(body.access_token).toBeUndefined();
  });

  test("a code that was just sent is not sent again at once", async () => {
    const { status, headers } = await anyone.post("/api/auth/resend-otp", { user_id: userId, otp_type: "email" });
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("a wrong code is refused, the right one gives a token, and works once", async () => {
    const code = await newestCode(person.email);
    const wrong = code === "123456" ? "654321" : "123456";
    expect((await anyone.post("/api/auth/verify-otp", { user_id: userId, otp_code: wrong, otp_type: "email" })).status).toBe(400);
    const { status, body } = await anyone.post("/api/auth/verify-otp", { user_id: userId, otp_code: code, otp_type: "email" });
    expect([status, body]).toMatchObject([200, { message: expect.any(String), access_token: expect.any(String), user: { user_id: userId, is_email_verified: true } }]);
    token = String(body.access_token);
    expect((await anyone.post("/api/auth/verify-otp", { user_id: userId, otp_code: code, otp_type: "email" })).status).toBe(400);
  });

  test("an address that is taken cannot be registered again", async () => {
    const { status, body } = await anyone.post("/api/auth/register", person);
    expect([400, 409]).toContain(status);
    expect(body.error).toEqual(expect.any(String));
  });

  test("sign-in answers with a token; wrong password and unknown address are alike", async () => {
    const { status, body } = await anyone.post("/api/auth/login", { email: person.email, password: PASSWORD });
    expect([status, body]).toMatchObject([200, { access_token: expect.any(String), user: { email: person.email } }]);
    const wrong = await anyone.post("/api/auth/login", { email: person.email, password: "Wrong-horse-1" });
    const unknown = await anyone.post("/api/auth/login", { email: "nobody@home.example", password: "Wrong-horse-1" });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect({ ...wrong.body, request_id: "" }).toEqual({ ...unknown.body, request_id: "" });
    expect((await anyone.post("/api/auth/login", { email: "x' OR 1=1 --", password: "x" })).status).toBe(400);
  });

  test("a token tells whose it is", async () => {
    const me = anyone.withToken(token);
    expect((await me.get("/api/auth/verify-token")).body).toMatchObject({ valid: true, user: { user_id: userId } });
    expect((await me.get("/api/auth/profile")).body).toMatchObject({ user: { email: person.email } });
    for (const wrong of ["nonsense", `${token}x`, "eyJhbGciOiJub25lIn0.e30."]) expect((await anyone.withToken(wrong).get("/api/auth/verify-token")).status).toBe(401);
    expect((await anyone.get("/api/auth/profile")).status).toBe(401);
  });

  test("a changed password ends every other token, and the caller's goes on", async () => {
    const me = anyone.withToken(token);
    const other = anyone.withToken(String((await anyone.post("/api/auth/login", { email: person.email, password: PASSWORD })).body.access_token));
    expect((await me.post("/api/auth/change-password", { current_password: "Wrong-horse-1", new_password: "New-horse-22" })).status).toBe(400);
    expect((await me.post("/api/auth/change-password", { current_password: PASSWORD, new_password: "short" })).status).toBe(400);
    expect((await me.post("/api/auth/change-password", { current_password: PASSWORD, new_password: "New-horse-22" })).status).toBe(200);
    expect([(await me.get("/api/auth/profile")).status, (await other.get("/api/auth/profile")).status]).toEqual([200, 401]);
    expect((await anyone.post("/api/auth/login", { email: person.email, password: PASSWORD })).status).toBe(401);
  });

  test("logout ends the token", async () => {
    const me = anyone.withToken(token);
    expect((await me.post("/api/auth/logout")).status).toBe(200);
    expect((await me.get("/api/auth/profile")).status).toBe(401);
  });
});

describe("users", () => {
  let fresh: Client;

  beforeAll(async () => {
    fresh = (await signUp(anyone, { email: "fresh@home.example" })).client;
  });

  test("the profile is read whole and changed in parts", async () => {
    const { status, body } = await fresh.put("/api/users/profile", { permanent_address: "9 Sea View", gender: "Female" });
    expect([status, body]).toMatchObject([200, { message: expect.any(String), user: { permanent_address: "9 Sea View", full_name: "Asha Rao" } }]);
    expect((await fresh.get("/api/users/profile")).body).toMatchObject({ profile: { email: "fresh@home.example", gender: "Female" } });
    expect((await fresh.put("/api/users/profile", { date_of_birth: "31/12/1990" })).status).toBe(400);
    expect((await anyone.get("/api/users/profile")).status).toBe(401);
  });

  test.each([
    ["financial-details", { existing_loans: 150000.5, monthly_emi: 1200, assets_owned: "A house", bank_account_details: "SBIN 1" }, { monthly_emi: 900 }, { monthly_emi: -1 }],
    ["employment-details", { employment_status: "Employed", employer_name_address: "Works", job_title: "Engineer", monthly_income: 60000, other_income: 500.25 }, { job_title: "Chief" }, { employment_status: "Retired" }],
  ])("%s: 404 before, created once, changed with PUT", async (name, sent, change, wrong) => {
    const path = `/api/users/${name}`;
    const member = name.replace("-", "_");
    expect((await fresh.get(path)).status).toBe(404);
    expect((await fresh.put(path, sent)).status).toBe(404);
    expect(await fresh.post(path, { ...sent, ...wrong })).toMatchObject({ status: 400 });
    expect(await fresh.post(path, sent)).toMatchObject({ status: 201, body: { message: expect.any(String), [member]: sent } });
    expect((await fresh.post(path, sent)).status).toBe(400);
    expect(await fresh.put(path, change)).toMatchObject({ status: 200, body: { [member]: { ...sent, ...change } } });
    expect((await fresh.put(path, wrong)).status).toBe(400);
    expect((await fresh.get(path)).body).toMatchObject({ [member]: { ...sent, ...change } });
    expect((await fresh.get("/api/users/profile")).body.profile).toHaveProperty(member);
  });

  test("documents are taken by their content, and never say where they are kept", async () => {
    const form = (content: string, type: string | null, name = "id.pdf") => {
      const body = new FormData();
      body.append("file", new Blob([content]), name);
      if (type !== null) body.append("document_type", type);
      return body;
    };
    expect((await fresh.get("/api/users/documents")).body).toEqual({ documents: [] });
    const uploaded = await fresh.post("/api/users/upload-document", form("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "govt_id"));
    expect([200, 201]).toContain(uploaded.status);
    expect(uploaded.body.documents).toMatchObject([{ document_type: "govt_id", content_type: "application/pdf" }]);
    expect(JSON.stringify(uploaded.body)).not.toMatch(/storage|sha256|path"|\.data|\/tmp/);
    expect((await fresh.post("/api/users/upload-document", form("<script>alert(1)</script>", "govt_id"))).status).toBe(400);
    expect((await fresh.post("/api/users/upload-document", form("%PDF-1.7\n", "passport"))).status).toBe(400);
    expect((await fresh.post("/api/users/upload-document", form("%PDF-1.7\n", null))).status).toBe(400);
    const noFile = new FormData();
    noFile.append("document_type", "photo");
    expect((await fresh.post("/api/users/upload-document", noFile)).status).toBe(400);
    expect([400, 413]).toContain((await fresh.post("/api/users/upload-document", form(`%PDF-1.7\n${"x".repeat(5 * 1024 * 1024)}`, "photo"))).status);
    const [document] = uploaded.body.documents as { download_url: string }[];
    const download = await fetch(anyone.url + String(document?.download_url));
    expect(download.status).toBe(401);
  });
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

describe("manners", () => {
  test("unknown addresses and methods answer in JSON", async () => {
    for (const path of ["/api", "/api/", "/api/nothing", "/api/loans/nothing/at/all"]) expect((await fetch(anyone.url + path)).headers.get("content-type") ?? "").toContain("application/json");
    expect(await anyone.get("/api/nothing")).toMatchObject({ status: 404, body: { code: "not_found", request_id: expect.any(String) } });
    expect(await anyone.send("DELETE", "/api/auth/login")).toMatchObject({ status: 405, body: { code: "method_not_allowed" } });
  });

  test("bodies that are no JSON, too deep or too large are refused", async () => {
    const send = (body: string) => anyone.send("POST", "/api/auth/login", { body });
    expect(await send("{")).toMatchObject({ status: 400, body: { code: "body_malformed" } });
    expect(await send(`{"a":${"[".repeat(50)}${"]".repeat(50)}}`)).toMatchObject({ status: 400, body: { code: "body_malformed" } });
    expect(await send(`{"a":"${"x".repeat(300_000)}"}`)).toMatchObject({ status: 413, body: { code: "body_too_large" } });
    expect(await anyone.send("POST", "/api/auth/login", { body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } })).toMatchObject({ status: 415 });
  });

  test("a repeated Idempotency-Key moves money once and says so", async () => {
    const { client } = await signUpDepositor(anyone, "twice@funds.example", 100);
    const invest = (amount: number) => client.post("/api/depositors/invest", { amount }, { "idempotency-key": "k-1" });
    const [first, second] = [await invest(500), await invest(500)];
    expect([first.status, second.status, second.headers.get("idempotent-replayed")]).toEqual([201, 201, "true"]);
    expect(second.body).toEqual(first.body);
    expect(await invest(501)).toMatchObject({ status: 409, body: { code: "idempotency_key_reused" } });
    expect((await client.get("/api/depositors/portfolio")).body).toMatchObject({ balance: { waiting: 600 } });
  });

  test("sign-in failures are limited for an account, and the owner of another is not touched", async () => {
    await signUp(anyone, { email: "target@home.example" });
    const tries = [];
    for (let count = 0; count < 11; count += 1) tries.push((await anyone.post("/api/auth/login", { email: "target@home.example", password: "Wrong-horse-1" })).status);
    expect(tries.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(tries[10]).toBe(429);
    expect((await anyone.post("/api/auth/login", { email: "fresh@home.example", password: PASSWORD })).status).toBe(200);
  });
});
