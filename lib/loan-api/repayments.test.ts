import { beforeAll, describe, expect, test } from "vitest";
import { GET as getPayoff, POST as payOff } from "@/app/api/loans/my-loans/[id]/payoff/route";
import { POST as preview } from "@/app/api/loans/my-loans/[id]/repayments/preview/route";
import { GET as listRepayments, POST as repay } from "@/app/api/loans/my-loans/[id]/repayments/route";
import { GET as getSchedule } from "@/app/api/loans/my-loans/[id]/schedule/route";
import { database } from "@/db/client";
import { closeDay } from "@/lib/closing/operations/close-day";
import { system, type Actor } from "@/lib/core/permissions";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { checkInvariants } from "@/lib/reports/invariants";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { ask, type Answer } from "./in-process/testing";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let stranger: Actor;

type Running = { borrower: Actor; loanId: number };
type Line = { number: number; principal: number; interest: number; amount: number; paid: number; unpaid: number; state: string; due_date: string };

const at = ({ loanId }: Running) => ({ id: loanId });
const pay = (loan: Running, body: object, key?: string) => ask(repay, { as: loan.borrower, params: at(loan), body, key });
const scheduleOf = async (loan: Running) => (await ask(getSchedule, { as: loan.borrower, params: at(loan) })).body;
const linesOf = async (loan: Running) => (await scheduleOf(loan)).instalments as Line[];
const payoffOf = async (loan: Running) => (await ask(getPayoff, { as: loan.borrower, params: at(loan) })).body.payoff as { total: number };
const close = (loan: Running, body: object, key?: string) => ask(payOff, { as: loan.borrower, params: at(loan), body, key });
const paidOf = (loan: Running, query = "") => ask(listRepayments, { as: loan.borrower, params: at(loan), query });
const amountsOf = ({ body }: Answer) => (body.repayments as { amount: number }[]).map(({ amount }) => amount);
const brokenRules = async () => (await checkInvariants(database())).filter((each) => each.problems.length > 0);

/** A loan of 6,000 over 6 months at 12 %: 1,035.29 a month. */
async function runningLoan(name: string): Promise<Running> {
  const borrower = await borrowerNamed(name);
  const { loanId } = await applyForLoan.execute(borrower, { productId: bank.productId, amount: "6000", instalments: 6 });
  await approveLoan.execute(bank.admin, { loanId });
  await disburseLoan.execute(bank.admin, { loanId });
  return { borrower, loanId };
}

async function passDays(days: number): Promise<void> {
  for (let left = days; left > 0; left -= 31) await closeDay.execute(system, { days: Math.min(left, 31) });
}

beforeAll(async () => {
  bank = await openLoanBank();
  stranger = await borrowerNamed("Stranger");
});

describe("GET …/schedule", () => {
  test("before it is paid out the schedule is a plan from today", async () => {
    const borrower = await borrowerNamed("Plan");
    const { loanId } = await applyForLoan.execute(borrower, { productId: bank.productId, amount: "6000", instalments: 6 });
    const schedule = await scheduleOf({ borrower, loanId });
    expect(schedule).toMatchObject({ loan_id: loanId, is_planned: true, business_date: "2026-01-01", next_payment: null, totals: { principal: 6000, paid: 0 } });
    expect(schedule.instalments).toHaveLength(6);
  });

  test("its lines add up, and the last one ends at zero", async () => {
    const loan = await runningLoan("Sum");
    const schedule = await scheduleOf(loan);
    expect(schedule).toMatchObject({
      is_planned: false,
      totals: { principal: 6000, fees: 0, paid: 0 },
      arrears: { overdue_amount: 0, days_past_due: 0, bucket: "current", oldest_unpaid_due_date: null },
      next_payment: { amount: 1035.29, due_date: "2026-02-01", kind: "next" },
    });
    const lines = schedule.instalments as (Line & { balance_after: number })[];
    expect(lines[0]).toMatchObject({ number: 1, due_date: "2026-02-01", principal: 975.29, interest: 60, amount: 1035.29, unpaid: 1035.29, balance_after: 5024.71, state: "upcoming" });
    expect(lines.at(-1)).toMatchObject({ number: 6, due_date: "2026-07-01", balance_after: 0 });
    const cents = lines.reduce((sum, line) => sum + Math.round(line.principal * 100), 0);
    expect(cents).toBe(600000);
  });

  test("a stranger finds none of it", async () => {
    const loan = await runningLoan("Own");
    const params = at(loan);
    const answers = [
      await ask(getSchedule, { as: stranger, params }),
      await ask(listRepayments, { as: stranger, params }),
      await ask(getPayoff, { as: stranger, params }),
      await ask(repay, { as: stranger, params, body: { amount: 100 } }),
      await ask(preview, { as: stranger, params, body: { amount: 100 } }),
      await ask(payOff, { as: stranger, params, body: { amount: 100 } }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(6).fill([404, "not_found"]));
    expect((await ask(getSchedule, { params })).status).toBe(401);
    expect((await ask(repay, { params, body: { amount: 100 } })).status).toBe(401);
    expect((await ask(repay, { as: bank.admin, params, body: { amount: 100 } })).status).toBe(403);
  });
});

describe("POST …/repayments", () => {
  test("a payment says what it paid, and the loan as it left it", async () => {
    const loan = await runningLoan("Pay");
    const answer = await pay(loan, { amount: 1035.29, prepayment: "next_instalments" });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        message: expect.any(String),
        repayment: { repayment_id: expect.any(Number), loan_id: loan.loanId, amount: 1035.29, kind: "instalment", prepayment: "next_instalments", state: "posted", value_date: "2026-01-01", principal: 1035.29, interest: 0, fees: 0 },
        loan: { loan_id: loan.loanId, status: "Active", outstanding_principal: 4964.71 },
      },
    });
    expect((await linesOf(loan))[0]).toMatchObject({ state: "paid", unpaid: 0 });
    expect((await paidOf(loan)).body).toEqual({ repayments: [answer.body.repayment], has_more: false });
  });

  test("a preview says what the payment then does, and does nothing", async () => {
    const loan = await runningLoan("Look");
    const look = (body: object) => ask(preview, { as: loan.borrower, params: at(loan), body });
    const seen = await look({ amount: 2000 });
    expect(seen).toMatchObject({ status: 200, body: { preview: { amount: 2000, prepayment: "shorter_term", principal: 2000, closes_loan: false, before: { instalments_left: 6 }, after: { instalments_left: 4, next_instalment: { amount: 1035.29 } } } } });
    expect(amountsOf(await paidOf(loan))).toEqual([]);
    await pay(loan, { amount: 2000 });
    expect(await linesOf(loan)).toHaveLength(4);
    expect(await look({ amount: 4000 })).toMatchObject({ status: 400, body: { code: "repayment_closes_loan" } });
    expect(await look({ amount: 4000.01 })).toMatchObject({ status: 400, body: { code: "repayment_exceeds_payoff", fields: { amount: expect.any(String) } } });
  });

  test("more than is owed is refused, and so is closing the loan without its fee", async () => {
    const loan = await runningLoan("Much");
    expect(await pay(loan, { amount: 6000.01 })).toMatchObject({ status: 400, body: { code: "repayment_exceeds_payoff", fields: { amount: expect.any(String) } } });
    expect(await pay(loan, { amount: 6000 })).toMatchObject({ status: 400, body: { code: "repayment_closes_loan" } });
    expect((await paidOf(loan)).body.repayments).toEqual([]);
  });

  test.each([
    [{}, "amount"],
    [{ amount: 0 }, "amount"],
    [{ amount: -1 }, "amount"],
    [{ amount: 1.001 }, "amount"],
    [{ amount: "1e3" }, "amount"],
    [{ amount: 10, prepayment: "whatever" }, "prepayment"],
    [{ amount: 10, method: "x y" }, "method"],
  ])("%j is 400 with its field", async (body, field) => {
    const loan = { borrower: stranger, loanId: 1 };
    expect(await pay(loan, body)).toMatchObject({ status: 400, body: { code: "input_invalid", fields: { [field]: expect.any(String) } } });
  });

  test("a payment that the own bank refuses is none; one that is held counts later", async () => {
    const loan = await runningLoan("Rail");
    expect(await pay(loan, { amount: 100, method: "sandbox-bounce" })).toMatchObject({ status: 400, body: { code: "repayment_refused_by_bank" } });
    expect(await pay(loan, { amount: 100, method: "sandbox-hold" })).toMatchObject({ status: 201, body: { repayment: { state: "held", principal: 0 }, loan: { outstanding_principal: 6000 } } });
  });

  test("sent twice at once with one key it is paid once, and both get the same answer", async () => {
    const loan = await runningLoan("Twice");
    // Whoever waited too long for the first is told to ask again, and does.
    const payOnce = async (): Promise<Awaited<ReturnType<typeof pay>>> => {
      const answer = await pay(loan, { amount: 500 }, "pay-1");
      return answer.body.code === "idempotency_in_progress" ? payOnce() : answer;
    };
    const answers = await Promise.all([payOnce(), payOnce()]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(answers.map(({ headers }) => headers.get("idempotent-replayed")).sort()).toEqual([null, "true"].sort());
    await pay(loan, { amount: 300 });
    const later = await pay(loan, { amount: 500 }, "pay-1");
    expect([later.body, later.headers.get("idempotent-replayed")]).toEqual([answers[0]?.body, "true"]);
    expect(await pay(loan, { amount: 501 }, "pay-1")).toMatchObject({ status: 409, body: { code: "idempotency_key_reused" } });
    expect(amountsOf(await paidOf(loan))).toEqual([300, 500]);
  });

  test("many payments at once never add up to more than is owed", async () => {
    const loan = await runningLoan("Crowd");
    const answers = await Promise.all(Array.from({ length: 8 }, () => pay(loan, { amount: 1100, prepayment: "next_instalments" })));
    const taken = answers.filter(({ status }) => status === 201);
    expect(taken).toHaveLength(5);
    expect(answers.filter(({ status }) => status !== 201).every(({ status, body }) => status === 400 && body.code === "repayment_exceeds_payoff")).toBe(true);
    expect((await payoffOf(loan)).total).toBe(510);
    expect(await brokenRules()).toEqual([]);
  });

  test("the list is paged, the newest first", async () => {
    const loan = await runningLoan("Pages");
    for (const amount of [10, 20, 30]) await pay(loan, { amount });
    const first = await paidOf(loan, "?limit=2");
    expect([amountsOf(first), first.body.has_more]).toEqual([[30, 20], true]);
    const last = (first.body.repayments as { repayment_id: number }[]).at(-1)?.repayment_id;
    const second = await paidOf(loan, `?limit=2&after=${last}`);
    expect([amountsOf(second), second.body.has_more]).toEqual([[10], false]);
    expect(await paidOf(loan, "?limit=none")).toMatchObject({ status: 400 });
  });
});

describe("GET and POST …/payoff", () => {
  test("the payoff that was told closes the loan; another amount is refused", async () => {
    const loan = await runningLoan("Off");
    const payoff = await payoffOf(loan);
    expect(payoff).toEqual({ on: "2026-01-01", principal: 6000, interest: 0, fees: 0, pre_closure_fee: 120, total: 6120 });
    expect(await close(loan, { amount: 6119.99 })).toMatchObject({ status: 409, body: { code: "payoff_changed" } });
    const answer = await close(loan, { amount: payoff.total }, "off-1");
    expect(answer).toMatchObject({ status: 201, body: { repayment: { kind: "payoff", amount: 6120, principal: 6000, fees: 120, pre_closure_fee: 120 }, loan: { status: "Closed", pre_closure_date: "2026-01-01", outstanding_principal: 0 } } });
    expect((await close(loan, { amount: payoff.total }, "off-1")).body).toEqual(answer.body);
    expect(await close(loan, { amount: payoff.total })).toMatchObject({ status: 400, body: { code: "loan_not_active" } });
    expect(await ask(getPayoff, { as: loan.borrower, params: at(loan) })).toMatchObject({ status: 400, body: { code: "loan_not_active" } });
    expect(await pay(loan, { amount: 1 })).toMatchObject({ status: 400, body: { code: "loan_not_active" } });
    expect(await ask(preview, { as: loan.borrower, params: at(loan), body: { amount: 1 } })).toMatchObject({ status: 400, body: { code: "loan_not_active" } });
    expect(await scheduleOf(loan)).toMatchObject({ next_payment: null, totals: { unpaid: 0, principal: 6000 } });
  });

  test("paid at once by many, it is paid once", async () => {
    const loan = await runningLoan("Rush");
    const { total } = await payoffOf(loan);
    const answers = await Promise.all(Array.from({ length: 5 }, () => close(loan, { amount: total })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400]);
    expect(await brokenRules()).toEqual([]);
  });

  // Last in this file: it moves the bank's date.
  test("what is late is told with its days and its fee, and a repaid loan has no pre-closure date", async () => {
    const loan = await runningLoan("Late");
    await passDays(36);
    const schedule = await scheduleOf(loan);
    expect(schedule).toMatchObject({
      arrears: { overdue_amount: 1285.29, days_past_due: 5, bucket: "1-30", oldest_unpaid_due_date: "2026-02-01" },
      next_payment: { amount: 1285.29, due_date: "2026-02-01", kind: "overdue" },
    });
    expect((schedule.instalments as Line[])[0]).toMatchObject({ state: "overdue", unpaid: 1285.29 });
    expect(await pay(loan, { amount: 1285.29 })).toMatchObject({ status: 201, body: { repayment: { fees: 250, interest: 60, principal: 975.29, pre_closure_fee: 0 } } });
    await passDays(200);
    const { total } = await payoffOf(loan);
    const answer = await pay(loan, { amount: total });
    expect(answer).toMatchObject({ status: 201, body: { loan: { status: "Closed", state: "closed", pre_closure_date: null, outstanding_principal: 0 } } });
    expect((answer.body.loan as { closed_date: string }).closed_date > "2026-07-01").toBe(true);
    expect(await brokenRules()).toEqual([]);
  });
});
