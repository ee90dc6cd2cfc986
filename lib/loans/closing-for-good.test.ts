import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { asText, brokenRules, closeDays, dateToday, loanAndAccount, openLoan, openServicingBank } from "@/lib/closing/testing";
import type { AccountCode } from "@/lib/core/chart-of-accounts";
import { finalEntitlement } from "@/lib/core/distribution";
import { system, type Actor } from "@/lib/core/permissions";
import { payoff } from "@/lib/core/repayment";
import { listMovements } from "@/lib/deposits/queries";
import { readBalance } from "@/lib/funding/balance-store";
import { settleReturns } from "@/lib/funding/operations/settle";
import { getOwnTile, listOwnTiles } from "@/lib/funding/queries";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { accountBalance } from "@/lib/ledger/queries";
import { closeForGood } from "./operations/close-for-good";
import { payOffLoan } from "./operations/pay-off-loan";
import { recordBackdatedRepayment } from "./operations/record-backdated-repayment";
import { repayLoan } from "./operations/repay-loan";
import { reverseRepayment } from "./operations/reverse-repayment";
import { writeOffLoan } from "./operations/write-off-loan";

let bank: Awaited<ReturnType<typeof openServicingBank>>;
let admin: Actor;
let borrower: Actor;

const balance = (account: AccountCode, ownerId?: number) => accountBalance(database(), account, ownerId);
const roundOf = async (loanId: number) => {
  const [rows] = await database().$client.query("SELECT * FROM funding_rounds WHERE loan_id = ?", [loanId]);
  return (rows as Record<string, number>[])[0] ?? {};
};
const tilesOf = async (loanId: number) => {
  const [rows] = await database().$client.query("SELECT * FROM tiles WHERE loan_id = ? ORDER BY offset_before", [loanId]);
  return (rows as Record<string, number>[]).map((row) => ({
    ...{ amount: BigInt(row.amount ?? 0), offset: BigInt(row.offset_before ?? 0), closed: row.closed === 1 },
    ...{ principal: BigInt(row.settled_principal ?? 0), interest: BigInt(row.settled_interest ?? 0) },
  }));
};
const wealth = async () => {
  const { waiting, working } = await readBalance(database(), bank.depositor.id);
  return waiting + working;
};

/** Closes a loan by paying what closes it today. */
async function payOffToday(loanId: number): Promise<number> {
  const { loan, account } = await loanAndAccount(loanId);
  const { total } = payoff(account, await dateToday(), loan.preClosureFeePpm);
  return (await payOffLoan.execute(borrower, { loanId, amount: asText(total) })).repaymentId;
}

beforeAll(async () => {
  bank = await openServicingBank();
  ({ admin, borrower } = bank);
});

afterEach(async () => expect(await brokenRules()).toEqual([]));

describe("a loan that is paid off", () => {
  let loanId: number;
  let repaymentId: number;

  test("waits for the reversal window: a payment that bounces within it makes the loan run again", async () => {
    loanId = await openLoan(bank, bank.products.declining);
    await closeDays(31);
    await repayLoan.execute(borrower, { loanId, amount: "1035.29" });
    await closeDays(10);
    const early = await payOffToday(loanId);
    await closeDays(59);
    await finishEndOfDay();
    expect(await roundOf(loanId)).toMatchObject({ closed_for_good: 0 });
    const before = await wealth();
    const { advance } = await reverseRepayment.execute(admin, { repaymentId: early, reason: "Bounced." });
    expect(await loanAndAccount(loanId)).toMatchObject({ loan: { state: "active", advance, closesForGoodOn: null } });
    await closeDays(1);
    await finishEndOfDay();
    expect(await roundOf(loanId)).toMatchObject({ closed_for_good: 0 });
    expect(await wealth()).toBe(before);
    repaymentId = await payOffToday(loanId);
    expect((await loanAndAccount(loanId)).loan.advance).toBe(0n);
  });

  test("is closed for good when the window has passed: every tile has its final part, and nothing is left to pass on", async () => {
    await finishEndOfDay();
    const dust = await balance("distributable");
    expect(dust).toBeGreaterThan(0n);
    const before = await wealth();
    await closeDays(60);
    await finishEndOfDay();
    const round = await roundOf(loanId);
    expect(round).toMatchObject({ closed_for_good: 1, unsettled: 0 });
    const counters = { total: BigInt(round.total ?? 0), principal: BigInt(round.cum_principal ?? 0), interest: BigInt(round.cum_interest ?? 0) };
    const tiles = await tilesOf(loanId);
    expect(tiles.map((tile) => [tile.closed, tile.principal, tile.interest])).toEqual(
      tiles.map((tile) => [true, tile.amount, finalEntitlement(counters.interest, tile, counters.total)]),
    );
    expect(counters.principal).toBe(counters.total);
    expect(await balance("distributable")).toBe(0n);
    const [units] = await database().$client.query(
      "SELECT SUM(p.amount) AS units FROM journal_entries e JOIN postings p ON p.entry_id = e.id WHERE e.kind = 'rounding_at_closing' AND e.loan_id = ? AND p.amount > 0",
      [loanId],
    );
    expect(Number((units as { units: string }[])[0]?.units)).toBe(Number(dust));
    const gained = (await wealth()) - before;
    expect(gained === 0n || gained === 1n).toBe(true);
    expect((await closeForGood.execute(system, {})).loanId).toBeNull();
  });

  test("shows the last unit as a line of its own, where the depositor got it", async () => {
    const { rows: tiles } = await listOwnTiles.execute(bank.depositor, {});
    const view = await getOwnTile.execute(bank.depositor, { tileId: tiles[0]?.tileId });
    const lines = (view?.lines ?? []).reduce((sum, line) => sum + line.principal + line.interest, 0n);
    expect(lines).toBe((view?.tile.principalBack ?? 0n) + (view?.tile.earned ?? 0n));
    const rounding = (await listMovements.execute(bank.depositor, {})).rows.filter(({ kind }) => kind === "rounding_at_closing");
    const closing = (view?.lines ?? []).filter(({ kind }) => kind === "closing");
    expect(rounding.map(({ amount, loanId: of }) => [amount, of])).toEqual(closing.map((line) => [line.principal + line.interest, loanId]));
  });

  test("whose last payment bounces afterwards runs again: the platform alone bears it, no tile and no counter moves", async () => {
    const [before, tiles, seen] = [await roundOf(loanId), await tilesOf(loanId), await wealth()];
    const { advance, amount } = await reverseRepayment.execute(admin, { repaymentId, reason: "Bounced late." });
    expect(advance).toBeGreaterThan(0n);
    expect(advance).toBeLessThan(amount);
    const after = await roundOf(loanId);
    expect(after).toMatchObject({ cum_principal: before.cum_principal, cum_interest: before.cum_interest, cum_fund: before.cum_fund, closed_for_good: 1 });
    expect(await tilesOf(loanId)).toEqual(tiles);
    expect(await wealth()).toBe(seen);
    expect((await loanAndAccount(loanId)).loan).toMatchObject({ state: "active", receivable: 0n, funding: 0n, advance });
  });

  test("and is paid again, later and with more interest: the advance is refilled, what is beyond is the fund's", async () => {
    const [round, fund, seen] = [await roundOf(loanId), await balance("provision_fund"), await wealth()];
    await closeDays(40);
    await payOffToday(loanId);
    const after = await roundOf(loanId);
    expect(after).toMatchObject({ cum_principal: round.cum_principal, cum_interest: round.cum_interest });
    expect(Number(after.interest_gross)).toBeGreaterThan(Number(round.cum_interest));
    expect(await balance("provision_fund")).toBeGreaterThan(fund);
    expect(await wealth()).toBe(seen);
    expect((await loanAndAccount(loanId)).loan).toMatchObject({ state: "closed", advance: 0n, advanceLost: 0n });
    await closeDays(60);
    await finishEndOfDay();
    expect((await loanAndAccount(loanId)).loan.closesForGoodOn).toBeNull();
    expect(await balance("distributable")).toBe(0n);
  });
});

describe("a loan paid off with an advance left", () => {
  let loanId: number;
  let last: number;
  let left: bigint;

  test("keeps it while a payment may bounce, and loses it when it is closed for good", async () => {
    loanId = await openLoan(bank, bank.products.declining);
    const opened = await dateToday();
    await closeDays(31);
    // 60.00 of interest is paid and bounces; then nearly everything turns out to have been paid on the first day.
    const { repaymentId } = await repayLoan.execute(borrower, { loanId, amount: "1035.29" });
    await reverseRepayment.execute(admin, { repaymentId, reason: "Bounced." });
    await recordBackdatedRepayment.execute(admin, { loanId, amount: "5900", valueDate: opened });
    last = await payOffToday(loanId);
    const { loan } = await loanAndAccount(loanId);
    left = loan.advance;
    expect(loan.state).toBe("closed");
    expect(left).toBeGreaterThan(0n);
    const loss = await balance("loss");
    await closeDays(59);
    await finishEndOfDay();
    expect(await balance("advance", loanId)).toBe(left);
    await closeDays(1);
    await finishEndOfDay();
    expect(await roundOf(loanId)).toMatchObject({ closed_for_good: 1 });
    expect((await balance("loss")) - loss).toBe(left);
    expect((await loanAndAccount(loanId)).loan).toMatchObject({ advance: 0n, advanceLost: left });
  });

  test("does not lose it twice when its last payment bounces and is made again", async () => {
    const loss = await balance("loss");
    await reverseRepayment.execute(admin, { repaymentId: last, reason: "Bounced late." });
    const { loan } = await loanAndAccount(loanId);
    expect(loan.advance).toBeGreaterThan(0n);
    await payOffToday(loanId);
    await closeDays(60);
    await finishEndOfDay();
    expect(await balance("loss")).toBeLessThanOrEqual(loss);
    expect((await loanAndAccount(loanId)).loan.advance).toBe(0n);
  });

  test("and is written off with what was given up when it runs again and is not paid", async () => {
    const { rows } = await payments(loanId);
    await reverseRepayment.execute(admin, { repaymentId: rows.at(-1) ?? 0, reason: "Bounced at last." });
    const { loan } = await loanAndAccount(loanId);
    await closeDays(180);
    const written = await writeOffLoan.execute(admin, { loanId, reason: "Gone." });
    expect(written).toMatchObject({ outstanding: 0n, fundCover: 0n, advance: loan.advance });
    await finishEndOfDay();
  });
});

async function payments(loanId: number): Promise<{ rows: number[] }> {
  const [rows] = await database().$client.query("SELECT id FROM repayments WHERE loan_id = ? AND state = 'posted' ORDER BY id", [loanId]);
  return { rows: (rows as { id: number }[]).map(({ id }) => id) };
}

test("several processes share the loans to be closed: each is closed once", async () => {
  const loans: number[] = [];
  for (const product of [bank.products.declining, bank.products.flat]) {
    const loanId = await openLoan(bank, product);
    await payOffToday(loanId);
    loans.push(loanId);
  }
  await settleReturns.execute(system, {});
  await closeDays(60);
  const closed = await Promise.all(Array.from({ length: 4 }, () => closeForGood.execute(system, {})));
  await finishEndOfDay();
  const ids = closed.flatMap(({ loanId }) => loanId ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  for (const loanId of loans) expect(await roundOf(loanId)).toMatchObject({ closed_for_good: 1 });
});

test("settling, giving up and closing for good run beside each other, whoever comes first", async () => {
  const paid = [await openLoan(bank, bank.products.declining), await openLoan(bank, bank.products.flat)];
  for (const loanId of paid) await payOffToday(loanId);
  const unpaid = [await openLoan(bank, bank.products.declining), await openLoan(bank, bank.products.flat)];
  await closeDays(20);
  for (const loanId of unpaid) await repayLoan.execute(borrower, { loanId, amount: "100" });
  await closeDays(11 + 90);
  await Promise.all([
    ...unpaid.map((loanId) => writeOffLoan.execute(admin, { loanId, reason: "Gone." })),
    ...Array.from({ length: 3 }, () => settleReturns.execute(system, {})),
    ...Array.from({ length: 3 }, () => closeForGood.execute(system, {})),
  ]);
  expect(await brokenRules()).toEqual([]);
  await finishEndOfDay();
  for (const loanId of paid) expect(await roundOf(loanId)).toMatchObject({ closed_for_good: 1, unsettled: 0 });
  for (const loanId of unpaid) expect((await loanAndAccount(loanId)).loan.state).toBe("written_off");
});
