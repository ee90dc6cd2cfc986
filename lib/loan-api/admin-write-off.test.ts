import { afterEach, beforeAll, expect, test } from "vitest";
import { POST as endCollection } from "@/app/api/admin/loans/[id]/end-collection/route";
import { GET as listRecoveries, POST as recordRecovery } from "@/app/api/admin/loans/[id]/recoveries/route";
import { POST as reverseRecovery } from "@/app/api/admin/recoveries/[id]/reverse/route";
import { GET as previewWriteOff, POST as writeOff } from "@/app/api/admin/loans/[id]/write-off/route";
import { GET as listTileSales } from "@/app/api/admin/loans/[id]/tile-sales/route";
import { GET as getFund } from "@/app/api/admin/provision-fund/route";
import { POST as topUp } from "@/app/api/admin/provision-fund/top-ups/route";
import { POST as repay } from "@/app/api/loans/my-loans/[id]/repayments/route";
import { database } from "@/db/client";
import { brokenRules, closeDays } from "@/lib/closing/testing";
import type { Actor } from "@/lib/core/permissions";
import { hireAdmin } from "@/lib/identity/testing";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { borrowerNamed, openLoanBank, signedIn } from "@/lib/loans/testing";
import { fromStableJson } from "@/lib/platform/stable-json";
import { ask } from "./in-process/testing";
import { webhookPayload } from "./webhook-payload";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let borrower: Actor;
let loanId: number;

// A loan of 6,000 over 6 months at 12 %, of which nothing is ever paid.
beforeAll(async () => {
  bank = await openLoanBank();
  borrower = await borrowerNamed("Gone");
  ({ loanId } = await applyForLoan.execute(borrower, { productId: bank.productId, amount: "6000", instalments: 6 }));
  await approveLoan.execute(bank.admin, { loanId });
  await disburseLoan.execute(bank.admin, { loanId });
});

afterEach(async () => expect(await brokenRules()).toEqual([]));

const asAdmin = (body?: object, key?: string) => ({ as: bank.admin, params: { id: loanId }, body, key });
const reason = { reason: "No answer." };

/** Every event of a kind, as partners are sent it. */
async function toldOf(type: string) {
  const [rows] = await database().$client.query("SELECT public_id AS publicId, type, facts, occurred_at AS occurredAt FROM webhook_events WHERE type = ? ORDER BY id", [type]);
  return (rows as { publicId: string; type: string; facts: string; occurredAt: Date }[]).map((event) => webhookPayload({ ...event, facts: fromStableJson(event.facts) }));
}

test("the fund says what it holds and should hold, and is fed from a bank's capital", async () => {
  const { bankId } = bank;
  expect((await ask(getFund, { as: borrower })).status).toBe(403);
  const { body: before } = await ask(getFund, { as: bank.admin });
  expect(before).toMatchObject({ balance: 0, coverage: 0 });
  expect(before.required).toBeCloseTo(6_000 * 0.004);
  expect(await ask(topUp, { as: bank.admin, body: { bank_id: bankId, amount: "1e9" } })).toMatchObject({ status: 400 });
  expect(await ask(topUp, { as: bank.admin, body: { bank_id: 999_999, amount: 10 } })).toMatchObject({ status: 404 });
  expect(await ask(topUp, { as: bank.admin, body: { bank_id: bankId, amount: 99_999_999 } })).toMatchObject({ status: 400, body: { code: "insufficient_bank_capital", fields: { amount: expect.any(String) } } });
  const fed = await ask(topUp, { as: bank.admin, body: { bank_id: bankId, amount: 1_800 }, key: "feed" });
  expect(fed).toMatchObject({ status: 201, body: { bank_id: bankId, amount: 1_800 } });
  expect((await ask(topUp, { as: bank.admin, body: { bank_id: bankId, amount: 1_800 }, key: "feed" })).body).toEqual(fed.body);
  expect((await ask(getFund, { as: bank.admin })).body).toMatchObject({ balance: 1_800 });
});

test("a loan is looked at before it is written off, and written off only when it is non-performing", async () => {
  expect((await ask(previewWriteOff, asAdmin())).body).toMatchObject({ allowed: false, problem: "loan_not_npl", outstanding: 6_000, covered_by_fund: 1_800, lost_by_funders: 4_200 });
  expect(await ask(writeOff, asAdmin(reason))).toMatchObject({ status: 400, body: { code: "loan_not_npl" } });
  const { status, body } = await ask(listRecoveries, asAdmin());
  expect([status, body.code]).toEqual([400, "loan_not_written_off"]);
  for (const read of [previewWriteOff, listRecoveries, listTileSales]) expect(await ask(read, { as: bank.admin, params: { id: 999_999 } })).toMatchObject({ status: 404, body: { code: "not_found" } });
  expect(await ask(listTileSales, asAdmin())).toMatchObject({ status: 200, body: { sales: [] } });
  await closeDays(31 + 90);
  for (const [as, status] of [[undefined, 401], [borrower, 403]] as const) expect((await ask(writeOff, { as, params: { id: loanId }, body: reason })).status).toBe(status);
  const { body: preview } = await ask(previewWriteOff, asAdmin());
  expect(preview).toMatchObject({ allowed: true, problem: null });
  const relative = await signedIn(await hireAdmin("relative@example.com"));
  await database().$client.query("UPDATE users SET person_id = (SELECT person_id FROM (SELECT person_id FROM users WHERE id = ?) own) WHERE id = ?", [borrower.id, relative.id]);
  expect((await ask(previewWriteOff, { as: relative, params: { id: loanId } })).body).toMatchObject({ allowed: false, problem: "own_loan" });
  expect(await ask(writeOff, { as: relative, params: { id: loanId }, body: reason })).toMatchObject({ body: { code: "own_loan" } });
  const written = await ask(writeOff, asAdmin(reason, "give-up"));
  expect(written).toMatchObject({ status: 200, body: { covered_by_fund: 1_800, lost_by_funders: 4_200, owed_by_borrower: preview.owed_by_borrower, loan: { state: "written_off", outstanding_principal: 6_000 } } });
  expect((await ask(writeOff, asAdmin(reason, "give-up"))).body).toEqual(written.body);
  for (const again of [await ask(previewWriteOff, asAdmin()), await ask(writeOff, asAdmin(reason))]) expect(again).toMatchObject({ status: 400, body: { code: "loan_written_off" } });
  expect(await ask(repay, { as: borrower, params: { id: loanId }, body: { amount: 10 } })).toMatchObject({ status: 400, body: { code: "loan_written_off" } });
});

test("what comes in is recorded once, with where it went and what is still owed, and told to partners", async () => {
  const back = await ask(recordRecovery, asAdmin({ amount: 500, note: "From the guarantor." }, "back"));
  expect(back).toMatchObject({ status: 201, body: { recovery: { amount: 500, to_funders: 500, to_provision_fund: 0 }, loan: { outstanding_principal: 5_500 } } });
  expect((await ask(recordRecovery, asAdmin({ amount: 500, note: "From the guarantor." }, "back"))).body).toEqual(back.body);
  expect(await ask(recordRecovery, asAdmin({ amount: 100_000 }))).toMatchObject({ status: 400, body: { code: "recovery_exceeds_owed", fields: { amount: expect.stringContaining("at most") } } });
  const { body } = await ask(listRecoveries, asAdmin());
  expect(body).toMatchObject({ recovered: 500, funders_short_of: 3_700, provision_fund_short_of: 1_800, collection: "open", closed_for_good: false, recoveries: [{ amount: 500, note: "From the guarantor." }] });
  expect(await toldOf("loan.recovery_received")).toMatchObject([{ type: "loan.recovery_received", data: { recovery: { amount: 500, to_funders: 500 }, loan: { state: "written_off" } } }]);
});

test("what was kept before a recovery could be taken back is answered again and told as one that counts", async () => {
  const withoutIt = (column: string) => `${column} = JSON_REMOVE(${column}, '$.toAdvance', '$.reversedOn')`;
  await database().$client.query(`UPDATE idempotency_keys SET ${withoutIt("answer")} WHERE operation = 'loans.record-recovery'`);
  await database().$client.query(`UPDATE webhook_events SET ${withoutIt("facts")} WHERE type = 'loan.recovery_received'`);
  const asItCounts = { amount: 500, to_funders: 500, to_advance: 0, reversed_on: null };
  expect(await ask(recordRecovery, asAdmin({ amount: 500, note: "From the guarantor." }, "back"))).toMatchObject({ status: 201, body: { recovery: asItCounts } });
  expect(await toldOf("loan.recovery_received")).toMatchObject([{ data: { recovery: asItCounts } }]);
});

test("what bounced of it is taken back once, owed again, returned first by what comes in next, and told to partners", async () => {
  const before = (await ask(listRecoveries, asAdmin())).body as { still_owed: number; recoveries: [{ recovery_id: number }] };
  const id = before.recoveries[0].recovery_id;
  const of = (recoveryId: number) => ({ as: bank.admin, params: { id: recoveryId }, body: { reason: "The cheque was not paid." } });
  for (const [as, status] of [[undefined, 401], [borrower, 403]] as const) expect((await ask(reverseRecovery, { ...of(id), as })).status).toBe(status);
  expect(await ask(reverseRecovery, of(999_999))).toMatchObject({ status: 404, body: { code: "not_found" } });
  expect(await ask(reverseRecovery, { ...of(id), body: {} })).toMatchObject({ status: 400 });
  const taken = await ask(reverseRecovery, { ...of(id), key: "bounce" });
  expect(taken).toMatchObject({ status: 200, body: { recovery: { recovery_id: id, amount: 500, to_funders: 500, reversed_on: expect.any(String), still_owed: before.still_owed + 500 }, loan: { outstanding_principal: 6_000 } } });
  expect((await ask(reverseRecovery, { ...of(id), key: "bounce" })).body).toEqual(taken.body);
  expect(await ask(reverseRecovery, of(id))).toMatchObject({ status: 400, body: { code: "recovery_not_reversible" } });
  expect((await ask(listRecoveries, asAdmin())).body).toMatchObject({ recovered: 0, funders_short_of: 3_700, still_owed: before.still_owed + 500, recoveries: [{ reversed_on: expect.any(String) }] });
  expect((await ask(recordRecovery, asAdmin({ amount: 600 }))).body).toMatchObject({ recovery: { to_advance: 500, to_funders: 100, reversed_on: null } });
  expect(await toldOf("loan.recovery_reversed")).toMatchObject([{ type: "loan.recovery_reversed", data: { recovery: { amount: 500, reversed_on: expect.any(String) }, loan: { state: "written_off" } } }]);
});

test("collection ends when a second member of staff confirms it", async () => {
  const colleague = await signedIn(await hireAdmin("second@example.com"));
  expect(await ask(endCollection, asAdmin({ step: "maybe" }))).toMatchObject({ status: 400 });
  expect(await ask(endCollection, asAdmin({ step: "ask" }))).toMatchObject({ status: 200, body: { collection: "asked" } });
  expect(await ask(endCollection, asAdmin({ step: "confirm" }))).toMatchObject({ status: 403, body: { code: "second_person_required" } });
  expect(await ask(endCollection, { as: colleague, params: { id: loanId }, body: { step: "confirm" } })).toMatchObject({ status: 200, body: { collection: "ended" } });
  expect((await ask(listRecoveries, asAdmin())).body).toMatchObject({ collection: "ended" });
});
