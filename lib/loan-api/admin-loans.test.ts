import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as getEntries } from "@/app/api/admin/loans/[id]/entries/route";
import { GET as getFunding } from "@/app/api/admin/loans/[id]/funding/route";
import { POST as approve } from "@/app/api/admin/loans/[id]/approve/route";
import { POST as disburse } from "@/app/api/admin/loans/[id]/disburse/route";
import { POST as reject } from "@/app/api/admin/loans/[id]/reject/route";
import { GET as getFile } from "@/app/api/admin/loans/[id]/route";
import { GET as list } from "@/app/api/admin/loans/route";
import { database } from "@/db/client";
import { users } from "@/db/schema";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { signUp } from "@/lib/identity/testing";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { checkInvariants } from "@/lib/reports/invariants";
import { fillInDetails } from "@/scripts/story/people";
import { ask, type Answer } from "./in-process/testing";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let admin: Actor;
let depositor: Actor;
let people = 0;

beforeAll(async () => {
  bank = await openLoanBank();
  ({ admin } = bank);
  depositor = await signUp("depositor", "devika@example.com", "Devika Nair");
  await invest.execute(depositor, { amount: "500000" });
});

/** An application of somebody new. */
async function application(change: { productId?: number; amount?: string } = {}): Promise<{ borrower: Actor; loanId: number }> {
  people += 1;
  const borrower = await borrowerNamed(`Borrower${people}`);
  const { loanId } = await applyForLoan.execute(borrower, { productId: bank.productId, amount: "12000", instalments: 12, ...change });
  return { borrower, loanId };
}

const decide = (handler: typeof approve, loanId: number, body?: unknown, key?: string) => ask(handler, { as: admin, params: { id: loanId }, body, key });
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();
const loansOf = ({ body }: Answer) => body.loans as { loan_id: number; status: string }[];

describe("the list", () => {
  let first: number;
  let second: number;

  beforeAll(async () => {
    first = (await application()).loanId;
    second = (await application({ amount: "15000.50" })).loanId;
  });

  test("tells every loan, the newest first, with whose it is, its grade and how late it is", async () => {
    const { status, body } = await ask(list, { as: admin });
    expect(status).toBe(200);
    expect(body.has_more).toBe(false);
    expect(loansOf({ body } as Answer).map(({ loan_id }) => loan_id)).toEqual([second, first]);
    expect(loansOf({ body } as Answer)[0]).toMatchObject({
      ...{ loan_amount: 15000.5, status: "Pending", bank_id: bank.bankId, bank_name: "Partner Bank", product_name: "Personal Loan", tenure_months: 12 },
      ...{ borrower_name: "Borrower2", days_past_due: 0, grade: expect.stringMatching(/^[A-E]$/) as string, approval_date: null, disbursal_date: null, pre_closure_date: null },
    });
  });

  test.each(["Pending", "pending", "PENDING", ""])("of the status %j are both", async (status) => {
    expect(loansOf(await ask(list, { as: admin, query: `?status=${status}` }))).toHaveLength(2);
  });

  test("of a status or a bank that no loan has is empty", async () => {
    expect(loansOf(await ask(list, { as: admin, query: "?status=Active" }))).toEqual([]);
    expect(loansOf(await ask(list, { as: admin, query: "?bank_id=99999" }))).toEqual([]);
    expect(loansOf(await ask(list, { as: admin, query: `?bank_id=${bank.bankId}&status=` }))).toHaveLength(2);
  });

  test.each(["status=lost", "bank_id=x", "limit=0", "limit=1001", "after=-1"])("?%s is refused", async (query) => {
    expect(await ask(list, { as: admin, query: `?${query}` })).toMatchObject({ status: 400, body: { code: "input_invalid", error: expect.any(String) as string } });
  });

  test("is walked page by page without a gap or a repetition", async () => {
    const walked: number[] = [];
    for (let after = ""; ; ) {
      const { body } = await ask(list, { as: admin, query: `?limit=1${after}` });
      walked.push(...loansOf({ body } as Answer).map(({ loan_id }) => loan_id));
      if (body.has_more !== true) break;
      after = `&after=${walked.at(-1)}`;
    }
    expect(walked).toEqual([second, first]);
  });
});

describe("deciding", () => {
  test("approve answers the loan as it is now; a second time it is in the wrong state", async () => {
    const { loanId } = await application();
    const { status, body } = await decide(approve, loanId);
    expect(status).toBe(200);
    expect(body).toMatchObject({ message: expect.any(String) as string, loan: { loan_id: loanId, status: "Approved", approval_date: "2026-01-01", reason: null } });
    expect(await decide(approve, loanId)).toMatchObject({ status: 400, body: { code: "loan_not_pending" } });
  });

  test("approve keeps a note, and refuses when today's facts no longer meet the rules", async () => {
    const noted = await application();
    expect((await decide(approve, noted.loanId, { note: "Payslips seen" })).body).toMatchObject({ loan: { reason: "Payslips seen" } });
    const { borrower, loanId } = await application();
    await fillInDetails(borrower, "Poorer", { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "9000", jobTitle: "", employer: "" });
    expect(await decide(approve, loanId)).toMatchObject({ status: 400, body: { code: "loan_no_longer_eligible" } });
  });

  test("reject says the reason, a word of its own without one, and each only once", async () => {
    const [told, untold] = [await application(), await application()];
    expect((await decide(reject, told.loanId, { reason: "Not this year" })).body).toMatchObject({ loan: { status: "Rejected", reason: "Not this year" } });
    expect((await decide(reject, untold.loanId)).body).toMatchObject({ loan: { status: "Rejected", reason: "The bank decided against this application." } });
    expect(await decide(reject, told.loanId)).toMatchObject({ status: 400, body: { code: "loan_not_pending" } });
    expect(await decide(approve, told.loanId)).toMatchObject({ status: 400 });
    expect(await decide(disburse, told.loanId)).toMatchObject({ status: 400, body: { code: "loan_not_approved" } });
  });

  test.each([null, "", "   "])("a reason of %j is none", async (reason) => {
    const { loanId } = await application();
    expect((await decide(reject, loanId, { reason })).body).toMatchObject({ loan: { reason: "The bank decided against this application." } });
  });

  test("an approval is not overturned by a rejection, unless that is said, and then only until it is paid out", async () => {
    const [overturned, paidOut] = [await application(), await application()];
    for (const { loanId } of [overturned, paidOut]) await decide(approve, loanId);
    expect(await decide(reject, overturned.loanId)).toMatchObject({ status: 400, body: { code: "loan_not_pending" } });
    expect(await decide(reject, overturned.loanId, { revoke_approval: true })).toMatchObject({ status: 200, body: { loan: { status: "Rejected" } } });
    await decide(disburse, paidOut.loanId);
    expect(await decide(reject, paidOut.loanId, { revoke_approval: true })).toMatchObject({ status: 400 });
  });

  test("nobody decides an application of their own person", async () => {
    const { borrower, loanId } = await application();
    const [mine] = await database().select({ personId: users.personId }).from(users).where(eq(users.id, borrower.id));
    const [before] = await database().select({ personId: users.personId }).from(users).where(eq(users.id, admin.id));
    // The loan holds the person of its borrower: the officer becomes that person.
    await database().update(users).set({ personId: mine?.personId ?? 0 }).where(eq(users.id, admin.id));
    const refused = [await decide(approve, loanId), await decide(reject, loanId)];
    await database().update(users).set({ personId: before?.personId ?? 0 }).where(eq(users.id, admin.id));
    expect(refused).toMatchObject([{ status: 403, body: { code: "own_application" } }, { status: 403, body: { code: "own_application" } }]);
  });

  test.each([999_999, 0, "abc", "1e3", "99999999999999999999"])("a loan %j does not exist", async (id) => {
    for (const handler of [approve, reject, disburse, getFile, getFunding, getEntries]) {
      expect(await ask(handler, { as: admin, params: { id } })).toMatchObject({ status: 404, body: { code: "not_found" } });
    }
  });

  test("only staff may", async () => {
    const { borrower, loanId } = await application();
    for (const handler of [approve, reject, disburse, getFile, getFunding, getEntries, list]) {
      const params = { id: loanId };
      expect(await ask(handler, { params })).toMatchObject({ status: 401, body: { code: "authentication_required" } });
      for (const as of [borrower, depositor]) expect(await ask(handler, { as, params })).toMatchObject({ status: 403, body: { code: "permission_denied" } });
    }
    expect((await ask(getFile, { as: admin, params: { id: loanId } })).body).toMatchObject({ loan: { status: "Pending" } });
  });

  test.each([
    [approve, { note: 5 }],
    [approve, { note: "x".repeat(401) }],
    [reject, { reason: ["no"] }],
    [reject, { reason: "x".repeat(401) }],
    [reject, { revoke_approval: "yes" }],
    [disburse, { method: "no such account!" }],
    [approve, []],
  ])("a body that cannot be read decides nothing (%#)", async (handler, body) => {
    const { loanId } = await application();
    if (handler === disburse) await decide(approve, loanId);
    expect(await decide(handler, loanId, body)).toMatchObject({ status: 400, body: { code: "input_invalid" } });
    expect((await ask(getFile, { as: admin, params: { id: loanId } })).body).toMatchObject({ loan: { status: handler === disburse ? "Approved" : "Pending" } });
  });
});

describe("paying out", () => {
  test("a loan that is not approved is not paid out; an approved one is, once", async () => {
    const { loanId } = await application();
    expect(await decide(disburse, loanId)).toMatchObject({ status: 400, body: { code: "loan_not_approved" } });
    await decide(approve, loanId);
    expect(await decide(disburse, loanId)).toMatchObject({
      status: 200,
      body: { message: expect.any(String) as string, loan: { loan_id: loanId, status: "Active", disbursal_date: "2026-01-01", outstanding_principal: 12000 } },
    });
    expect(await decide(disburse, loanId)).toMatchObject({ status: 400, body: { code: "loan_not_approved" } });
  });

  test("the same key answers the same and pays once; with other data it is a conflict", async () => {
    const { loanId } = await application();
    await decide(approve, loanId);
    const [first, second] = [await decide(disburse, loanId, {}, "pay-1"), await decide(disburse, loanId, {}, "pay-1")];
    expect([first.status, second.status, second.headers.get("idempotent-replayed")]).toEqual([200, 200, "true"]);
    expect(second.body).toEqual(first.body);
    expect(await decide(disburse, loanId, { method: "another" }, "pay-1")).toMatchObject({ status: 409, body: { code: "idempotency_key_reused" } });
  });

  test("what depositors and the bank cannot cover, documents that are missing and a bank that refuses stop it, and nothing moves", async () => {
    const terms = {
      ...{ bankId: bank.bankId, description: "Test", amountMin: 100_00n, amountMax: 10_000_000_00n, ratePpm: 120_000, method: "declining" as const },
      ...{ instalmentsMin: 3, instalmentsMax: 24, smallestTile: 1n },
    };
    const { productId: vast } = await createProduct.execute(system, { ...terms, name: "Vast", bankTopsUp: false });
    const { productId: careful } = await createProduct.execute(system, { ...terms, name: "Careful", requiresDocuments: true });
    const cases = [
      { ask: { productId: vast, amount: "9000000" }, body: {}, code: "allocation_not_possible" },
      { ask: { productId: careful, amount: "1000" }, body: {}, code: "documents_missing" },
      { ask: {}, body: { method: "sandbox-bounce" }, code: "disbursement_refused_by_bank" },
    ];
    for (const { ask: asked, body, code } of cases) {
      const { loanId } = await application(asked);
      await decide(approve, loanId);
      expect(await decide(disburse, loanId, body)).toMatchObject({ status: 400, body: { code } });
      expect((await ask(getFile, { as: admin, params: { id: loanId } })).body).toMatchObject({ loan: { status: "Approved", outstanding_principal: 0 } });
    }
  });
});

describe("at the same instant", () => {
  test("two approvals: one", async () => {
    const { loanId } = await application();
    expect(statuses(await Promise.all([decide(approve, loanId), decide(approve, loanId)]))).toEqual([200, 400]);
  });

  test("an approval and a rejection: one of them", async () => {
    const { loanId } = await application();
    const answers = await Promise.all([decide(approve, loanId), decide(reject, loanId, { reason: "No" })]);
    expect(statuses(answers)).toEqual([200, 400]);
    const won = answers.find(({ status }) => status === 200)?.body.loan as { status: string };
    expect((await ask(getFile, { as: admin, params: { id: loanId } })).body).toMatchObject({ loan: { status: won.status } });
  });

  test("three payouts: one, and the books balance", async () => {
    const { loanId } = await application();
    await decide(approve, loanId);
    expect(statuses(await Promise.all([1, 2, 3].map(() => decide(disburse, loanId))))).toEqual([200, 400, 400]);
    expect((await ask(getFunding, { as: admin, params: { id: loanId } })).body).toMatchObject({ result: { total: 12000 } });
    expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);
  });
});

describe("the file of a loan", () => {
  test("tells what a decision rests on", async () => {
    const { borrower, loanId } = await application();
    const { body } = await ask(getFile, { as: admin, params: { id: loanId } });
    expect(body).toMatchObject({
      loan: { loan_id: loanId, user_id: borrower.id, status: "Pending" },
      borrower: { user_id: borrower.id, monthly_income: 90000, employment_status: "Employed", is_blocked: false },
      ...{ is_own: false, decided_by: null, documents: [], documents_missing: [], other_loans: [] },
      assessment: { eligible: true, reasons: [] },
      schedule: { instalment_count: 12, first_due_date: "2026-02-01", last_due_date: "2027-01-01", totals: { principal: 12000 }, unpaid: { principal: 12000 } },
    });
    expect(JSON.stringify(body)).not.toMatch(/password|hash|storage/i);
  });

  test("tells where the money would come from, then where it came from, and what was posted", async () => {
    const { loanId } = await application();
    const params = { id: loanId };
    expect((await ask(getFunding, { as: admin, params })).body).toMatchObject({ kind: "outlook", result: null, outlook: { pooled: 12000, bank_share: 0, verdict: "covered" } });
    expect((await ask(getEntries, { as: admin, params })).body).toEqual({ loan_id: loanId, entries: [] });
    await decide(approve, loanId);
    await decide(disburse, loanId);
    expect((await ask(getFunding, { as: admin, params })).body).toMatchObject({
      kind: "funded",
      outlook: null,
      result: { total: 12000, pooled: 12000, bank_tile: 0, funders: 1, tiles: [{ depositor_id: depositor.id, amount: 12000 }], candidates: [{ depositor_id: depositor.id, given: 12000 }] },
    });
    const { entries } = (await ask(getEntries, { as: admin, params })).body as { entries: { kind: string; lines: { amount: number }[] }[] };
    expect(entries.map(({ kind }) => kind)).toEqual(["loan_disbursed"]);
    expect(entries[0]?.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
  });
});
