import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { POST as holiday } from "@/app/api/admin/loans/[id]/holiday/route";
import { POST as backdate } from "@/app/api/admin/loans/[id]/repayments/route";
import { POST as restructure } from "@/app/api/admin/loans/[id]/restructure/route";
import { POST as reverse } from "@/app/api/admin/repayments/[id]/reverse/route";
import { GET as getPayoff } from "@/app/api/loans/my-loans/[id]/payoff/route";
import { GET as getSchedule } from "@/app/api/loans/my-loans/[id]/schedule/route";
import { database } from "@/db/client";
import { closeDay } from "@/lib/closing/operations/close-day";
import { system, type Actor } from "@/lib/core/permissions";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { payOffLoan } from "@/lib/loans/operations/pay-off-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { checkInvariants } from "@/lib/reports/invariants";
import { ask } from "./in-process/testing";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let borrower: Actor;
let loanId: number;
let count = 0;

beforeAll(async () => {
  bank = await openLoanBank();
});

// A loan of 6,000 over 6 months at 12 %: 1,035.29 a month.
beforeEach(async () => {
  borrower = await borrowerNamed(`Borrower${(count += 1)}`);
  ({ loanId } = await applyForLoan.execute(borrower, { productId: bank.productId, amount: "6000", instalments: 6 }));
  await approveLoan.execute(bank.admin, { loanId });
  await disburseLoan.execute(bank.admin, { loanId });
});

afterEach(async () => {
  expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);
});

const asAdmin = (body: object, id = loanId, key?: string) => ({ as: bank.admin, params: { id }, body, key });
const pay = (amount: string) => repayLoan.execute(borrower, { loanId, amount, prepayment: "next_instalments" });

test("a posted payment is taken back once, and the loan is as if it had not been made", async () => {
  const before = (await ask(getSchedule, { as: borrower, params: { id: loanId } })).body;
  const { repaymentId } = await pay("1035.29");
  const reason = { reason: "The transfer bounced." };
  for (const [as, status] of [[undefined, 401], [borrower, 403]] as const) expect((await ask(reverse, { as, params: { id: repaymentId }, body: reason })).status).toBe(status);
  expect(await ask(reverse, asAdmin({}, repaymentId))).toMatchObject({ status: 400, body: { fields: { reason: expect.any(String) } } });
  const taken = await ask(reverse, asAdmin(reason, repaymentId, "once"));
  expect(taken).toMatchObject({ status: 200, body: { repayment: { repayment_id: repaymentId, state: "reversed", amount: 1035.29, principal: 0 }, loan: { status: "Active" } } });
  expect((await ask(reverse, asAdmin(reason, repaymentId, "once"))).body).toEqual(taken.body);
  expect(await ask(reverse, asAdmin(reason, repaymentId))).toMatchObject({ status: 400, body: { code: "repayment_not_reversible" } });
  expect(await ask(reverse, asAdmin(reason, 999_999))).toMatchObject({ status: 404 });
  expect((await ask(getSchedule, { as: borrower, params: { id: loanId } })).body).toEqual(before);
});

test("money of an earlier day counts from that day", async () => {
  await closeDay.execute(system, { days: 20 });
  const { body: schedule } = await ask(getSchedule, { as: borrower, params: { id: loanId } });
  const [today, disbursedOn] = [String(schedule.business_date), String((schedule.instalments as { due_date: string }[])[0]?.due_date)];
  expect(disbursedOn > today).toBe(true);
  const body = { amount: 1035.29, value_date: today, prepayment: "next_instalments" };
  expect(await ask(backdate, asAdmin({ ...body, value_date: "2020-01-01" }))).toMatchObject({ status: 400, body: { code: "value_date_outside_loan", fields: { value_date: expect.any(String) } } });
  expect(await ask(backdate, asAdmin({ ...body, value_date: "yesterday" }))).toMatchObject({ status: 400 });
  expect(await ask(backdate, asAdmin(body))).toMatchObject({ status: 201, body: { repayment: { state: "posted", value_date: today, amount: 1035.29 }, advance: 0 } });
});

test("instalments are put off, and a schedule is spread anew", async () => {
  const put = await ask(holiday, asAdmin({ instalments: 2, reason: "Between two jobs." }));
  expect(put).toMatchObject({ status: 200, body: { change_id: expect.any(Number), outlook: { instalments_left: 6 } } });
  expect(await ask(holiday, asAdmin({ instalments: 13, reason: "Too long" }))).toMatchObject({ status: 400, body: { fields: { instalments: expect.any(String) } } });
  expect(await ask(restructure, asAdmin({ instalments: 12, interest_rate: 9.5, reason: "A lower income." }))).toMatchObject({ status: 200, body: { outlook: { instalments_left: 12 } } });
  expect(await ask(restructure, asAdmin({ instalments: 12, interest_rate: "nine", reason: "x" }))).toMatchObject({ status: 400, body: { fields: { interest_rate: expect.any(String) } } });
  expect((await ask(holiday, { as: borrower, params: { id: loanId }, body: { instalments: 1, reason: "x" } })).status).toBe(403);
});

test("a payoff quoted for a day ahead closes the loan on that day, to the unit", async () => {
  const quoteFor = async (on: string) => (await ask(getPayoff, { as: borrower, params: { id: loanId }, query: `?on=${on}` })).body;
  const { body } = await ask(getSchedule, { as: borrower, params: { id: loanId } });
  const day = new Date(`${String(body.business_date)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 10);
  const { payoff } = (await quoteFor(day.toISOString().slice(0, 10))) as { payoff: { total: number } };
  expect(await quoteFor("2099-01-01")).toMatchObject({ code: "quote_date_out_of_reach" });
  await closeDay.execute(system, { days: 10 });
  expect(await payOffLoan.execute(borrower, { loanId, amount: payoff.total })).toMatchObject({ paidOff: true });
});
