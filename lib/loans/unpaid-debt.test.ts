import { eq } from "drizzle-orm";
import { afterEach, beforeAll, expect, test } from "vitest";
import { POST as takeCredit } from "@/app/api/bank/user/take_credit/route";
import { POST as disburse } from "@/app/api/admin/loans/[id]/disburse/route";
import { POST as check } from "@/app/api/eligibility/check/route";
import { POST as apply } from "@/app/api/loans/apply/route";
import { database } from "@/db/client";
import { loans } from "@/db/schema";
import { addProduct, asText, brokenRules, closeDays, openLoan, openServicingBank } from "@/lib/closing/testing";
import { defaultCriteria } from "@/lib/core/eligibility";
import type { Actor } from "@/lib/core/permissions";
import { stillOwed } from "@/lib/core/write-off";
import { signUp } from "@/lib/identity/testing";
import { ask } from "@/lib/loan-api/in-process/testing";
import { refusalOf } from "@/lib/platform/testing";
import { fillInDetails } from "@/scripts/story/people";
import { getApplicationFile } from "./application-queries";
import { checkEligibility } from "./eligibility-query";
import { getLoanFile } from "./loan-file-queries";
import { applyForLoan } from "./operations/apply-for-loan";
import { approveLoan } from "./operations/approve-loan";
import { disburseLoan } from "./operations/disburse-loan";
import { recordRecovery } from "./operations/record-recovery";
import { reverseRecovery } from "./operations/reverse-recovery";
import { takeInstantCredit } from "./operations/take-instant-credit";
import { writeOffLoan } from "./operations/write-off-loan";
import { outstandingPrincipal } from "./outstanding";
import { readOwedOfBorrower, readUnpaidDebts } from "./owed-store";
import { signedIn } from "./testing";
import { readWriteOff } from "./write-off-store";

/* Whoever still owes of a loan that was written off gets no other one. */

let bank: Awaited<ReturnType<typeof openServicingBank>>;
let admin: Actor;
let borrower: Actor;
let ruled: number;
let lenient: number;
let loanId: number;
let waiting: number;
let approved: number;
let approvedLenient: number;
let owed: bigint;

const details = { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "90000", jobTitle: "Engineer", employer: "Works" } as const;
const ofProduct = (productId: number) => ({ productId, amount: "1000", instalments: 6 });
const codesFor = async (actor: Actor, productId: number) => (await checkEligibility.execute(actor, ofProduct(productId))).reasons.map(({ code }) => code);
const recover = (amount: bigint) => recordRecovery.execute(admin, { loanId, amount: asText(amount) });

beforeAll(async () => {
  bank = await openServicingBank();
  ({ admin, borrower } = bank);
  ruled = await addProduct(bank.bankId, { name: "With rules", method: "declining", criteria: defaultCriteria });
  const agreed = await addProduct(bank.bankId, { name: "Approved before", method: "declining", criteria: defaultCriteria });
  lenient = await addProduct(bank.bankId, { name: "Fresh start", method: "declining", criteria: { ...defaultCriteria, lendsDespiteUnpaidDebt: true } });
  loanId = await openLoan(bank, bank.products.declining);
  ({ loanId: waiting } = await applyForLoan.execute(borrower, ofProduct(ruled)));
  ({ loanId: approved } = await applyForLoan.execute(borrower, ofProduct(agreed)));
  ({ loanId: approvedLenient } = await applyForLoan.execute(borrower, ofProduct(lenient)));
  await approveLoan.execute(admin, { loanId: approved });
  await approveLoan.execute(admin, { loanId: approvedLenient });
  await closeDays(31 + 90);
  expect(await codesFor(borrower, ruled)).toEqual([]);
  ({ owed } = await writeOffLoan.execute(admin, { loanId, reason: "Gone." }));
});

afterEach(async () => expect(await brokenRules()).toEqual([]));

test("the check says so with the amount and what would help, in the API too", async () => {
  expect(await codesFor(borrower, ruled)).toEqual(["written_off_debt_unpaid"]);
  const { status, body } = await ask(check, { as: await signedIn(borrower), body: { loan_product_id: ruled, loan_amount: 1000, tenure_months: 6 } });
  expect([status, body.eligible, body.reason_codes]).toEqual([200, false, ["written_off_debt_unpaid"]]);
  expect(body.reasons).toEqual([expect.stringMatching(/^You still owe ₹[\d,.]+ of a loan that was written off\.$/)]);
  expect(body.recommendations).toEqual([expect.stringContaining("talk to the bank of that loan")]);
});

test("an application is refused with the reason, in the API too, and keeps nothing", async () => {
  await closeDays(1);
  const another = await addProduct(bank.bankId, { name: "Another with rules", method: "declining", criteria: defaultCriteria });
  const refusal = await refusalOf(applyForLoan.execute(borrower, ofProduct(another)));
  expect([refusal.code, refusal.message]).toEqual(["loan_not_eligible", expect.stringContaining("written off")]);
  const answer = await ask(apply, { as: await signedIn(borrower), body: { loan_product_id: another, loan_amount: 1000, tenure_months: 6 } });
  expect([answer.status, answer.body.code]).toEqual([400, "loan_not_eligible"]);
  expect((await checkEligibility.execute(borrower, ofProduct(another))).pendingLoanId).toBeNull();
});

test("an application that waited already can no longer be approved, and the officer sees why", async () => {
  const file = await getApplicationFile.execute(admin, { loanId: waiting });
  expect(file?.assessment).toMatchObject({ kind: "assessed", eligible: false, reasons: [{ code: "written_off_debt_unpaid" }] });
  expect((await refusalOf(approveLoan.execute(admin, { loanId: waiting }))).code).toBe("loan_no_longer_eligible");
});

test("a loan that was approved before is not paid out, and the officer's page says how much is in the way; a product that drops the rule pays", async () => {
  expect(await getLoanFile.execute(admin, { loanId: approved })).toMatchObject({ debtInTheWay: owed });
  expect((await refusalOf(disburseLoan.execute(admin, { loanId: approved }))).code).toBe("written_off_debt_unpaid");
  const { status, body } = await ask(disburse, { as: await signedIn(admin), params: { id: approved }, body: {} });
  expect([status, body.code]).toEqual([400, "written_off_debt_unpaid"]);
  expect(await getLoanFile.execute(admin, { loanId: approvedLenient })).toMatchObject({ debtInTheWay: 0n });
  expect(await disburseLoan.execute(admin, { loanId: approvedLenient })).toMatchObject({ state: "active" });
});

test("the instant credit, which has no rules, is refused as well, to a client of the second contract too", async () => {
  expect((await refusalOf(takeInstantCredit.execute(borrower, { amount: "100" }))).code).toBe("written_off_debt_unpaid");
  const { status, body } = await ask(takeCredit, { as: await signedIn(borrower), body: { user_id: borrower.id, credit_amount: 100 } });
  expect([status, body]).toMatchObject([400, { status: "fail", action: "take_credit", error_message: expect.stringContaining("written off") }]);
});

test("another login of the same person is the same debtor, and nobody else is", async () => {
  const relative = await signUp("borrower", "ravi@example.com", "Ravi Rao");
  await fillInDetails(relative, "Ravi Rao", details);
  expect(await codesFor(relative, ruled)).toEqual([]);
  await database().$client.query("UPDATE users SET person_id = (SELECT person_id FROM (SELECT person_id FROM users WHERE id = ?) own) WHERE id = ?", [borrower.id, relative.id]);
  expect(await codesFor(relative, ruled)).toEqual(["written_off_debt_unpaid"]);
});

test("a product that drops the rule lends all the same, and one without rules", async () => {
  expect([await codesFor(borrower, lenient), await codesFor(borrower, bank.products.flat)]).toEqual([[], []]);
});

/** What is owed by the rule, by the borrower's list and by staff's list, all in SQL, and by the core. Minor units. */
async function debtsInSql() {
  const [row] = await database().select({ principal: outstandingPrincipal }).from(loans).where(eq(loans.id, loanId));
  const ruling = (await readUnpaidDebts(database(), [borrower.id])).get(borrower.id) ?? 0n;
  return { ruling, total: (await readOwedOfBorrower(database(), borrower.id)).get(loanId), principal: row?.principal };
}

async function debtsInCore() {
  const writeOff = await readWriteOff(database(), loanId);
  if (!writeOff) throw new Error("the loan is written off");
  const { total, principal } = stillOwed(writeOff);
  return { ruling: total, total, principal };
}

test("what is owed is the same in every statement as in the core, whichever part of the debt is paid, and when it is taken back", async () => {
  const { principal } = await debtsInCore();
  const seen = [await debtsInSql()];
  const recoveries: number[] = [];
  for (const amount of [principal - 1n, 2n, owed - principal - 1n]) {
    recoveries.push((await recover(amount)).recoveryId);
    seen.push(await debtsInSql());
    expect(seen.at(-1)).toEqual(await debtsInCore());
  }
  expect(seen.map(({ total }) => total)).toEqual([owed, owed - principal + 1n, owed - principal - 1n, 0n]);
  for (const recoveryId of recoveries) {
    await reverseRecovery.execute(admin, { recoveryId, reason: "The cheque was not paid." });
    expect(await debtsInSql()).toEqual(await debtsInCore());
  }
  expect(await debtsInSql()).toEqual(seen[0]);
});

test("paid back to the last unit the way is free, one unit short it is not, nor once a recovery has bounced", async () => {
  await recover(owed - 1n);
  expect(await codesFor(borrower, ruled)).toEqual(["written_off_debt_unpaid"]);
  const { recoveryId } = await recover(1n);
  expect(await codesFor(borrower, ruled)).toEqual([]);
  await reverseRecovery.execute(admin, { recoveryId, reason: "The cheque was not paid." });
  expect(await codesFor(borrower, ruled)).toEqual(["written_off_debt_unpaid"]);
  await recover(1n);
  await approveLoan.execute(admin, { loanId: waiting });
  await disburseLoan.execute(admin, { loanId: approved });
  expect(await takeInstantCredit.execute(borrower, { amount: "100" })).toMatchObject({ loan: { state: "active" } });
});
