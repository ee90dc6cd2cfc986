import { afterEach, beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { topUpFund } from "@/lib/catalog/operations/top-up-fund";
import { asText, brokenRules, closeDays, dateToday, loanAndAccount, openLoan, openServicingBank } from "@/lib/closing/testing";
import type { AccountCode } from "@/lib/core/chart-of-accounts";
import { system, type Actor } from "@/lib/core/permissions";
import { dueOn } from "@/lib/core/repayment";
import { totalOf } from "@/lib/core/loan-account";
import { paidInAll } from "@/lib/core/replay";
import { readBalance } from "@/lib/funding/balance-store";
import { settleReturns } from "@/lib/funding/operations/settle";
import { getOwnTile, listOwnTiles } from "@/lib/funding/queries";
import { hireAdmin } from "@/lib/identity/testing";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { accountBalance } from "@/lib/ledger/queries";
import { refusalOf } from "@/lib/platform/testing";
import { getCollection } from "./collection-queries";
import { getLoanFile } from "./loan-file-queries";
import { endCollection } from "./operations/end-collection";
import { recordRecovery } from "./operations/record-recovery";
import { repayLoan } from "./operations/repay-loan";
import { reverseRepayment } from "./operations/reverse-repayment";
import { writeOffLoan } from "./operations/write-off-loan";
import { getOwnLoan } from "./own-loan-query";

/* A payment that was posted, counted, and bounces when its loan has been given up since. */

let bank: Awaited<ReturnType<typeof openServicingBank>>;
let admin: Actor;
let borrower: Actor;
let loanId: number;
let first: number;
let second: { repaymentId: number; amount: bigint; principal: bigint; interest: bigint; fees: bigint };
let owed: bigint;

const reason = "The bank took it back.";
const balance = (account: AccountCode, ownerId?: number) => accountBalance(database(), account, ownerId);
const depositorBalance = () => readBalance(database(), bank.depositor.id);
const roundOf = async () => {
  const [rows] = await database().$client.query("SELECT total, cum_principal, cum_interest, cum_fund, interest_gross, margin_cum FROM funding_rounds WHERE loan_id = ?", [loanId]);
  return (rows as Record<string, number>[])[0] ?? {};
};
const stillOwed = async () => (await getCollection.execute(admin, { loanId }))?.owed;

// Two instalments are paid, the second late, so that it has a fee in it; then nothing for more than 90 days.
beforeAll(async () => {
  bank = await openServicingBank();
  ({ admin, borrower } = bank);
  await topUpFund.execute(system, { bankId: bank.bankId, amount: "500" });
  loanId = await openLoan(bank, bank.products.declining);
  await closeDays(31);
  ({ repaymentId: first } = await repayLoan.execute(borrower, { loanId, amount: "1035.29" }));
  await closeDays(28 + 10);
  const { account } = await loanAndAccount(loanId);
  second = await repayLoan.execute(borrower, { loanId, amount: asText(totalOf(dueOn(account, await dateToday()).pastDue)) });
  expect(second.fees).toBeGreaterThan(0n);
  await closeDays(21 + 90);
  ({ owed } = await writeOffLoan.execute(admin, { loanId, reason: "Gone." }));
});

afterEach(async () => expect(await brokenRules()).toEqual([]));

test("is owed again in all its parts; funders, fund and servicing fee stay, the fee goes back, and the platform has lost the rest", async () => {
  const [round, depositor] = [await roundOf(), await depositorBalance()];
  const balances = async () => ({ cash: await balance("cash"), loss: await balance("loss"), fund: await balance("provision_fund"), margin: await balance("servicing_fee_income"), fees: await balance("late_fee_income") });
  const before = await balances();
  const taken = await reverseRepayment.execute(admin, { repaymentId: second.repaymentId, reason }, { idempotencyKey: "bounce-2" });
  expect(taken).toMatchObject({ state: "reversed", principal: 0n, interest: 0n, fees: 0n, advance: second.principal + second.interest, loan: { state: "written_off" } });
  expect(await reverseRepayment.execute(admin, { repaymentId: second.repaymentId, reason }, { idempotencyKey: "bounce-2" })).toEqual(taken);

  const after = await balances();
  expect(after).toEqual({ ...before, cash: before.cash - second.amount, loss: before.loss + second.principal + second.interest, fees: before.fees - second.fees });
  expect(await roundOf()).toEqual(round);
  expect(await depositorBalance()).toEqual(depositor);
  expect((await stillOwed())?.total).toBe(owed + second.amount);
  expect(taken.loan.outstanding).toBe((await stillOwed())?.principal);
});

test("is out of the schedule that is kept to be read, which asks for nothing new", async () => {
  const { loan, account } = await loanAndAccount(loanId);
  expect(paidInAll(account)).toEqual({ principal: 975_29n, interest: 60_00n, fee: 0n, penalty: 0n });
  expect(loan.oldestUnpaidDueOn).toBe(account.instalments[1]?.dueOn);
  expect(account.instalments[1]).toMatchObject({ principalPaid: 0n, interestPaid: 0n });
});

test("is told to the borrower with what is owed now, seen on both pages, and sent to partners", async () => {
  const [mails] = await database().$client.query("SELECT body FROM outbox WHERE kind = 'debt_raised'");
  expect((mails as { body: string }[])[0]?.body).toContain(reason);
  const own = await getOwnLoan.execute(borrower, { loanId });
  expect(own?.debt).toMatchObject({ total: owed + second.amount, recovered: 0n });
  expect(own?.payments.find(({ id }) => id === second.repaymentId)).toMatchObject({ state: "reversed", reversalReason: reason, principal: 0n });
  expect(await getLoanFile.execute(admin, { loanId })).toMatchObject({ debt: owed + second.amount });
  const [events] = await database().$client.query("SELECT 1 FROM webhook_events WHERE type = 'loan.repayment_reversed' AND object_id = ?", [loanId]);
  expect(events).toHaveLength(1);
});

test("is taken back once, and not by the borrower's own person", async () => {
  expect((await refusalOf(reverseRepayment.execute(admin, { repaymentId: second.repaymentId, reason }))).code).toBe("repayment_not_reversible");
  const relative = await hireAdmin("relative@example.com");
  await database().$client.query("UPDATE users SET person_id = (SELECT person_id FROM (SELECT person_id FROM users WHERE id = ?) own) WHERE id = ?", [borrower.id, relative.id]);
  expect((await refusalOf(reverseRepayment.execute(relative, { repaymentId: first, reason }))).code).toBe("own_loan");
});

test("makes no line and no movement for those who keep what it brought them", async () => {
  const tile = (await listOwnTiles.execute(bank.depositor, {})).rows.find((each) => each.loanId === loanId);
  const view = await getOwnTile.execute(bank.depositor, { tileId: tile?.tileId });
  const lines = (view?.lines ?? []).filter(({ kind }) => kind === "repayment_reversed");
  expect(lines.map(({ principal, interest }) => [principal, interest])).toEqual([[0n, 0n]]);
});

test("comes back to the platform after funders and fund, before the interest that was owed", async () => {
  const collection = await getCollection.execute(admin, { loanId });
  const short = (collection?.fundersShort ?? 0n) + (collection?.fundShort ?? 0n);
  const loss = await balance("loss");
  expect(await recordRecovery.execute(admin, { loanId, amount: asText(short) })).toMatchObject({ toLoss: 0n, interest: 0n, fees: 0n });
  const lost = second.principal + second.interest;
  expect(await recordRecovery.execute(admin, { loanId, amount: asText(lost + 1n) })).toMatchObject({ toFunders: 0n, toFund: 0n, toLoss: lost, interest: 1n, fees: 0n });
  expect(await balance("loss")).toBe(loss - lost);
});

test("changes nothing of a loan that is closed for good either: what bounces then is the platform's until it is recovered", async () => {
  await settleReturns.execute(system, {});
  const { total } = (await stillOwed()) ?? { total: 0n };
  await recordRecovery.execute(admin, { loanId, amount: asText(total) });
  await closeDays(60);
  await finishEndOfDay();
  const round = await roundOf();
  const depositor = await depositorBalance();
  expect((await getCollection.execute(admin, { loanId }))?.closedForGood).toBe(true);
  const bounced = await reverseRepayment.execute(admin, { repaymentId: first, reason });
  expect(bounced).toMatchObject({ advance: 1_035_29n });
  expect([await roundOf(), await depositorBalance()]).toEqual([round, depositor]);
  // The fees were recovered and are not owed again: what is said to be owed is what the next recovery pays.
  expect(await stillOwed()).toMatchObject({ principal: bounced.loan.outstanding, fees: 0n, total: 1_035_29n });
  expect((await refusalOf(endCollection.execute(admin, { loanId, step: "ask" }))).code).toBe("collection_ended");
  expect(await recordRecovery.execute(admin, { loanId, amount: "1035.29" })).toMatchObject({ toFunders: 0n, toFund: 0n, toLoss: 1_035_29n, owed: 0n });
});
