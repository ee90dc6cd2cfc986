import { afterEach, beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { checkInvariants } from "@/lib/reports/invariants";
import { newestCode, offerProduct, openBank, PASSWORD, signInAdmin, signUpBorrower, signUpDepositor } from "./bank";
import type { Answer, Client } from "./client";

/* Each endpoint that moves money, asked many times at the same instant. */

let anyone: Client;
let admin: Client;
let productId: number;
let count = 0;

beforeAll(async () => {
  anyone = (await openBank()).client;
  ({ productId } = await offerProduct());
  admin = (await signInAdmin(anyone)).client;
});

afterEach(async () => {
  expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);
});

const at = (place: string) => `${place}-${(count += 1)}@example.com`;
const together = (times: number, ask: (index: number) => Promise<Answer>) => Promise.all(Array.from({ length: times }, (_, index) => ask(index)));
const statuses = (answers: Answer[]) => answers.map(({ status }) => status).sort();
const waitingOf = async (client: Client) => ((await client.get("/api/depositors/portfolio")).body.balance as { waiting: number }).waiting;

async function approvedLoan(amount: number): Promise<{ borrower: Client; loanId: number }> {
  const borrower = (await signUpBorrower(anyone, at("borrower"))).client;
  const { body } = await borrower.post("/api/loans/apply", { loan_product_id: productId, loan_amount: amount, tenure_months: 6 });
  const { loan_id: loanId } = body.loan as { loan_id: number };
  await admin.post(`/api/admin/loans/${loanId}/approve`);
  return { borrower, loanId };
}

test("one key, eight deposits at once: one deposit, and everybody is told of it", async () => {
  const { client } = await signUpDepositor(anyone, at("depositor"), 1);
  const answers = await together(8, () => client.post("/api/depositors/invest", { amount: 70 }, { "idempotency-key": "same" }));
  const done = answers.filter(({ status }) => status === 201);
  expect(done.length).toBeGreaterThan(0);
  // Whoever waited too long for the first is told to ask again.
  for (const { status, headers } of answers.filter((each) => each.status !== 201)) expect([status, headers.get("retry-after")]).toEqual([409, "1"]);
  expect(new Set(done.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(done.filter(({ headers }) => headers.get("idempotent-replayed") === null)).toHaveLength(1);
  expect(await waitingOf(client)).toBe(71);
  // Nothing is left for the loans of the tests below.
  await client.post("/api/depositors/withdraw", { amount: 71 });
});

test("eight withdrawals of the same money: one is paid", async () => {
  const { client } = await signUpDepositor(anyone, at("depositor"), 90);
  const answers = await together(8, () => client.post("/api/depositors/withdraw", { amount: 90 }));
  expect(statuses(answers)).toEqual([201, ...Array<number>(7).fill(400)]);
  expect(await waitingOf(client)).toBe(0);
});

test("a loan that is approved, rejected and disbursed by many at once is decided once and paid out once", async () => {
  const { client: depositor } = await signUpDepositor(anyone, at("depositor"), 30_000);
  const borrower = (await signUpBorrower(anyone, at("borrower"))).client;
  const applied = await together(6, () => borrower.post("/api/loans/apply", { loan_product_id: productId, loan_amount: 10_000, tenure_months: 6 }));
  expect(statuses(applied)).toEqual([201, ...Array<number>(5).fill(400)]);
  const { loan_id: loanId } = applied.find(({ status }) => status === 201)?.body.loan as { loan_id: number };
  const path = `/api/admin/loans/${loanId}`;
  const decided = await together(6, () => admin.post(`${path}/approve`));
  expect(statuses(decided)).toEqual([200, ...Array<number>(5).fill(400)]);
  const paidOut = await together(6, () => admin.post(`${path}/disburse`));
  expect(statuses(paidOut)).toEqual([200, ...Array<number>(5).fill(400)]);
  expect(await waitingOf(depositor)).toBe(21_000);
});

test("the whole debt paid many times at once is paid once", async () => {
  await signUpDepositor(anyone, at("depositor"), 30_000);
  const { borrower, loanId } = await approvedLoan(6_000);
  await admin.post(`/api/admin/loans/${loanId}/disburse`);
  const path = `/api/loans/my-loans/${loanId}`;
  const { body } = await borrower.get(`${path}/payoff`);
  const { total } = body.payoff as { total: number };
  const answers = await together(8, (index) => (index % 2 === 0 ? borrower.post(`${path}/payoff`, { amount: total }) : borrower.post(`${path}/pre-close`)));
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  expect((await borrower.get(path)).body).toMatchObject({ loan: { status: "Closed" } });
});

test("parts of a debt paid at once are each counted, up to what is owed and not a paisa more", async () => {
  await signUpDepositor(anyone, at("depositor"), 30_000);
  const { borrower, loanId } = await approvedLoan(6_000);
  await admin.post(`/api/admin/loans/${loanId}/disburse`);
  const path = `/api/loans/my-loans/${loanId}`;
  const answers = await together(10, () => borrower.post(`${path}/repayments`, { amount: 1_000, prepayment: "next_instalments" }));
  const accepted = answers.filter(({ status }) => status === 201).length;
  const { body } = await borrower.get(`${path}/repayments`);
  expect((body.repayments as unknown[]).length).toBe(accepted);
  expect([accepted, (await borrower.get(path)).body.loan]).toMatchObject([5, { status: "Active", outstanding_principal: 1_000 }]);
});

test("one address registered many times at once proves to be one account", async () => {
  const email = at("race");
  const person = { full_name: "Race", email, password: PASSWORD };
  const registered = await together(5, () => anyone.post("/api/auth/register", person));
  expect(registered.every(({ status }) => status === 201)).toBe(true);
  const code = await newestCode(email);
  const proved = await together(5, (index) => anyone.post("/api/auth/verify-otp", { user_id: registered[index]?.body.user_id, otp_code: code, otp_type: "email" }));
  expect(proved.filter(({ status }) => status === 200)).toHaveLength(1);
  expect((await anyone.post("/api/auth/register", person)).status).toBe(409);
  const [rows] = await database().$client.query("SELECT COUNT(*) AS proved FROM users WHERE verified_email = ?", [email]);
  expect(rows).toEqual([{ proved: 1 }]);
});
