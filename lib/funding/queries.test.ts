import { beforeAll, describe, expect, test } from "vitest";
import { sumMoney } from "@/lib/core/money";
import { system, type Actor } from "@/lib/core/permissions";
import { closeDay } from "@/lib/closing/operations/close-day";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { listMovements, listTransfers } from "@/lib/deposits/queries";
import { hireAdmin, signUp } from "@/lib/identity/testing";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { refusalOf } from "@/lib/platform/testing";
import { settleReturns } from "./operations/settle";
import { getExpectedReturns, getOwnTile, getPortfolio, listOwnTiles } from "./queries";
import { approvedLoan, openLendingBank } from "./testing";

let leela: Actor;
let mohan: Actor;
let borrower: Actor;
let loanId: number;

/** Two depositors fund a loan of 1,200.01 evenly; a month passes and the first instalment is paid. */
beforeAll(async () => {
  const product = await openLendingBank("2026-01-15");
  leela = await signUp("depositor", "leela@example.com");
  mohan = await signUp("depositor", "mohan@example.com");
  borrower = await signUp("borrower", "asha@example.com");
  const admin = await hireAdmin("ira@example.com");
  for (const depositor of [leela, mohan]) await invest.execute(depositor, { amount: "1000" });
  await invest.execute(leela, { amount: "250", method: "sandbox-hold" });
  loanId = await approvedLoan(product, borrower, 1_200_01n);
  await disburseLoan.execute(admin, { loanId });
  await closeDay.execute(system, { days: 31 });
});

const balanceOf = async (depositor: Actor) => (await getPortfolio.execute(depositor, {})).balance;
const tileOf = async (depositor: Actor) => {
  const { rows } = await listOwnTiles.execute(depositor, {});
  return getOwnTile.execute(depositor, { tileId: rows[0]?.tileId });
};

describe("a depositor's view of the money", () => {
  test("a disbursement turns waiting into working, and what is expected adds up to the tile exactly", async () => {
    const [one, other] = await Promise.all([balanceOf(leela), balanceOf(mohan)]);
    expect(one.waiting + one.working).toBe(1_000_00n);
    expect(one.working + other.working).toBe(1_200_01n);
    const view = await tileOf(leela);
    expect(view?.ahead).toHaveLength(12);
    expect(sumMoney((view?.ahead ?? []).map((line) => line.principal))).toBe(one.working);
  });

  test("the months of the picture are the instalments of the tile; what is late stands aside", async () => {
    const [expected, view] = await Promise.all([getExpectedReturns.execute(leela, {}), tileOf(leela)]);
    expect(expected.months).toHaveLength(12);
    expect(expected.months[0]?.month).toBe("2026-02");
    // The first instalment was due on the business date itself less a day, so it is late and in no month.
    const [first, ...later] = view?.ahead ?? [];
    expect(first?.overdue).toBe(expected.overdue.principal > 0n);
    const inMonths = sumMoney(expected.months.map((each) => each.principal + each.interest)) + expected.overdue.principal + expected.overdue.interest;
    expect(inMonths).toBe(sumMoney([first, ...later].map((line) => (line ? line.principal + line.interest : 0n))));
  });

  test("a payment is seen at once, settled or not, and every line adds up to what came back", async () => {
    const expected = (await tileOf(leela))?.ahead[0];
    await repayLoan.execute(borrower, { loanId, amount: "106.62", prepayment: "next_instalments" });
    const before = await balanceOf(leela);
    expect(before.settling).toBeGreaterThan(0n);
    await settleReturns.execute(system, {});
    const after = await balanceOf(leela);
    expect(after).toEqual({ ...before, settling: 0n });

    const view = await tileOf(leela);
    expect(view?.lines).toHaveLength(1);
    expect(view?.lines[0]).toMatchObject({ principal: expected?.principal, interest: expected?.interest });
    expect(sumMoney((view?.lines ?? []).map((line) => line.principal))).toBe(view?.tile.principalBack);
    expect(sumMoney((view?.lines ?? []).map((line) => line.interest))).toBe(after.earned);
  });

  test("money in, less money out, plus what was earned is all there: waiting, working or on its way out", async () => {
    await requestWithdrawal.execute(leela, { amount: "30" });
    await requestWithdrawal.execute(leela, { amount: "20", method: "sandbox-hold" });
    const { waiting, working, reserved, earned } = await balanceOf(leela);
    expect(waiting + working + reserved).toBe(1_000_00n - 30_00n + earned);
    expect(reserved).toBe(20_00n);
  });

  test("a held deposit is on its way and not yet waiting", async () => {
    const { arriving, transfers } = await listTransfers.execute(leela, {});
    expect(arriving).toBe(250_00n);
    expect(transfers.map((each) => [each.direction, each.amount, each.situation])).toEqual([
      ["in", 250_00n, "on_its_way"],
      ["out", 20_00n, "on_its_way"],
    ]);
  });

  test("the newest movement ends where the balance is, and each one starts where the one before ended", async () => {
    const { rows, total } = await listMovements.execute(leela, {});
    expect(rows.map((row) => row.kind)).toEqual(["withdrawal_requested", "withdrawal_requested", "settlement", "loan_disbursed", "deposit_invested"]);
    expect(total).toBe(5);
    expect(rows[0]?.waitingAfter).toBe((await balanceOf(leela)).waiting);
    for (const [index, row] of rows.entries()) expect(row.waitingAfter - row.amount).toBe(rows[index + 1]?.waitingAfter ?? 0n);
    expect(rows[3]?.loanId).toBe(loanId);
  });

  test("a filter keeps the running balance of the whole list, and an address that makes no sense is the whole list", async () => {
    const { rows, total } = await listMovements.execute(leela, { kind: "tiles" });
    expect([total, rows.length]).toEqual([1, 1]);
    expect(rows[0]?.waitingAfter).toBe(1_000_00n + (rows[0]?.amount ?? 0n));
    expect((await listMovements.execute(leela, { kind: "nonsense", page: "-4" })).total).toBe(5);
    expect((await listOwnTiles.execute(leela, { sort: "-earned; drop", page: "x", state: ["a", "b"] })).total).toBe(1);
  });

  test("tiles are found by their situation", async () => {
    expect((await listOwnTiles.execute(leela, { state: "working" })).total).toBe(1);
    expect((await listOwnTiles.execute(leela, { state: "late" })).total).toBe(0);
    expect((await listOwnTiles.execute(leela, { state: "repaid", sort: "-earned" })).total).toBe(0);
  });

  test("another depositor's tile does not exist, and a borrower may not even ask", async () => {
    const tileId = (await tileOf(mohan))?.tile.tileId;
    expect(await getOwnTile.execute(leela, { tileId })).toBeNull();
    expect((await refusalOf(getPortfolio.execute(borrower, {}))).code).toBe("permission_denied");
  });

  test("somebody who has never invested sees nothing at all, without an error", async () => {
    const newcomer = await signUp("depositor", "kabir@example.com");
    const portfolio = await getPortfolio.execute(newcomer, {});
    expect(portfolio.stakes).toEqual([]);
    expect(portfolio.spread.loanCount).toBe(0);
    expect((await listMovements.execute(newcomer, {})).total).toBe(0);
    expect((await getExpectedReturns.execute(newcomer, {})).months).toHaveLength(12);
  });

  test("nothing about the borrower leaves with a tile", async () => {
    const view = await tileOf(leela);
    const text = JSON.stringify(view, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
    expect(text).not.toMatch(/asha|borrower/i);
  });
});
