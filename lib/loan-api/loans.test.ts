import { beforeAll, describe, expect, test } from "vitest";
import { POST as apply } from "@/app/api/loans/apply/route";
import { GET as getLoan } from "@/app/api/loans/my-loans/[id]/route";
import { POST as preClose } from "@/app/api/loans/my-loans/[id]/pre-close/route";
import { POST as withdraw } from "@/app/api/loans/my-loans/[id]/withdraw/route";
import { GET as listLoans } from "@/app/api/loans/my-loans/route";
import { database } from "@/db/client";
import { system, type Actor } from "@/lib/core/permissions";
import { closeDay } from "@/lib/closing/operations/close-day";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { rejectLoan } from "@/lib/loans/operations/reject-loan";
import { checkInvariants } from "@/lib/reports/invariants";
import { signUp } from "@/lib/identity/testing";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { ask, type Answer } from "./in-process/testing";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let asha: Actor;
let dev: Actor;

type AnsweredLoan = { loan_id: number; status: string; pre_closure_date: string | null };

const wish = () => ({ loan_product_id: bank.productId, loan_amount: 60000, tenure_months: 12 });
const loanOf = ({ body }: Answer) => body.loan as AnsweredLoan;
const idOf = (answer: Answer) => loanOf(answer).loan_id;
const applied = (as: Actor | undefined, change: object = {}, key?: string) => ask(apply, { as, body: { ...wish(), ...change }, key });
const list = (as: Actor, query = "") => ask(listLoans, { as, query });
const idsOf = ({ body }: Answer) => (body.loans as AnsweredLoan[]).map((each) => each.loan_id);
const closed = (as: Actor | undefined, id: number | string, sent: { body?: unknown; key?: string } = {}) => ask(preClose, { as, params: { id }, ...sent });
const brokenRules = async () => (await checkInvariants(database())).filter((each) => each.problems.length > 0);

/** An application of a borrower of its own, as far as it shall go. */
async function loanAt(name: string, state: "pending" | "approved" | "active"): Promise<{ borrower: Actor; loanId: number }> {
  const borrower = await borrowerNamed(name);
  const loanId = idOf(await applied(borrower));
  if (state !== "pending") await approveLoan.execute(bank.admin, { loanId });
  if (state === "active") await disburseLoan.execute(bank.admin, { loanId });
  return { borrower, loanId };
}

beforeAll(async () => {
  bank = await openLoanBank();
  asha = await borrowerNamed("Asha");
  dev = await borrowerNamed("Dev");
});

describe("POST /api/loans/apply", () => {
  let loanId: number;

  test("an application waits for a decision and is told whole", async () => {
    const answer = await applied(asha, { purpose: "A roof" });
    loanId = idOf(answer);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        message: expect.any(String),
        loan: {
          ...{ loan_id: expect.any(Number), user_id: asha.id, loan_product_id: bank.productId, product_name: "Personal Loan", bank_name: "Partner Bank" },
          ...{ loan_amount: 60000, tenure_months: 12, interest_rate: 12, monthly_emi: 5330.93, status: "Pending", application_date: "2026-01-01" },
          ...{ approval_date: null, disbursal_date: null, pre_closure_date: null, outstanding_principal: 0, state: "pending", reason: null },
        },
      },
    });
  });

  test("a second application for the product is refused while the first waits", async () => {
    expect(await applied(asha)).toMatchObject({ status: 400, body: { code: "application_pending", error: expect.any(String), request_id: expect.any(String) } });
  });

  test.each([
    [{ loan_amount: 999.99 }, "amount_outside_product", "loan_amount"],
    [{ loan_amount: 1000000.01 }, "amount_outside_product", "loan_amount"],
    [{ tenure_months: 2 }, "term_outside_product", "tenure_months"],
    [{ tenure_months: 25 }, "term_outside_product", "tenure_months"],
    [{ loan_amount: 0 }, "input_invalid", "loan_amount"],
    [{ loan_amount: -5 }, "input_invalid", "loan_amount"],
    [{ loan_amount: 0.1 + 0.2 }, "input_invalid", "loan_amount"],
    [{ loan_amount: "lots" }, "input_invalid", "loan_amount"],
    [{ loan_amount: null }, "input_invalid", "loan_amount"],
    [{ tenure_months: 6.5 }, "input_invalid", "tenure_months"],
    [{ tenure_months: -12 }, "input_invalid", "tenure_months"],
    [{ loan_product_id: "1 OR 1=1" }, "input_invalid", "loan_product_id"],
    [{ loan_product_id: -1 }, "input_invalid", "loan_product_id"],
    [{ purpose: 5 }, "input_invalid", "purpose"],
  ])("%j is 400, with the field that is not right", async (change, code, field) => {
    expect(await applied(dev, change)).toMatchObject({ status: 400, body: { code, fields: { [field]: expect.any(String) } } });
  });

  test("every field that is missing is named at once", async () => {
    const { body } = await ask(apply, { as: dev, body: {} });
    expect(Object.keys(body.fields as object).sort()).toEqual(["loan_amount", "loan_product_id", "tenure_months"]);
  });

  test("a refusal by the rules says every reason as a text", async () => {
    const poor = await borrowerNamed("Poor", { monthlyIncome: "5000", monthlyEmi: "4000" });
    const { status, body } = await applied(poor);
    expect([status, body.code]).toEqual([400, "loan_not_eligible"]);
    expect(body.reasons).toEqual([expect.stringContaining("income"), expect.stringContaining("EMI"), expect.stringContaining("instalments")]);
    expect(body.error).toBe((body.reasons as string[]).join(" "));
  });

  test("without saved details it is refused; for a product not offered here it is 404 with or without them", async () => {
    const bare = await signUp("borrower", "bare@example.com");
    expect(await applied(bare)).toMatchObject({ status: 400, body: { code: "details_missing" } });
    for (const loan_product_id of [999999, bank.hidden, bank.weekly]) {
      expect(await applied(bare, { loan_product_id })).toMatchObject({ status: 404, body: { code: "product_not_available" } });
      expect(await applied(dev, { loan_product_id })).toMatchObject({ status: 404, body: { code: "product_not_available" } });
    }
  });

  test("only a borrower may apply", async () => {
    const depositor = await signUp("depositor", "deposit@example.com");
    expect([(await applied(undefined)).status, (await applied(depositor)).status, (await applied(bank.admin)).status]).toEqual([401, 403, 403]);
  });

  test("what was refused left nothing behind", async () => {
    expect(idsOf(await list(dev))).toEqual([]);
    expect(idsOf(await list(asha))).toEqual([loanId]);
  });

  test("names in camelCase are understood; an automatic product approves at once", async () => {
    const answer = await ask(apply, { as: asha, body: { loanProductId: String(bank.automatic), loanAmount: "500.50", tenureMonths: "3" } });
    expect(answer).toMatchObject({ status: 201, body: { loan: { loan_amount: 500.5, tenure_months: 3, status: "Approved", approval_date: "2026-01-01", reason: expect.any(String) } } });
  });

  test("the same key gives the same answer, though the loan has moved on; other data with it is refused", async () => {
    const eve = await borrowerNamed("Eve");
    const first = await applied(eve, {}, "apply-1");
    await approveLoan.execute(bank.admin, { loanId: idOf(first) });
    const again = await applied(eve, {}, "apply-1");
    expect([again.status, again.body, again.headers.get("idempotent-replayed")]).toEqual([201, first.body, "true"]);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(await applied(eve, { loan_amount: 70000 }, "apply-1")).toMatchObject({ status: 409, body: { code: "idempotency_key_reused" } });
    expect(await applied(eve, {}, "with space")).toMatchObject({ status: 400, body: { code: "idempotency_key_invalid" } });
  });

  test("of many applications at once one is taken", async () => {
    const racer = await borrowerNamed("Racer");
    const answers = await Promise.all(Array.from({ length: 6 }, () => applied(racer)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400, 400]);
    expect(answers.filter(({ status }) => status === 400).every(({ body }) => body.code === "application_pending")).toBe(true);
  });
});

describe("GET /api/loans/my-loans", () => {
  let kim: Actor;
  const ids: Record<string, number> = {};

  beforeAll(async () => {
    kim = await borrowerNamed("Kim");
    const apply = async () => idOf(await applied(kim));
    ids.undecided = await apply();
    await ask(withdraw, { as: kim, params: { id: ids.undecided } });
    ids.rejected = await apply();
    await rejectLoan.execute(bank.admin, { loanId: ids.rejected, reason: "Not this year" });
    ids.givenUp = await apply();
    await approveLoan.execute(bank.admin, { loanId: ids.givenUp });
    await closed(kim, ids.givenUp);
    ids.active = await apply();
    await approveLoan.execute(bank.admin, { loanId: ids.active });
    await disburseLoan.execute(bank.admin, { loanId: ids.active });
    ids.approved = await apply();
    await approveLoan.execute(bank.admin, { loanId: ids.approved });
    ids.pending = await apply();
  });

  test("the own ones, the newest first", async () => {
    const all = await list(kim);
    expect([all.status, all.body.has_more]).toEqual([200, false]);
    expect(idsOf(all)).toEqual([ids.pending, ids.approved, ids.active, ids.givenUp, ids.rejected, ids.undecided]);
    expect(idsOf(await list(dev))).toEqual([]);
  });

  test.each([
    ["Pending", ["pending"]],
    ["approved", ["approved"]],
    ["REJECTED", ["rejected", "undecided"]],
    ["Active", ["active"]],
    [" closed", ["givenUp"]],
    ["", ["pending", "approved", "active", "givenUp", "rejected", "undecided"]],
  ])("status %j", async (status, names) => {
    expect(idsOf(await list(kim, `?status=${encodeURIComponent(status)}`))).toEqual(names.map((name) => ids[name]));
  });

  test("a word that is no status is refused", async () => {
    expect(await list(kim, "?status=late")).toMatchObject({ status: 400, body: { code: "input_invalid", fields: { status: expect.stringContaining("Pending") } } });
  });

  test("states are said in the contract's words", async () => {
    const words = ((await list(kim)).body.loans as (AnsweredLoan & Record<string, unknown>)[]).map(({ status, state, approval_date, disbursal_date, pre_closure_date, reason }) => ({ status, state, approval_date, disbursal_date, pre_closure_date, reason }));
    const [day, none] = ["2026-01-01", null];
    expect(words).toEqual([
      { status: "Pending", state: "pending", approval_date: none, disbursal_date: none, pre_closure_date: none, reason: none },
      { status: "Approved", state: "approved", approval_date: day, disbursal_date: none, pre_closure_date: none, reason: none },
      { status: "Active", state: "active", approval_date: day, disbursal_date: day, pre_closure_date: none, reason: none },
      { status: "Closed", state: "withdrawn_approved", approval_date: day, disbursal_date: none, pre_closure_date: day, reason: none },
      { status: "Rejected", state: "rejected", approval_date: day, disbursal_date: none, pre_closure_date: none, reason: "Not this year" },
      { status: "Rejected", state: "withdrawn_undecided", approval_date: none, disbursal_date: none, pre_closure_date: none, reason: none },
    ]);
  });

  test("pages walk the list once", async () => {
    const walked: number[] = [];
    for (let more = true; more; ) {
      const page = await list(kim, `?limit=4${walked.length > 0 ? `&after=${walked.at(-1)}` : ""}`);
      walked.push(...idsOf(page));
      more = page.body.has_more === true;
    }
    expect(walked).toEqual(idsOf(await list(kim)));
  });

  test("one of them is told as in the list; a stranger's is not there", async () => {
    const one = (as: Actor | undefined, id: number | string | undefined) => ask(getLoan, { as, params: { id: id ?? "" } });
    expect((await one(kim, ids.active)).body.loan).toEqual(((await list(kim)).body.loans as unknown[])[2]);
    for (const id of [ids.active, 999999, "abc", "0", "1 OR 1=1"]) expect(await one(dev, id)).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect([(await one(undefined, ids.active)).status, (await one(bank.admin, ids.active)).status]).toEqual([401, 403]);
  });
});

describe("POST /api/loans/my-loans/{id}/withdraw", () => {
  test("an application is taken back once, by its owner", async () => {
    const { borrower, loanId } = await loanAt("Wren", "pending");
    const take = (as: Actor) => ask(withdraw, { as, params: { id: loanId } });
    expect(await take(dev)).toMatchObject({ status: 404 });
    expect(await take(borrower)).toMatchObject({ status: 200, body: { message: expect.any(String), loan: { status: "Rejected", pre_closure_date: null, closed_date: "2026-01-01" } } });
    expect(await take(borrower)).toMatchObject({ status: 400, body: { code: "loan_not_withdrawable" } });
  });
});

describe("POST /api/loans/my-loans/{id}/pre-close", () => {
  test("an approved loan is given up at once, without a payment", async () => {
    const { borrower, loanId } = await loanAt("Ann", "approved");
    const answer = await closed(borrower, loanId);
    expect(answer).toMatchObject({ status: 200, body: { message: expect.any(String), loan: { status: "Closed", pre_closure_date: "2026-01-01", disbursal_date: null } } });
    expect(answer.body).not.toHaveProperty("payoff");
    expect(await closed(borrower, loanId)).toMatchObject({ status: 400, body: { code: "loan_not_closable" } });
    await expect(disburseLoan.execute(bank.admin, { loanId })).rejects.toMatchObject({ code: "loan_not_approved" });
  });

  test("a running loan is closed by its payoff, which the answer tells; the same key tells it again", async () => {
    const { borrower, loanId } = await loanAt("Bob", "active");
    await closeDay.execute(system, { days: 1 });
    const answer = await closed(borrower, loanId, { key: "close-1", body: {} });
    // A day of 31 of a month's 600.00 interest, and 2 % of the principal.
    const payoff = { on: "2026-01-02", principal: 60000, interest: 19.35, fees: 0, pre_closure_fee: 1200, total: 61219.35 };
    expect(answer).toMatchObject({ status: 200, body: { loan: { status: "Closed", outstanding_principal: 0, pre_closure_date: "2026-01-02" }, payoff, repayment: { kind: "payoff", amount: 61219.35, fees: 1200 } } });
    expect(await closed(borrower, loanId, { body: {} })).toMatchObject({ status: 400, body: { code: "loan_not_closable" } });
    const again = await closed(borrower, loanId, { key: "close-1", body: {} });
    expect([again.status, again.body, again.headers.get("idempotent-replayed")]).toEqual([200, answer.body, "true"]);
    expect(await brokenRules()).toEqual([]);
  });

  test("asked many times at once, it is paid once", async () => {
    const { borrower, loanId } = await loanAt("Cid", "active");
    const answers = await Promise.all(Array.from({ length: 5 }, () => closed(borrower, loanId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
    const [rows] = await database().$client.query("SELECT COUNT(*) AS payments FROM repayments WHERE loan_id = ?", [loanId]);
    expect(rows).toMatchObject([{ payments: 1 }]);
    expect(await brokenRules()).toEqual([]);
  });

  test("a payment that the own bank refuses closes nothing; one that is held closes it once it arrives", async () => {
    const { borrower, loanId } = await loanAt("Dan", "active");
    expect(await closed(borrower, loanId, { body: { method: "sandbox-bounce" } })).toMatchObject({ status: 400, body: { code: "repayment_refused_by_bank" } });
    expect(await closed(borrower, loanId, { body: { method: "sandbox-hold" } })).toMatchObject({ status: 200, body: { loan: { status: "Active" }, repayment: { state: "held", principal: 0 } } });
  });

  test("a waiting application is not closable, and a stranger's loan is not there", async () => {
    const { borrower, loanId } = await loanAt("Fay", "pending");
    expect(await closed(borrower, loanId)).toMatchObject({ status: 400, body: { code: "loan_not_closable" } });
    expect(await closed(dev, loanId)).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await closed(undefined, loanId)).toMatchObject({ status: 401 });
    expect(await closed(bank.admin, loanId)).toMatchObject({ status: 403 });
  });
});
