import { afterEach, beforeAll, expect, test } from "vitest";
import { POST as undoDisbursement } from "@/app/api/admin/loans/[id]/undo-disbursement/route";
import { GET as getLoan } from "@/app/api/loans/my-loans/[id]/route";
import { POST as repay } from "@/app/api/loans/my-loans/[id]/repayments/route";
import { database } from "@/db/client";
import { brokenRules } from "@/lib/closing/testing";
import type { Actor } from "@/lib/core/permissions";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { fromStableJson } from "@/lib/platform/stable-json";
import { ask } from "./in-process/testing";
import { webhookPayload } from "./webhook-payload";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let borrower: Actor;

beforeAll(async () => {
  bank = await openLoanBank();
  borrower = await borrowerNamed("Movedaway");
});

afterEach(async () => expect(await brokenRules()).toEqual([]));

async function openLoan(): Promise<number> {
  const { loanId } = await applyForLoan.execute(borrower, { productId: bank.productId, amount: "6000", instalments: 6 });
  await approveLoan.execute(bank.admin, { loanId });
  await disburseLoan.execute(bank.admin, { loanId });
  return loanId;
}

const body = { reason: "The account is closed." };

test("a payout that came back is undone once, by staff only, and told to partners as the loan then is", async () => {
  const id = await openLoan();
  const asked = { as: bank.admin, params: { id }, body };
  for (const [as, status] of [[undefined, 401], [borrower, 403]] as const) expect((await ask(undoDisbursement, { ...asked, as })).status).toBe(status);
  expect(await ask(undoDisbursement, { ...asked, body: {} })).toMatchObject({ status: 400 });
  expect(await ask(undoDisbursement, { ...asked, params: { id: 999_999 } })).toMatchObject({ status: 404, body: { code: "not_found" } });
  const undone = await ask(undoDisbursement, { ...asked, key: "came-back" });
  expect(undone).toMatchObject({ status: 200, body: { loan: { state: "withdrawn_approved", status: "Closed", reason: body.reason, disbursal_date: null, outstanding_principal: 0 } } });
  expect((await ask(undoDisbursement, { ...asked, key: "came-back" })).body).toEqual(undone.body);
  expect(await ask(undoDisbursement, asked)).toMatchObject({ status: 400, body: { code: "loan_not_active" } });
  expect((await ask(getLoan, { as: borrower, params: { id } })).status).toBe(200);
  const [rows] = await database().$client.query("SELECT public_id AS publicId, type, facts, occurred_at AS occurredAt FROM webhook_events WHERE type = 'loan.disbursement_returned'");
  const told = (rows as { publicId: string; type: string; facts: string; occurredAt: Date }[]).map((event) => webhookPayload({ ...event, facts: fromStableJson(event.facts) }));
  expect(told).toMatchObject([{ type: "loan.disbursement_returned", data: { loan: { loan_id: id, state: "withdrawn_approved" } } }]);
});

test("one on which something was paid cannot have come back", async () => {
  const id = await openLoan();
  expect((await ask(repay, { as: borrower, params: { id }, body: { amount: 10 } })).status).toBe(201);
  expect(await ask(undoDisbursement, { as: bank.admin, params: { id }, body })).toMatchObject({ status: 400, body: { code: "loan_has_payments" } });
});
