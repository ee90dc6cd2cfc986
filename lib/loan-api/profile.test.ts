import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as documents } from "@/app/api/users/documents/route";
import { GET as employment, POST as createEmployment, PUT as updateEmployment } from "@/app/api/users/employment-details/route";
import { GET as finance, POST as createFinance, PUT as updateFinance } from "@/app/api/users/financial-details/route";
import { GET as profile, PUT as saveProfile } from "@/app/api/users/profile/route";
import { POST as uploadDocument } from "@/app/api/users/upload-document/route";
import { database } from "@/db/client";
import { idempotencyKeys } from "@/db/schema";
import { codeFor, hireAdmin, PASSWORD, signUp, actorOf } from "@/lib/identity/testing";
import { anonymous } from "@/lib/core/permissions";
import { confirmSignIn } from "@/lib/identity/operations/confirm-sign-in";
import { signIn } from "@/lib/identity/operations/sign-in";
import { openInstallation } from "@/lib/platform/testing";
import { callHandler, tokenOf } from "./in-process/testing";

let borrower: string;
let depositor: string;
let admin: string;

beforeAll(async () => {
  await openInstallation("2026-03-02");
  borrower = await tokenOf(await signUp("borrower", "b@example.com"));
  depositor = await tokenOf(await signUp("depositor", "d@example.com"));
  const { id: userId } = await hireAdmin("admin@example.com");
  await signIn.execute(anonymous, { email: "admin@example.com", password: PASSWORD });
  admin = await tokenOf(await actorOf((await confirmSignIn.execute(anonymous, { userId, code: await codeFor(userId) })).ticket, "admin"));
});

let count = 0;
const newBorrower = async () => tokenOf(await signUp("borrower", `new-${(count += 1)}@example.com`));

describe("profile", () => {
  const save = (body: unknown, token: string | undefined = borrower) => callHandler(saveProfile, { token, body });

  test("200: what is sent changes, the rest stays, an empty text clears, null says nothing", async () => {
    const first = await save({ full_name: "Asha R. Rao", contact_number: "+91 98765 43210", date_of_birth: "1990-05-17", gender: "Female" });
    expect([first.status, first.body]).toMatchObject([200, { message: expect.any(String), user: { full_name: "Asha R. Rao", contact_number: "+919876543210", date_of_birth: "1990-05-17", gender: "Female" } }]);
    const second = await save({ permanentAddress: "9 Sea View", gender: "", date_of_birth: null });
    expect(second.body.user).toEqual({ ...(first.body.user as object), permanent_address: "9 Sea View", gender: null });
    expect((await save({})).body.user).toEqual(second.body.user);
    expect((await callHandler(profile, { token: borrower })).body).toEqual({ profile: { ...(second.body.user as object), user_documents: [] } });
  });

  test("what cannot be changed here is ignored: address, role, proofs", async () => {
    const before = (await callHandler(profile, { token: borrower })).body.profile as object;
    const { status, body } = await save({ ...before, email: "other@example.com", role: "admin", is_email_verified: false, is_phone_verified: true, user_id: 1, password_hash: "x" });
    expect([status, body.user]).toMatchObject([200, { email: "b@example.com", role: "borrower", is_email_verified: true, is_phone_verified: false }]);
  });

  test("every role has one", async () => {
    for (const [token, role] of [[depositor, "depositor"], [admin, "admin"]] as const) {
      expect((await callHandler(profile, { token })).body.profile).toMatchObject({ role, user_documents: [] });
      expect((await save({ nationality: "Indian" }, token)).body.user).toMatchObject({ nationality: "Indian" });
    }
  });

  test.each([
    ["full_name", ""],
    ["full_name", "x".repeat(121)],
    ["contact_number", "call me"],
    ["date_of_birth", "1990-02-30"],
    ["date_of_birth", "31/12/1990"],
    ["date_of_birth", "2999-01-01"],
    ["gender", "x".repeat(25)],
    ["permanent_address", { street: "x" }],
  ])("400: a wrong %s is named and nothing changes", async (field, value) => {
    const before = (await callHandler(profile, { token: borrower })).body;
    const { status, body } = await save({ nationality: "Elsewhere", [field]: value });
    expect([status, body.code, Object.keys(body.fields ?? {})]).toEqual([400, "input_invalid", [field]]);
    expect((await callHandler(profile, { token: borrower })).body).toEqual(before);
  });

  test("401 without a token", async () => {
    expect((await callHandler(profile)).status).toBe(401);
    expect((await callHandler(saveProfile, { body: {} })).status).toBe(401);
  });
});

const financial = { existing_loans: 150000.5, monthly_emi: 4200, assets_owned: "A flat", bank_account_details: "SBIN 1" };
const work = { employment_status: "Self-employed", employer_name_address: "Works, Pune", job_title: "Engineer", monthly_income: 60000, other_income: 500.25 };

describe.each([
  { name: "financial_details", read: finance, create: createFinance, update: updateFinance, sent: financial, least: {}, empty: { existing_loans: 0, monthly_emi: 0, assets_owned: "", bank_account_details: "" } },
  {
    ...{ name: "employment_details", read: employment, create: createEmployment, update: updateEmployment, sent: work },
    least: { employment_status: "Unemployed", monthly_income: 0 },
    empty: { employment_status: "Unemployed", monthly_income: 0, employer_name_address: "", job_title: "", other_income: 0 },
  },
])("$name", ({ name, read, create, update, sent, least, empty }) => {
  test("404 before, 201 once, then 400; PUT changes what is sent; the profile has it", async () => {
    const token = await newBorrower();
    expect(await callHandler(read, { token })).toMatchObject({ status: 404, body: { code: "details_not_saved" } });
    expect((await callHandler(update, { token, body: sent })).status).toBe(404);
    const created = await callHandler(create, { token, body: sent });
    expect([created.status, created.body]).toEqual([201, { message: expect.any(String), [name]: sent }]);
    expect(await callHandler(create, { token, body: sent })).toMatchObject({ status: 400, body: { code: "details_exist" } });
    for (const [field, value] of Object.entries(empty)) {
      expect((await callHandler(update, { token, body: { [field]: value } })).body[name]).toMatchObject({ [field]: value });
      expect((await callHandler(update, { token, body: { ...sent, someone_elses: 1 } })).body[name]).toEqual(sent);
    }
    expect((await callHandler(update, { token, body: {} })).body).toEqual({ message: expect.any(String), [name]: sent });
    expect((await callHandler(read, { token })).body).toEqual({ [name]: sent });
    expect((await callHandler(profile, { token })).body.profile).toMatchObject({ [name]: sent });
  });

  test("201: what is left away or null is nothing; of two at the same instant one is the first", async () => {
    const token = await newBorrower();
    const nulls = Object.fromEntries(Object.keys(sent).map((field) => [field, null]));
    const answers = await Promise.all([0, 1, 2].map(() => callHandler(create, { token, body: { ...nulls, ...least } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
    expect((await callHandler(read, { token })).body).toEqual({ [name]: empty });
  });

  test("the same key answers the same; other data with it is 409", async () => {
    const token = await newBorrower();
    const headers = { "idempotency-key": "details-1" };
    const first = await callHandler(create, { token, headers, body: sent });
    const again = await callHandler(create, { token, headers, body: sent });
    expect([again.status, again.body, again.headers.get("idempotent-replayed")]).toEqual([201, first.body, "true"]);
    expect((await callHandler(create, { token, headers, body: { ...sent, ...least, job_title: "Chief", monthly_emi: 1 } })).status).toBe(409);
  });

  test("401 for nobody, 403 for depositors and staff", async () => {
    for (const [handler, body] of [[read, undefined], [create, sent], [update, sent]] as const) {
      expect((await callHandler(handler, { body })).status).toBe(401);
      for (const token of [depositor, admin]) expect((await callHandler(handler, { token, body })).status).toBe(403);
    }
  });
});

test.each([
  [createFinance, financial, "existing_loans", -1],
  [createFinance, financial, "existing_loans", 1.005],
  [createFinance, financial, "monthly_emi", "abc"],
  [createFinance, financial, "monthly_emi", 1e30],
  [createFinance, financial, "monthly_emi", { $gt: 0 }],
  [createFinance, financial, "assets_owned", ["a"]],
  [createFinance, financial, "assets_owned", "x".repeat(401)],
  [createEmployment, work, "employment_status", "Retired"],
  [createEmployment, work, "employment_status", undefined],
  [createEmployment, work, "monthly_income", undefined],
  [createEmployment, work, "monthly_income", -1],
  [createEmployment, work, "monthly_income", true],
  [createEmployment, work, "other_income", -0.01],
  [createEmployment, work, "job_title", "x".repeat(121)],
] as const)("400: wrong details are named (%#: %3$j)", async (create, sent, field, value) => {
  const { status, body } = await callHandler(create, { token: await newBorrower(), body: { ...sent, [field]: value } });
  expect([status, body.code, Object.keys(body.fields ?? {})]).toEqual([400, "input_invalid", [field]]);
});

describe("documents", () => {
  const pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
  const form = (content: string | null, type: string | null, name = "id.pdf") => {
    const body = new FormData();
    if (content !== null) body.append("file", new Blob([content]), name);
    if (type !== null) body.append("document_type", type);
    return body;
  };
  const upload = (body: unknown, token: string | undefined = borrower, headers: Record<string, string> = {}) => callHandler(uploadDocument, { token, body, headers });

  test("201: uploaded, listed, in the profile, and never told where it is kept", async () => {
    for (const token of [await newBorrower(), depositor]) {
      expect((await callHandler(documents, { token })).body).toEqual({ documents: [] });
      const { status, body } = await upload(form(pdf, "govt_id", "../../etc/my id.exe"), token);
      const [document] = body.documents as { document_id: number }[];
      expect([status, body]).toEqual([
        201,
        {
          message: expect.any(String),
          document_id: document?.document_id,
          documents: [
            {
              ...{ document_id: document?.document_id, document_type: "govt_id", file_name: "my id.pdf", content_type: "application/pdf", size_bytes: pdf.length },
              ...{ state: "uploaded", rejection_reason: null, uploaded_at: expect.stringMatching(/Z$/), download_url: `/documents/${document?.document_id}` },
            },
          ],
        },
      ]);
      expect((await callHandler(documents, { token })).body).toEqual({ documents: body.documents });
      expect((await callHandler(profile, { token })).body.profile).toMatchObject({ user_documents: body.documents });
    }
  });

  test("a new one of a type replaces the one before; the same key uploads once", async () => {
    const token = await newBorrower();
    await upload(form(pdf, "photo"), token);
    const first = await upload(form(`${pdf} again`, "photo"), token, { "idempotency-key": "doc-1" });
    const again = await upload(form(`${pdf} again`, "photo"), token, { "idempotency-key": "doc-1" });
    expect([again.status, again.body, again.headers.get("idempotent-replayed")]).toEqual([201, first.body, "true"]);
    expect(first.body.documents).toHaveLength(1);
  });

  test.each([
    ["no file", form(null, "govt_id"), "input_invalid", "file"],
    ["no type", form(pdf, null), "input_invalid", "document_type"],
    ["an unknown type", form(pdf, "passport"), "input_invalid", "document_type"],
    ["a script with a PDF's name", form("<script>alert(1)</script>", "govt_id"), "document_type_refused", "file"],
    ["an empty file", form("", "govt_id"), "document_type_refused", "file"],
    ["more than 5 MiB", form(pdf + "x".repeat(5 * 1024 * 1024), "govt_id"), "document_too_large", "file"],
  ])("400: %s", async (_what, body, code, field) => {
    const answer = await upload(body);
    expect([answer.status, answer.body.code, Object.keys(answer.body.fields ?? {})]).toEqual([400, code, [field]]);
  });

  test("400: a text where the file should be; 413: far too much; 415: JSON; 401 for nobody; 403 for staff", async () => {
    const text = form(null, "govt_id");
    text.append("file", pdf);
    expect(await upload(text)).toMatchObject({ status: 400, body: { fields: { file: expect.any(String) } } });
    expect((await upload(form(pdf + "x".repeat(7 * 1024 * 1024), "govt_id"))).status).toBe(413);
    expect((await upload({ document_type: "govt_id" })).status).toBe(415);
    expect((await callHandler(uploadDocument, { body: form(pdf, "govt_id") })).status).toBe(401);
    expect((await upload(form(pdf, "govt_id"), admin)).status).toBe(403);
    expect((await callHandler(documents)).status).toBe(401);
    expect((await callHandler(documents, { token: admin })).status).toBe(403);
  });
});

test("bank account details are not kept a second time, with the answers for repeated requests", async () => {
  const token = await newBorrower();
  const headers = { "idempotency-key": "details-secret" };
  const first = await callHandler(createFinance, { token, body: { ...financial, bank_account_details: "SBIN 778899" }, headers });
  expect(first.body.financial_details).toMatchObject({ bank_account_details: "SBIN 778899" });
  const kept = await database().select({ answer: idempotencyKeys.answer }).from(idempotencyKeys).where(eq(idempotencyKeys.idempotencyKey, "details-secret"));
  expect([kept.length, JSON.stringify(kept).includes("778899")]).toEqual([1, false]);
});
