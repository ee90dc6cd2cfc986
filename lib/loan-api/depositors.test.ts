import { beforeAll, describe, expect, test } from "vitest";
import { GET as getExpectedReturns } from "@/app/api/depositors/expected-returns/route";
import { POST as investMoney } from "@/app/api/depositors/invest/route";
import { GET as getPortfolio } from "@/app/api/depositors/portfolio/route";
import { GET as getStrategy, PUT as saveStrategy } from "@/app/api/depositors/strategy/route";
import { GET as getTile } from "@/app/api/depositors/tiles/[id]/route";
import { GET as listTiles } from "@/app/api/depositors/tiles/route";
import { GET as listTransactions } from "@/app/api/depositors/transactions/route";
import { GET as listTransfers } from "@/app/api/depositors/transfers/route";
import { POST as withdrawMoney } from "@/app/api/depositors/withdraw/route";
import { database } from "@/db/client";
import { closeDay } from "@/lib/closing/operations/close-day";
import { system, type Actor } from "@/lib/core/permissions";
import { signUp } from "@/lib/identity/testing";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { checkInvariants } from "@/lib/reports/invariants";
import { getLoanFunding } from "@/lib/reports/loan-funding-queries";
import { ask, type Answer } from "./in-process/testing";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let devika: Actor;
let people = 0;

beforeAll(async () => {
  bank = await openLoanBank();
  devika = await depositor();
});

async function depositor(): Promise<Actor> {
  people += 1;
  return signUp("depositor", `depositor${people}@example.com`, `Depositor ${people}`);
}

/** A loan of somebody new that is paid out; by default 1,200 over 12 months. */
async function paidOut({ amount = "1200", instalments = 12 } = {}): Promise<{ loanId: number; borrower: Actor }> {
  people += 1;
  const borrower = await borrowerNamed(`Borrower${people}`);
  const { loanId } = await applyForLoan.execute(borrower, { productId: bank.productId, amount, instalments });
  await approveLoan.execute(bank.admin, { loanId });
  await disburseLoan.execute(bank.admin, { loanId });
  return { loanId, borrower };
}

type Handler = typeof getPortfolio;
type Row = Record<string, unknown>;
const get = (handler: Handler, as: Actor, query = "") => ask(handler, { as, query });
const invest = (as: Actor, amount: number | string, method?: string) => ask(investMoney, { as, body: { amount, method } });
const rowsOf = ({ body }: Answer, name: string) => body[name] as Row[];
const brokenRules = async () => (await checkInvariants(database())).filter((each) => each.problems.length > 0);
const strategyOf = ({ body }: Answer) => body.strategy as Row;

/** All rows of a list, asked for two at a time. */
async function walk(handler: Handler, as: Actor, { rows, id, filter = "" }: { rows: string; id: string; filter?: string }): Promise<Row[]> {
  const walked: Row[] = [];
  for (let after = ""; ; after = `&after=${String(walked.at(-1)?.[id])}`) {
    const answer = await get(handler, as, `?limit=2${filter}${after}`);
    expect(answer.status).toBe(200);
    walked.push(...rowsOf(answer, rows));
    if (answer.body.has_more !== true) return walked;
  }
}

test("none of it is for anybody but depositors", async () => {
  const borrower = await borrowerNamed("Nobody");
  for (const handler of [getPortfolio, listTiles, getTile, listTransactions, listTransfers, getStrategy, getExpectedReturns, saveStrategy, investMoney, withdrawMoney]) {
    const sent = { params: { id: 1 }, body: [saveStrategy, investMoney, withdrawMoney].includes(handler) ? { amount: 5 } : undefined };
    expect(await ask(handler, sent)).toMatchObject({ status: 401, body: { code: "authentication_required" } });
    for (const as of [borrower, bank.admin]) expect(await ask(handler, { as, ...sent })).toMatchObject({ status: 403, body: { code: "permission_denied" } });
  }
});

describe("the strategy", () => {
  const ofNew = { accepted_grades: ["A", "B", "C", "D", "E"], longest_term_months: null, largest_share_percent: 100, keep_aside: 0, reinvest: true };

  test("of a new depositor lends everything; reading makes nothing", async () => {
    const fresh = await depositor();
    expect((await get(getStrategy, fresh)).body).toMatchObject({ strategy: ofNew, reach: { waiting: 0, lendable: 0, largest_part: 0 } });
    expect((await get(getPortfolio, fresh)).body).toMatchObject({ balance: { waiting: 0, working: 0 }, stakes: [] });
  });

  test("is kept as it was said, and what is left out stays", async () => {
    const fresh = await depositor();
    const said = { accepted_grades: ["C", "A"], longest_term_months: 12, largest_share_percent: "2.5", keep_aside: 150.25, reinvest: false };
    const kept = { ...said, accepted_grades: ["A", "C"], largest_share_percent: 2.5 };
    const saved = await ask(saveStrategy, { as: fresh, body: said });
    expect(saved).toMatchObject({ status: 200, body: { message: expect.any(String) as string, strategy: kept } });
    expect(strategyOf(await get(getStrategy, fresh))).toEqual(kept);
    expect(strategyOf(await ask(saveStrategy, { as: fresh, body: { longestTermMonths: null } }))).toEqual({ ...kept, longest_term_months: null });
    expect(strategyOf(await ask(saveStrategy, { as: fresh, body: {} }))).toEqual({ ...kept, longest_term_months: null });
    expect(strategyOf(await ask(saveStrategy, { as: fresh, body: ofNew }))).toEqual(ofNew);
  });

  test.each([1, 6, 12, 24, 59, 600])("a longest term of %i months is answered as such", async (months) => {
    const { body } = await ask(saveStrategy, { as: devika, body: { longest_term_months: months } });
    expect(body).toMatchObject({ strategy: { longest_term_months: months } });
  });

  test.each([
    [{ accepted_grades: [] }, "accepted_grades"],
    [{ accepted_grades: ["F"] }, "accepted_grades.0"],
    [{ accepted_grades: "A" }, "accepted_grades"],
    [{ longest_term_months: 0 }, "longest_term_months"],
    [{ longest_term_months: 601 }, "longest_term_months"],
    [{ longest_term_months: 1.5 }, "longest_term_months"],
    [{ largest_share_percent: 0 }, "largest_share_percent"],
    [{ largest_share_percent: 0.009 }, "largest_share_percent"],
    [{ largest_share_percent: 100.01 }, "largest_share_percent"],
    [{ largest_share_percent: 1.00001 }, "largest_share_percent"],
    [{ largest_share_percent: "all" }, "largest_share_percent"],
    [{ keep_aside: -1 }, "keep_aside"],
    [{ keep_aside: 0.001 }, "keep_aside"],
    [{ keep_aside: 1e30 }, "keep_aside"],
    [{ reinvest: "yes" }, "reinvest"],
  ])("%j is refused beside the field and changes nothing", async (body, field) => {
    const before = strategyOf(await get(getStrategy, devika));
    expect(await ask(saveStrategy, { as: devika, body: { ...body, ...(field === "reinvest" ? {} : { reinvest: false }) } })).toMatchObject({ status: 400, body: { code: "input_invalid", fields: { [field]: expect.any(String) as string } } });
    expect(strategyOf(await get(getStrategy, devika))).toEqual(before);
  });
});

test("the next loan keeps to each strategy, to the minor unit, and says which limit held", async () => {
  const keeps: Record<string, Row> = {
    even_share: {},
    kept_aside: { keep_aside: "4900" },
    share_of_own_money: { largest_share_percent: 0.5 },
    term_too_long: { longest_term_months: 11 },
    grade_not_accepted: { accepted_grades: ["E"] },
  };
  const limits = new Map<number, string>();
  for (const [limit, strategy] of Object.entries(keeps)) {
    const actor = await depositor();
    await invest(actor, 5000);
    await ask(saveStrategy, { as: actor, body: strategy });
    limits.set(actor.id, limit);
  }
  const { loanId } = await paidOut();
  const funding = await getLoanFunding.execute(bank.admin, { loanId });
  if (funding.kind !== "funded") throw new Error("not funded");
  const given = Object.fromEntries(funding.result.candidates.map((candidate) => [limits.get(candidate.depositorId), [candidate.heldBy, candidate.given]]));
  expect(given).toEqual({
    even_share: ["even_share", 1_075_00n],
    kept_aside: ["kept_aside", 100_00n],
    share_of_own_money: ["share_of_own_money", 25_00n],
    term_too_long: ["term_too_long", 0n],
    grade_not_accepted: ["grade_not_accepted", 0n],
  });
  // A loan of exactly the longest term is not too long, and with a wider strategy the next loan is taken.
  for (const [id, limit] of limits) {
    if (limit !== "term_too_long") continue;
    const { loanId: shorter } = await paidOut({ amount: "1000", instalments: 11 });
    const next = await getLoanFunding.execute(bank.admin, { loanId: shorter });
    expect(next.kind === "funded" && next.result.candidates.find(({ depositorId }) => depositorId === id)?.given).toBeGreaterThan(0n);
  }
  expect(await brokenRules()).toEqual([]);
});

describe("own money in loans", () => {
  let funder: Actor;
  let stranger: Actor;
  let loanIds: number[];

  beforeAll(async () => {
    funder = await depositor();
    stranger = await depositor();
    await invest(funder, "100000.50");
    await invest(stranger, 100000);
    loanIds = [];
    for (const amount of ["6000", "9000", "12000", "1200", "3000"]) {
      const { loanId, borrower } = await paidOut({ amount });
      loanIds.push(loanId);
      if (amount === "6000") for (let day = 0; day < 31; day += 1) await closeDay.execute(system, { days: 1 });
      if (amount === "6000") await repayLoan.execute(borrower, { loanId, amount: "533.09" });
    }
  });

  test("is listed tile by tile, the newest first, and walked without a gap", async () => {
    const { body } = await get(listTiles, funder);
    const tiles = rowsOf({ body } as Answer, "tiles");
    expect(body.has_more).toBe(false);
    expect(tiles.map(({ loan_id }) => loan_id)).toEqual([...loanIds].reverse());
    expect(tiles.at(-1)).toMatchObject({ loan_status: "Active", bank_name: "Partner Bank", loan_total: 6000, interest_rate: 12, days_past_due: 0, bucket: "current" });
    expect(JSON.stringify(body)).not.toMatch(/borrower/i);
    expect(await walk(listTiles, funder, { rows: "tiles", id: "tile_id" })).toEqual(tiles);
  });

  test("is told by situation", async () => {
    expect(await walk(listTiles, funder, { rows: "tiles", id: "tile_id", filter: "&situation=working" })).toHaveLength(5);
    for (const none of ["late", "repaid", "written_off"]) expect(rowsOf(await get(listTiles, funder, `?situation=${none}`), "tiles")).toEqual([]);
    expect(await get(listTiles, funder, "?situation=lost")).toMatchObject({ status: 400, body: { code: "input_invalid", fields: { situation: expect.any(String) as string } } });
  });

  test("of one tile says what came and what is to come; another's does not exist", async () => {
    const tile = rowsOf(await get(listTiles, funder), "tiles").at(-1) as { tile_id: number; principal_back: number; earned: number; amount: number };
    const params = { id: tile.tile_id };
    const { tile: told } = (await ask(getTile, { as: funder, params })).body as { tile: Row & { received: Row[]; expected: Row[] } };
    expect(told).toMatchObject({ ...tile, instalment_count: 12, closed_date: null });
    expect(told.received).toMatchObject([{ date: "2026-02-01", principal: tile.principal_back, interest: tile.earned }]);
    expect(told.expected).toHaveLength(11);
    expect(told.expected[0]).toMatchObject({ instalment_number: 2, due_date: "2026-03-01", is_overdue: false });
    for (const id of [tile.tile_id, 999_999, "x"]) expect(await ask(getTile, { as: stranger, params: { id } })).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  test("is what the portfolio says, and what is to come adds up to what is at work", async () => {
    const { balance, stakes, spread } = (await get(getPortfolio, funder)).body as { balance: Record<string, number>; stakes: { amount: number }[]; spread: Row };
    const minor = (major: number) => Math.round(major * 100);
    expect(stakes.reduce((sum, { amount }) => sum + minor(amount), 0)).toBe(minor(balance.working ?? 0));
    expect(minor(balance.waiting ?? 0) + minor(balance.working ?? 0)).toBe(minor(100_000.5) + minor(balance.earned ?? 0));
    expect(spread).toMatchObject({ loan_count: 5 });
    const { months, overdue } = (await get(getExpectedReturns, funder)).body as { months: { month: string; principal: number }[]; overdue: Row };
    expect([months.length, months[0]?.month, overdue]).toEqual([12, "2026-02", { principal: 0, interest: 0 }]);
  });

  test("is told movement by movement, of one kind, and walked without a gap", async () => {
    const { body } = await get(listTransactions, funder);
    const all = rowsOf({ body } as Answer, "transactions");
    expect(all.at(-1)).toMatchObject({ kind: "deposit_invested", amount: 100000.5, waiting_after: 100000.5, date: "2026-01-01", loan_id: null, tile_id: null });
    expect(all.filter(({ kind }) => kind === "loan_disbursed")).toHaveLength(5);
    expect(await walk(listTransactions, funder, { rows: "transactions", id: "transaction_id" })).toEqual(all);
    const lent = await walk(listTransactions, funder, { rows: "transactions", id: "transaction_id", filter: "&kind=tiles" });
    expect(lent).toEqual(all.filter(({ kind }) => kind === "loan_disbursed"));
    expect(await get(listTransactions, funder, "?kind=gifts")).toMatchObject({ status: 400 });
  });
});

describe("money on its way", () => {
  test("is told until the rail has settled it, and does not wait yet", async () => {
    const fresh = await depositor();
    expect((await get(listTransfers, fresh)).body).toEqual({ arriving: 0, transfers: [] });
    const held = await invest(fresh, 250, "sandbox-hold");
    expect(held).toMatchObject({ status: 201, body: { deposit: { amount: 250, state: "held" } } });
    await invest(fresh, 90);
    const out = await ask(withdrawMoney, { as: fresh, body: { amount: 40, method: "sandbox-hold" } });
    expect(out).toMatchObject({ status: 201, body: { withdrawal: { amount: 40, state: "requested" } } });
    expect((await get(listTransfers, fresh)).body).toEqual({
      arriving: 250,
      transfers: [
        { kind: "deposit", id: (held.body.deposit as Row).deposit_id, amount: 250, date: "2026-02-01", situation: "on_its_way" },
        { kind: "withdrawal", id: (out.body.withdrawal as Row).withdrawal_id, amount: 40, date: "2026-02-01", situation: "on_its_way" },
      ],
    });
    expect((await get(getPortfolio, fresh)).body).toMatchObject({ balance: { waiting: 50, reserved: 40, withdrawable: 50 } });
  });

  test.each([0, -5, "abc", 1.001, 1e30, null])("an amount of %j is refused and changes nothing", async (amount) => {
    const fresh = await depositor();
    await invest(fresh, 10);
    for (const handler of [investMoney, withdrawMoney]) {
      expect(await ask(handler, { as: fresh, body: { amount } })).toMatchObject({ status: 400, body: { code: "input_invalid", fields: { amount: expect.any(String) as string } } });
    }
    expect((await get(getPortfolio, fresh)).body).toMatchObject({ balance: { waiting: 10 } });
  });

  test("more than waits does not leave, and four withdrawals at once take it once", async () => {
    const fresh = await depositor();
    await invest(fresh, 100);
    expect(await ask(withdrawMoney, { as: fresh, body: { amount: 100.01 } })).toMatchObject({ status: 400, body: { code: "insufficient_waiting_money" } });
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(withdrawMoney, { as: fresh, body: { amount: 60 } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400]);
    expect(await brokenRules()).toEqual([]);
  });

  test("the same key brings it in once", async () => {
    const fresh = await depositor();
    const once = () => ask(investMoney, { as: fresh, body: { amount: 75 }, key: "once" });
    const [first, second] = [await once(), await once()];
    expect([first.status, second.status, second.headers.get("idempotent-replayed")]).toEqual([201, 201, "true"]);
    expect(second.body).toEqual(first.body);
    expect((await get(getPortfolio, fresh)).body).toMatchObject({ balance: { waiting: 75 } });
  });
});
