import { beforeAll, beforeEach, expect, test } from "vitest";
import { Webhook } from "standardwebhooks";
import { POST as replayOne } from "@/app/api/admin/webhooks/deliveries/[id]/replay/route";
import { GET as deliveries } from "@/app/api/admin/webhooks/[id]/deliveries/route";
import { POST as replaySince } from "@/app/api/admin/webhooks/[id]/replay/route";
import { POST as rotate } from "@/app/api/admin/webhooks/[id]/rotate-secret/route";
import { DELETE as disable, GET as read, PUT as update } from "@/app/api/admin/webhooks/[id]/route";
import { POST as trial } from "@/app/api/admin/webhooks/[id]/test/route";
import { GET as list, POST as create } from "@/app/api/admin/webhooks/route";
import type { Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { settleDeposit } from "@/lib/deposits/operations/settle-deposit";
import { settleWithdrawal } from "@/lib/deposits/operations/settle-withdrawal";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { preCloseLoan } from "@/lib/loans/operations/pre-close-loan";
import { rejectLoan } from "@/lib/loans/operations/reject-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { settleRepayment } from "@/lib/loans/operations/settle-repayment";
import { takeInstantCredit } from "@/lib/loans/operations/take-instant-credit";
import { withdrawApplication } from "@/lib/loans/operations/withdraw-application";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import type { Handler } from "@/lib/platform/route-handler";
import { dispatchWebhooks, hasWebhookWork } from "@/lib/webhooks/dispatcher";
import { startReceiver } from "@/lib/webhooks/testing";
import { registerPerson } from "@/scripts/story/people";
import { callHandler, tokenOf } from "./in-process/testing";
import { webhookPayload, webhookTold } from "./webhook-payload";

type Json = Record<string, unknown>;

const receiver = await startReceiver();
let admin: Actor;
let token: string;
let productId: number;
let asha: Actor;
let depositor: Actor;
let webhookId: number;
let secret: string;

function call(handler: Handler, { id, as = token, ...sent }: { id?: number; body?: unknown; query?: string; as?: string; headers?: Record<string, string> } = {}) {
  return callHandler(handler, { ...sent, token: as, params: id === undefined ? {} : { id: String(id) } });
}

async function deliverAll(): Promise<void> {
  while (await hasWebhookWork()) await dispatchWebhooks(webhookPayload);
}

/** What the receiver was told, each checked by its signature and against the documented shape. */
async function told() {
  await deliverAll();
  const messages = receiver.received.map(({ headers, body }) => webhookTold.parse(new Webhook(secret).verify(body, headers as Record<string, string>)));
  receiver.received.length = 0;
  return messages as { type: string; data: Record<string, Json> }[];
}

beforeAll(async () => {
  ({ admin, productId } = await openLoanBank());
  asha = await borrowerNamed("Asha");
  depositor = await registerPerson({ role: "depositor", fullName: "Devika", email: "devika@example.com", password: "correct horse 1" });
  token = await tokenOf(admin);
  const made = await call(create, { body: { url: receiver.url, description: "Broker portal" } });
  expect(made.status).toBe(201);
  webhookId = (made.body.webhook as { webhook_id: number }).webhook_id;
  secret = String(made.body.secret);
});

beforeEach(() => {
  receiver.received.length = 0;
});

test("a deposit and a withdrawal are told at every step", async () => {
  await invest.execute(depositor, { amount: "500000" });
  const held = await invest.execute(depositor, { amount: "10.50", method: "sandbox-hold" });
  await settleDeposit.execute(admin, { depositId: held.depositId, outcome: "confirmed" });
  await settleDeposit.execute(admin, { depositId: held.depositId, outcome: "bounced" });
  const asked = await requestWithdrawal.execute(depositor, { amount: "100", method: "sandbox-hold" });
  await settleWithdrawal.execute(admin, { withdrawalId: asked.withdrawalId, outcome: "refused" });
  const paid = await requestWithdrawal.execute(depositor, { amount: "25" });
  await settleWithdrawal.execute(admin, { withdrawalId: paid.withdrawalId, outcome: "bounced" });

  const messages = await told();
  const of = (name: "deposit" | "withdrawal", id: number) => messages.filter(({ data }) => data[name]?.[`${name}_id`] === id);
  expect(of("deposit", held.depositId).map(({ type }) => type)).toEqual(["deposit.held", "deposit.confirmed", "deposit.bounced"]);
  expect(of("deposit", held.depositId)[0]?.data.deposit).toEqual({ deposit_id: held.depositId, user_id: depositor.id, amount: 10.5, state: "held", business_date: "2026-01-01" });
  expect(of("withdrawal", asked.withdrawalId).map(({ type }) => type)).toEqual(["withdrawal.requested", "withdrawal.refused"]);
  expect(of("withdrawal", paid.withdrawalId).map(({ type }) => type)).toEqual(["withdrawal.requested", "withdrawal.paid", "withdrawal.bounced"]);
});

test("a loan is told from its application to its end, in order, in the words of the API", async () => {
  const { loanId } = await applyForLoan.execute(asha, { productId, amount: "12000", instalments: 12 });
  await approveLoan.execute(admin, { loanId, note: "" });
  await disburseLoan.execute(admin, { loanId });
  await repayLoan.execute(asha, { loanId, amount: "1066.19" });
  const held = await repayLoan.execute(asha, { loanId, amount: "50", method: "sandbox-hold" });
  await settleRepayment.execute(admin, { repaymentId: held.repaymentId, outcome: "bounced" });
  const late = await repayLoan.execute(asha, { loanId, amount: "60", method: "sandbox-hold" });
  await settleRepayment.execute(admin, { repaymentId: late.repaymentId, outcome: "confirmed" });
  await preCloseLoan.execute(asha, { loanId });

  const messages = await told();
  const types = ["applied", "approved", "disbursed", "repayment_received", "repayment_bounced", "repayment_received", "repayment_received", "closed"];
  expect(messages.map(({ type }) => type)).toEqual(types.map((type) => `loan.${type}`));
  expect(messages.map(({ data }) => data.loan?.status)).toEqual(["Pending", "Approved", ...Array<string>(4).fill("Active"), "Closed", "Closed"]);
  expect(messages[0]?.data.loan).toMatchObject({ loan_id: loanId, user_id: asha.id, loan_amount: 12000, tenure_months: 12, outstanding_principal: 0 });
  expect(messages[3]?.data.repayment).toMatchObject({ loan_id: loanId, amount: 1066.19, state: "posted" });
  expect(messages[4]?.data.repayment).toMatchObject({ repayment_id: held.repaymentId, amount: 50, state: "bounced", principal: 0, interest: 0 });
  expect(messages[7]?.data.loan).toMatchObject({ pre_closure_date: "2026-01-01", outstanding_principal: 0 });
});

test("rejections, withdrawals and instant credits are told too", async () => {
  const first = await applyForLoan.execute(asha, { productId, amount: "5000", instalments: 6 });
  await rejectLoan.execute(admin, { loanId: first.loanId, reason: "No." });
  const second = await applyForLoan.execute(asha, { productId, amount: "5000", instalments: 6 });
  await withdrawApplication.execute(asha, { loanId: second.loanId });
  await takeInstantCredit.execute(asha, { amount: "900" });
  const messages = await told();
  expect(messages.map(({ type }) => type).sort()).toEqual(
    ["loan.applied", "loan.applied", "loan.applied", "loan.approved", "loan.disbursed", "loan.rejected", "loan.withdrawn"],
  );
  expect(messages.find(({ type }) => type === "loan.rejected")?.data.loan).toMatchObject({ status: "Rejected", reason: "No." });
});

test("deliveries are listed by pages, and one or all since an instant are replayed", async () => {
  for (let count = 0; count < 3; count += 1) await call(trial, { id: webhookId });
  await told();
  const page = await call(deliveries, { id: webhookId, query: "?limit=2" });
  const [newest, next] = page.body.deliveries as { delivery_id: number; event_id: string }[];
  expect([page.status, page.body.has_more]).toEqual([200, true]);
  const rest = await call(deliveries, { id: webhookId, query: `?limit=1&after=${newest?.delivery_id}` });
  expect((rest.body.deliveries as Json[])[0]).toMatchObject({ delivery_id: next?.delivery_id, state: "delivered", response_status: 204, next_attempt_at: null });

  const again = await call(replayOne, { id: newest?.delivery_id });
  expect(again).toMatchObject({ status: 202, body: { delivery: { state: "pending", event_id: newest?.event_id } } });
  expect(await told()).toHaveLength(1);
  const everything = await call(replaySince, { id: webhookId, body: { since: "2020-01-01T00:00:00Z" } });
  expect(everything.status).toBe(202);
  expect(await told()).toHaveLength(Number(everything.body.events));
  expect(await call(replaySince, { id: webhookId, body: { since: "yesterday" } })).toMatchObject({ status: 400, body: { fields: { since: expect.any(String) as unknown } } });
});

test("a trial says so, also when it is asked for without a body, and the same key asks once", async () => {
  const ask = () => call(trial, { id: webhookId, headers: { "idempotency-key": "trial-1" } });
  expect([(await ask()).status, (await ask()).headers.get("idempotent-replayed")]).toEqual([202, "true"]);
  expect(await told()).toEqual([{ type: "ping", timestamp: expect.any(String) as unknown, data: { webhook_id: webhookId } }]);
});

test("what is not named stays as it is; switched off it is told of nothing", async () => {
  const changed = await call(update, { id: webhookId, body: { eventTypes: ["loan.closed"] } });
  expect(changed).toMatchObject({ status: 200, body: { webhook: { url: receiver.url, description: "Broker portal", event_types: ["loan.closed"], enabled: true } } });
  expect(await call(update, { id: webhookId, body: { event_types: ["loan.lost"] } })).toMatchObject({ status: 400, body: { code: "input_invalid" } });
  const off = await call(disable, { id: webhookId });
  expect(off).toMatchObject({ status: 200, body: { webhook: { enabled: false, disabled_reason: "Switched off by staff." } } });
  expect(await call(trial, { id: webhookId })).toMatchObject({ status: 400, body: { code: "webhook_switched_off" } });
  expect((await call(read, { id: webhookId })).body).toEqual({ webhook: off.body.webhook });
  const on = await call(update, { id: webhookId, body: { event_types: [], enabled: true } });
  expect(on.body.webhook).toMatchObject({ enabled: true, disabled_reason: null, event_types: [] });
});

test("a new secret is shown once, and no answer shows the one so far", async () => {
  const rotated = await call(rotate, { id: webhookId });
  expect(rotated).toMatchObject({ status: 200, body: { secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{32}$/) as unknown } });
  secret = String(rotated.body.secret);
  expect(JSON.stringify((await call(list)).body)).not.toContain("whsec_");
});

test("only staff, and nothing that is not there", async () => {
  const borrower = await tokenOf(asha);
  expect((await call(create, { as: borrower, body: { url: "https://x.example/" } })).status).toBe(403);
  for (const handler of [list, read, rotate, trial, deliveries, disable]) expect((await call(handler, { id: webhookId, as: borrower })).status).toBe(403);
  for (const handler of [read, rotate, trial, deliveries, disable, replayOne]) expect((await call(handler, { id: 999_999 })).status).toBe(404);
});
