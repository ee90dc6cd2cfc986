import { beforeAll, describe, expect, test } from "vitest";
import { newestCode, openBank, PASSWORD, signUp, signUpDepositor } from "./bank";
import type { Client } from "./client";

/* The loan management contract, played from its text against the running application: accounts, and what every call has. */

let anyone: Client;

beforeAll(async () => {
  anyone = (await openBank()).client;
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
