import { beforeAll, describe, expect, test } from "vitest";
import { GET as listAudit } from "@/app/api/admin/audit/route";
import { GET as listBanks } from "@/app/api/admin/banks/route";
import { POST as closeDay } from "@/app/api/admin/business-days/close/route";
import { POST as settleDeposit } from "@/app/api/admin/deposits/[id]/settle/route";
import { POST as reviewDocument } from "@/app/api/admin/documents/[id]/review/route";
import { GET as listDocuments } from "@/app/api/admin/documents/route";
import { GET as getOverview } from "@/app/api/admin/overview/route";
import { GET as listProducts } from "@/app/api/admin/products/route";
import { POST as settleRepayment } from "@/app/api/admin/repayments/[id]/settle/route";
import { GET as getStatistics } from "@/app/api/admin/statistics/route";
import { GET as listTransfers } from "@/app/api/admin/transfers/route";
import { POST as block } from "@/app/api/admin/users/[id]/block/route";
import { POST as unblock } from "@/app/api/admin/users/[id]/unblock/route";
import { GET as listUsers } from "@/app/api/admin/users/route";
import { POST as settleWithdrawal } from "@/app/api/admin/withdrawals/[id]/settle/route";
import { GET as getPortfolio } from "@/app/api/depositors/portfolio/route";
import { database } from "@/db/client";
import type { Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { uploadDocument } from "@/lib/identity/operations/upload-document";
import { signUp } from "@/lib/identity/testing";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { rejectLoan } from "@/lib/loans/operations/reject-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { withdrawApplication } from "@/lib/loans/operations/withdraw-application";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { checkInvariants } from "@/lib/reports/invariants";
import { ask, type Answer } from "./in-process/testing";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let admin: Actor;
let depositor: Actor;
let borrowers: Actor[];
let activeLoan: number;

beforeAll(async () => {
  bank = await openLoanBank();
  ({ admin } = bank);
  depositor = await signUp("depositor", "devika@example.com", "Devika Nair");
  await invest.execute(depositor, { amount: "500000" });
  borrowers = [];
  for (const name of ["Asha", "Bina", "Chand", "Divya", "Esha", "Farid"]) borrowers.push(await borrowerNamed(name));
  const [pending, approved, rejected, active, withdrawn, givenUp] = await Promise.all(borrowers.map(applied));
  for (const loanId of [approved, active, givenUp]) await approveLoan.execute(admin, { loanId });
  await rejectLoan.execute(admin, { loanId: rejected, reason: "No" });
  await disburseLoan.execute(admin, { loanId: active });
  await withdrawApplication.execute(borrowers[4] as Actor, { loanId: withdrawn });
  await withdrawApplication.execute(borrowers[5] as Actor, { loanId: givenUp });
  expect(pending).toBeGreaterThan(0);
  activeLoan = active as number;
});

async function applied(borrower: Actor): Promise<number> {
  return (await applyForLoan.execute(borrower, { productId: bank.productId, amount: "12000", instalments: 12 })).loanId;
}

type Handler = typeof listAudit;
const get = (handler: Handler, query = "") => ask(handler, { as: admin, query });
const post = (handler: Handler, id: number, body?: unknown) => ask(handler, { as: admin, params: { id }, body });
const rowsOf = ({ body }: Answer, name: string) => body[name] as Record<string, unknown>[];

test("none of it is for anybody but staff", async () => {
  const reads = [listAudit, listBanks, listDocuments, getOverview, listProducts, getStatistics, listTransfers, listUsers];
  const writes = [closeDay, settleDeposit, reviewDocument, settleRepayment, block, unblock, settleWithdrawal];
  for (const handler of [...reads, ...writes]) {
    const isReview = handler === reviewDocument;
    const isSettlement = [settleDeposit, settleRepayment].includes(handler);
    const body = reads.includes(handler) ? undefined : { verdict: isReview ? "verified" : undefined, outcome: isSettlement ? "confirmed" : "paid" };
    expect(await ask(handler, { params: { id: 1 }, body })).toMatchObject({ status: 401, body: { code: "authentication_required", request_id: expect.any(String) as string } });
    for (const as of [depositor, borrowers[0] as Actor]) expect(await ask(handler, { as, params: { id: 1 }, body })).toMatchObject({ status: 403, body: { code: "permission_denied" } });
  }
});

describe("the figures", () => {
  test("count every loan under one status, and the five add up", async () => {
    expect((await get(getStatistics)).body).toEqual({
      ...{ total_users: 7, total_loans: 6, pending_loans: 1, approved_loans: 1, rejected_loans: 2, active_loans: 1, closed_loans: 1 },
      ...{ total_loan_amount: 12000, monthly_applications: 6 },
    });
  });

  test("of the dashboard are those of the console", async () => {
    expect((await get(getOverview)).body).toMatchObject({
      ...{ business_date: "2026-01-01", last_close: null },
      applications: { count: 1, amount: 12000, oldest_date: "2026-01-01" },
      approved: { count: 1, amount: 12000 },
      book: { active_loans: 1, outstanding_principal: 12000 },
      depositors: { count: 1, waiting: 488000, working: 12000 },
    });
  });
});

describe("the catalogue", () => {
  test("tells the banks with their money", async () => {
    const own = rowsOf(await get(listBanks), "banks").find(({ bank_id }) => bank_id === bank.bankId);
    expect(own).toMatchObject({ bank_name: "Partner Bank", available: 1000000, committed: 0, created_at: expect.stringMatching(/^\d{4}-.*Z$/) as string });
  });

  test("tells every monthly product, offered or not, and neither the instant nor the weekly one", async () => {
    const { body } = await get(listProducts);
    const ids = rowsOf({ body } as Answer, "loan_products").map(({ loan_product_id }) => loan_product_id);
    expect(ids).toEqual([bank.productId, bank.automatic, bank.hidden]);
    expect(rowsOf(await get(listProducts, "?bank_id=99999"), "loan_products")).toEqual([]);
  });

  test("both are walked page by page", async () => {
    expect(await walk(listProducts, { rows: "loan_products", id: "loan_product_id" })).toEqual([bank.productId, bank.automatic, bank.hidden]);
    expect(await walk(listBanks, { rows: "banks", id: "bank_id" })).toHaveLength(2);
  });
});

/** All ids of a list, asked for two at a time. */
async function walk(handler: Handler, { rows, id, filter = "" }: { rows: string; id: string; filter?: string }): Promise<number[]> {
  const walked: number[] = [];
  for (let after = ""; ; after = `&after=${walked.at(-1)}`) {
    const answer = await get(handler, `?limit=2${filter}${after}`);
    expect(answer.status).toBe(200);
    walked.push(...rowsOf(answer, rows).map((row) => Number(row[id])));
    if (answer.body.has_more !== true) return walked;
  }
}

describe("people", () => {
  test("are listed, the newest first, without anything secret, and found by role and words", async () => {
    const users = rowsOf(await get(listUsers), "users");
    expect(users).toHaveLength(8);
    expect(Object.keys(users[0] ?? {}).sort()).toEqual([
      ...["blocked_at", "contact_number", "created_at", "email", "full_name", "is_blocked", "is_email_verified", "is_phone_verified", "role", "user_id", "username"],
    ]);
    expect(rowsOf(await get(listUsers, "?role=depositor"), "users")).toMatchObject([{ user_id: depositor.id, role: "depositor", is_email_verified: true, is_blocked: false }]);
    expect(rowsOf(await get(listUsers, "?q=bina&role="), "users")).toMatchObject([{ full_name: "Bina" }]);
    expect(rowsOf(await get(listUsers, "?q=%25"), "users")).toEqual([]);
    expect(await get(listUsers, "?role=king")).toMatchObject({ status: 400 });
    expect(await walk(listUsers, { rows: "users", id: "user_id" })).toEqual(users.map(({ user_id }) => user_id));
  });

  test("blocked ones are locked out at once, until they are let in again", async () => {
    const blocked = await signUp("depositor", "blocked@example.com");
    expect(await post(block, blocked.id)).toMatchObject({ status: 200, body: { user_id: blocked.id, is_blocked: true } });
    expect(await post(block, blocked.id)).toMatchObject({ status: 200 });
    expect((await ask(getPortfolio, { as: blocked })).status).toBe(401);
    expect(rowsOf(await get(listUsers, "?q=blocked"), "users")).toMatchObject([{ is_blocked: true, blocked_at: expect.any(String) as string }]);
    expect(await post(unblock, blocked.id)).toMatchObject({ status: 200, body: { is_blocked: false } });
    expect((await ask(getPortfolio, { as: blocked })).status).toBe(401);
  });

  test("nobody blocks the own login, nor one that does not exist", async () => {
    expect(await post(block, admin.id)).toMatchObject({ status: 403 });
    expect(await post(block, 999_999)).toMatchObject({ status: 404 });
  });
});

test("documents wait for a review, oldest first, and are reviewed once", async () => {
  const [asha, bina] = borrowers as [Actor, Actor];
  const file = { name: "id.pdf", bytes: new Uint8Array(Buffer.from("%PDF-1.7\nx\n%%EOF")) };
  const { documentId: first } = await uploadDocument.execute(asha, { type: "govt_id", file });
  const { documentId: second } = await uploadDocument.execute(bina, { type: "govt_id", file });
  const { documentId: third } = await uploadDocument.execute(bina, { type: "photo", file });
  expect(await walk(listDocuments, { rows: "documents", id: "document_id" })).toEqual([first, second, third]);
  const [told] = rowsOf(await get(listDocuments, `?user_id=${asha.id}`), "documents");
  expect(told).toMatchObject({ document_id: first, user_id: asha.id, full_name: "Asha", document_type: "govt_id", file_name: "id.pdf", state: "uploaded", download_url: `/documents/${first}` });
  expect(JSON.stringify(told)).not.toMatch(/storage|local:/);

  expect(await post(reviewDocument, second, { verdict: "rejected" })).toMatchObject({ status: 400, body: { fields: { reason: expect.any(String) as string } } });
  expect(await post(reviewDocument, second, { verdict: "perhaps" })).toMatchObject({ status: 400 });
  expect(await post(reviewDocument, second, { verdict: "rejected", reason: "Blurred" })).toMatchObject({ status: 200, body: { document_id: second, state: "rejected" } });
  expect(await post(reviewDocument, first, { verdict: "verified" })).toMatchObject({ status: 200, body: { state: "verified" } });
  expect(await post(reviewDocument, first, { verdict: "verified" })).toMatchObject({ status: 400, body: { code: "document_not_reviewable" } });
  expect(await post(reviewDocument, 999_999, { verdict: "verified" })).toMatchObject({ status: 404 });
  expect(rowsOf(await get(listDocuments), "documents").map(({ document_id }) => document_id)).toEqual([third]);
  expect(rowsOf(await get(listDocuments, "?state=rejected"), "documents")).toMatchObject([{ document_id: second, rejection_reason: "Blurred" }]);
});

describe("money at the rail", () => {
  test("is listed over all kinds, walked without a gap, and settled once", async () => {
    const { depositId } = await invest.execute(depositor, { amount: "700", method: "sandbox-hold" });
    const { withdrawalId } = await requestWithdrawal.execute(depositor, { amount: "300", method: "sandbox-hold" });
    const { repaymentId } = await repayLoan.execute(borrowers[3] as Actor, { loanId: activeLoan, amount: "500", method: "sandbox-hold" });
    const transfers = rowsOf(await get(listTransfers), "transfers");
    expect(transfers).toMatchObject([
      { kind: "repayment", id: repaymentId, amount: 500, loan_id: activeLoan, full_name: "Divya" },
      { kind: "withdrawal", id: withdrawalId, amount: 300, loan_id: null, full_name: "Devika Nair", user_id: depositor.id },
      { kind: "deposit", id: depositId, amount: 700, date: "2026-01-01" },
    ]);
    expect(await walk(listTransfers, { rows: "transfers", id: "transfer_id" })).toEqual(transfers.map(({ transfer_id }) => transfer_id));

    expect(await post(settleDeposit, depositId, { outcome: "confirmed" })).toMatchObject({ status: 200, body: { deposit: { deposit_id: depositId, state: "confirmed" } } });
    expect(await post(settleDeposit, depositId, { outcome: "confirmed" })).toMatchObject({ status: 400, body: { code: "transfer_not_pending" } });
    expect(await post(settleWithdrawal, withdrawalId, { outcome: "paid" })).toMatchObject({ status: 200, body: { withdrawal: { state: "paid" } } });
    expect(await post(settleRepayment, repaymentId, { outcome: "confirmed" })).toMatchObject({ status: 200, body: { repayment: { repayment_id: repaymentId, state: "posted" }, loan: { loan_id: activeLoan, status: "Active" } } });
    expect(await post(settleRepayment, repaymentId, { outcome: "bounced" })).toMatchObject({ status: 400, body: { code: "transfer_not_pending" } });
    expect(rowsOf(await get(listTransfers), "transfers")).toEqual([]);

    const recent = rowsOf(await get(listTransfers, "?situation=settled"), "transfers");
    expect(recent).toMatchObject([{ kind: "withdrawal", id: withdrawalId }, { kind: "deposit", id: depositId }, { kind: "deposit" }]);
    expect(await post(settleDeposit, depositId, { outcome: "bounced" })).toMatchObject({ status: 200, body: { deposit: { state: "bounced" } } });
    expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);
  });

  test("an outcome that there is not, and a transfer that there is not, are refused", async () => {
    for (const handler of [settleDeposit, settleWithdrawal, settleRepayment]) {
      expect(await post(handler, 1, { outcome: "lost" })).toMatchObject({ status: 400, body: { code: "input_invalid", fields: { outcome: expect.any(String) as string } } });
      expect(await post(handler, 999_999, { outcome: handler === settleWithdrawal ? "paid" : "confirmed" })).toMatchObject({ status: 404 });
    }
  });
});

test("the business date ends once for one key, and many days at once only in a demo", async () => {
  const close = (body?: unknown) => ask(closeDay, { as: admin, body, key: "day-1" });
  expect((await close()).body).toEqual({ message: "The business date is 2026-01-02.", closed_from: "2026-01-01", business_date: "2026-01-02", late_fees: 0 });
  expect((await close()).headers.get("idempotent-replayed")).toBe("true");
  expect((await get(getOverview)).body).toMatchObject({ business_date: "2026-01-02", last_close: { business_date: "2026-01-01" } });
  expect(await ask(closeDay, { as: admin, body: { days: 2 } })).toMatchObject({ status: 403, body: { code: "demo_only" } });
  expect(await ask(closeDay, { as: admin, body: { days: 0 } })).toMatchObject({ status: 400 });
});

describe("the audit log", () => {
  test("says who did what by which request, the newest first, and not what was sent", async () => {
    const { headers } = await post(block, (await signUp("depositor", "audited@example.com")).id);
    const answer = await get(listAudit, "?limit=1");
    expect(rowsOf(answer, "entries")).toMatchObject([
      {
        ...{ operation: "identity.set-blocked", outcome: "done", request_id: headers.get("x-request-id"), at: expect.stringMatching(/Z$/) as string },
        actor: { user_id: admin.id, role: "admin", full_name: "Administrator", api_key_id: null },
      },
    ]);
    expect(answer.body.has_more).toBe(true);
    expect(JSON.stringify((await get(listAudit)).body)).not.toMatch(/"input"|@example\.com/);
  });

  test("is narrowed by operation and login, and walked without a gap", async () => {
    const filter = `&operation=loans.approve&user_id=${admin.id}`;
    const all = rowsOf(await get(listAudit, `?${filter.slice(1)}`), "entries");
    expect(all).toHaveLength(3);
    expect(await walk(listAudit, { rows: "entries", id: "entry_id", filter })).toEqual(all.map(({ entry_id }) => entry_id));
    expect(await get(listAudit, "?operation=loans.steal")).toMatchObject({ status: 400, body: { fields: { operation: "There is no operation of this name." } } });
  });
});
