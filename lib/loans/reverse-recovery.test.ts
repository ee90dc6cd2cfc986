import { afterEach, beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { topUpFund } from "@/lib/catalog/operations/top-up-fund";
import { asText, brokenRules, closeDays, openLoan, openServicingBank } from "@/lib/closing/testing";
import type { AccountCode } from "@/lib/core/chart-of-accounts";
import { system, type Actor } from "@/lib/core/permissions";
import { readBalance } from "@/lib/funding/balance-store";
import { settleReturns } from "@/lib/funding/operations/settle";
import { hireAdmin } from "@/lib/identity/testing";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { accountBalance } from "@/lib/ledger/queries";
import { refusalOf } from "@/lib/platform/testing";
import { getCollection } from "./collection-queries";
import { recordRecovery } from "./operations/record-recovery";
import { reverseRecovery } from "./operations/reverse-recovery";
import { writeOffLoan } from "./operations/write-off-loan";
import { getOwnLoan } from "./own-loan-query";
import { readOwedOfBorrower } from "./owed-store";

/* Money that was recorded for a loan that had been given up, and did not stay. */

let bank: Awaited<ReturnType<typeof openServicingBank>>;
let admin: Actor;
let borrower: Actor;
let loanId: number;
let owed: bigint;
let fundCover: bigint;
let funders: bigint;

const reason = "The cheque was not paid.";
const balance = (account: AccountCode) => accountBalance(database(), account);
const balances = async () => ({ cash: await balance("cash"), loss: await balance("loss"), fund: await balance("provision_fund"), margin: await balance("servicing_fee_income"), fees: await balance("late_fee_income") });
const wealth = async () => {
  await settleReturns.execute(system, {});
  return readBalance(database(), bank.depositor.id);
};
const collection = async () => {
  const found = await getCollection.execute(admin, { loanId });
  if (!found) throw new Error("the loan was written off");
  return found;
};
const record = (amount: bigint) => recordRecovery.execute(admin, { loanId, amount: asText(amount) });
const takeBack = (recoveryId: number) => reverseRecovery.execute(admin, { recoveryId, reason });

beforeAll(async () => {
  bank = await openServicingBank();
  ({ admin, borrower } = bank);
  await topUpFund.execute(system, { bankId: bank.bankId, amount: "1000" });
  loanId = await openLoan(bank, bank.products.declining);
  await closeDays(31 + 90);
  ({ owed, fundCover, funders } = await writeOffLoan.execute(admin, { loanId, reason: "Gone." }));
});

afterEach(async () => expect(await brokenRules()).toEqual([]));

test("is owed again while funders keep what they had of it, and the platform bears it", async () => {
  const before = await balances();
  const { recoveryId } = await record(700_00n);
  const depositor = await wealth();
  const taken = await reverseRecovery.execute(admin, { recoveryId, reason }, { idempotencyKey: "bounce" });
  expect(taken).toMatchObject({ recoveryId, amount: 700_00n, toFunders: 700_00n, owed, loan: { state: "written_off" } });
  expect(await reverseRecovery.execute(admin, { recoveryId, reason }, { idempotencyKey: "bounce" })).toEqual(taken);
  expect(await balances()).toEqual({ ...before, loss: before.loss + 700_00n });
  expect(await wealth()).toEqual(depositor);
  expect(await collection()).toMatchObject({ advanced: 700_00n, recovered: 0n, fundersShort: funders - 700_00n, owed: { total: owed }, recoveries: [{ reversed: { reason } }] });
  expect((await readOwedOfBorrower(database(), borrower.id)).get(loanId)).toBe(owed);
  expect((await getOwnLoan.execute(borrower, { loanId }))?.debt).toMatchObject({ total: owed, recovered: 0n });
});

test("is told to its borrower with what is owed, and taken back once, by others than the borrower's own person", async () => {
  const [mails] = await database().$client.query("SELECT body FROM outbox WHERE kind = 'debt_raised'");
  expect((mails as { body: string }[])[0]?.body).toContain(reason);
  const [{ id } = { id: 0 }] = (await collection()).recoveries;
  expect((await refusalOf(takeBack(id))).code).toBe("recovery_not_reversible");
  expect((await refusalOf(takeBack(999_999))).code).toBe("not_found");
  expect((await refusalOf(reverseRecovery.execute(borrower, { recoveryId: id, reason }))).code).toBe("permission_denied");
  const relative = await hireAdmin("relative@example.com");
  await database().$client.query("UPDATE users SET person_id = (SELECT person_id FROM (SELECT person_id FROM users WHERE id = ?) own) WHERE id = ?", [borrower.id, relative.id]);
  expect((await refusalOf(reverseRecovery.execute(relative, { recoveryId: id, reason }))).code).toBe("own_loan");
});

test("put right with the amount that came makes nobody richer, and the next one returns the rest first", async () => {
  const depositor = await wealth();
  expect(await record(70_00n)).toMatchObject({ toAdvance: 70_00n, toFunders: 0n });
  expect(await wealth()).toEqual(depositor);
  const next = await record(1_000_00n);
  expect(next).toMatchObject({ toAdvance: 630_00n, toFunders: 370_00n });
  expect((await collection()).advanced).toBe(0n);
  // What had been returned of the first is to be returned once more, with what funders had of this one.
  await takeBack(next.recoveryId);
  expect(await collection()).toMatchObject({ advanced: 1_000_00n, recovered: 70_00n });
});

test("of all that was owed leaves funders, fund and interest as they are, and takes the fees back", async () => {
  const before = await balances();
  const all = await record(owed - 70_00n);
  expect(all).toMatchObject({ toAdvance: 1_000_00n, toFund: fundCover, owed: 0n });
  expect([all.interest > 0n, all.fees > 0n]).toEqual([true, true]);
  const paid = await balances();
  const depositor = await wealth();
  await takeBack(all.recoveryId);
  expect(await balances()).toEqual({ ...paid, cash: before.cash, fees: before.fees, loss: paid.loss + all.amount - all.fees });
  expect(await wealth()).toEqual(depositor);
  expect((await collection()).fundersWholeOn).not.toBeNull();
});

test("after closing for good changes no tile and no counter, and what comes then is the platform's before it is the fund's", async () => {
  await closeDays(60);
  await finishEndOfDay();
  const { closedForGood, advanced, recoveries } = await collection();
  expect(closedForGood).toBe(true);
  const standing = recoveries.find(({ reversed }) => reversed === null);
  const depositor = await wealth();
  await takeBack(standing?.id ?? 0);
  expect(await wealth()).toEqual(depositor);
  expect(await collection()).toMatchObject({ advanced: advanced + 70_00n, recovered: 0n, owed: { total: owed } });
  const all = await record(owed);
  expect(all).toMatchObject({ toAdvance: advanced + 70_00n, toFunders: 0n, toFund: 0n, toLoss: 0n, interest: 0n, owed: 0n });
  expect(await balance("loss")).toBe(0n);
});
