import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { closeDay } from "@/lib/closing/operations/close-day";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { settleDeposit } from "@/lib/deposits/operations/settle-deposit";
import { readBalance } from "@/lib/funding/balance-store";
import { settleReturns } from "@/lib/funding/operations/settle";
import { hireAdmin } from "@/lib/identity/testing";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { accountBalance } from "@/lib/ledger/queries";
import { checkInvariants } from "@/lib/reports/invariants";
import { install } from "@/scripts/story/install";
import { fillInDetails, registerPerson } from "@/scripts/story/people";
import { nextExpiredApproval } from "./expiry-query";
import { applyForLoan } from "./operations/apply-for-loan";
import { approveLoan } from "./operations/approve-loan";
import { disburseLoan } from "./operations/disburse-loan";
import { expireApprovals } from "./operations/expire-approvals";
import { preCloseLoan } from "./operations/pre-close-loan";
import { rejectLoan } from "./operations/reject-loan";
import { withdrawApplication } from "./operations/withdraw-application";

const password = "correct horse 1";
const RESERVED_DAYS = 5;
let admin: Actor;
let bankId: number;
let held: number;
let heldAtOnce: number;
let depositors: Actor[];
let people = 0;

const waiting = () => accountBalance(database(), "depositor_available");
const committed = () => accountBalance(database(), "depositor_committed");
const bankCommitted = () => accountBalance(database(), "bank_committed", bankId);
const balanceOf = (depositor: Actor) => readBalance(database(), depositor.id);

async function reservationOf(loanId: number) {
  const [rows] = await database().$client.query("SELECT state, bank_part, path, expires_on, ended_on FROM reservations WHERE loan_id = ?", [loanId]);
  return (rows as { state: string; bank_part: number; path: string; expires_on: string; ended_on: string | null }[])[0] ?? null;
}

/** A bank keeps a tenth of each loan itself. */
async function product(name: string, rules: object): Promise<number> {
  const terms = { amountMin: 1_00n, amountMax: 1_000_000_00n, ratePpm: 120_000, method: "declining", instalmentsMin: 3, instalmentsMax: 24 } as const;
  const shares = { bankSharePpm: 100_000, smallestTile: 1n, reservationDays: RESERVED_DAYS, servicingFeePpm: 100_000, fundSharePpm: 50_000 };
  return (await createProduct.execute(system, { bankId, name, description: "Held from its approval on.", ...terms, ...shares, ...rules })).productId;
}

async function newBorrower(): Promise<Actor> {
  people += 1;
  const borrower = await registerPerson({ role: "borrower", fullName: `Borrower ${people}`, email: `b${people}@example.com`, password });
  await fillInDetails(borrower, `Borrower ${people}`, { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "900000", jobTitle: "Engineer", employer: "Works" });
  return borrower;
}

async function application(amount: string): Promise<{ borrower: Actor; loanId: number }> {
  const borrower = await newBorrower();
  return { borrower, loanId: (await applyForLoan.execute(borrower, { productId: held, amount, instalments: 12 })).loanId };
}

async function approved(amount: string): Promise<{ borrower: Actor; loanId: number }> {
  const applied = await application(amount);
  await approveLoan.execute(admin, { loanId: applied.loanId, note: "" });
  return applied;
}

/** Brings the pool to exactly this much waiting money. */
async function fillPoolTo(total: bigint): Promise<void> {
  const missing = total - (await waiting());
  const each = missing / BigInt(depositors.length);
  for (const [index, depositor] of depositors.entries()) {
    const part = index === 0 ? missing - each * BigInt(depositors.length - 1) : each;
    if (part > 0n) await invest.execute(depositor, { amount: `${part / 100n}.${String(part % 100n).padStart(2, "0")}` });
  }
}

const outcomesOf = async (runs: Promise<unknown>[]) =>
  (await Promise.allSettled(runs)).map((outcome) => (outcome.status === "fulfilled" ? "done" : ((outcome.reason as { code?: string }).code ?? String(outcome.reason))));

beforeAll(async () => {
  await install("2026-03-01", { demo: false });
  admin = await hireAdmin("officer@example.com");
  ({ bankId } = await createBank.execute(system, { name: "Partner", description: "" }));
  await payInCapital.execute(system, { bankId, amount: "100000" });
  held = await product("Held", {});
  heldAtOnce = await product("Held at once", { approvesAutomatically: true });
  depositors = [];
  for (let index = 0; index < 6; index += 1) {
    depositors.push(await registerPerson({ role: "depositor", fullName: `D${index}`, email: `d${index}@example.com`, password }));
  }
});

beforeEach(async () => {
  expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);
});

const allHolds = async () => expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);

describe("a loan from its approval to its end", () => {
  let loanId: number;
  let borrower: Actor;

  test("approving holds the whole loan: evenly of the depositors, a tenth of the bank, and nothing is lent yet", async () => {
    await fillPoolTo(6_000_00n);
    ({ loanId, borrower } = await approved("1000"));
    await allHolds();
    expect(await waiting()).toBe(5_100_00n);
    expect([await committed(), await bankCommitted()]).toEqual([900_00n, 100_00n]);
    for (const depositor of depositors) {
      expect(await balanceOf(depositor)).toMatchObject({ waiting: 850_00n, withdrawable: 850_00n, committed: 150_00n, working: 0n });
    }
    expect(await reservationOf(loanId)).toMatchObject({ state: "held", bank_part: 100_00, path: "ring", expires_on: "2026-03-06", ended_on: null });
  });

  test("what is held cannot be withdrawn, nor lent to another loan", async () => {
    const [first] = depositors as [Actor];
    await expect(requestWithdrawal.execute(first, { amount: "850.01" })).rejects.toMatchObject({ code: "insufficient_waiting_money" });
    const { loanId: tooLarge } = await application("5700");
    // 5,130 of depositors, who have 5,100 left.
    await expect(approveLoan.execute(admin, { loanId: tooLarge, note: "" })).rejects.toMatchObject({ code: "allocation_not_possible", message: "credit allocation is not possible" });
    expect(await reservationOf(tooLarge)).toBeNull();
    expect(await committed()).toBe(900_00n);
    await rejectLoan.execute(admin, { loanId: tooLarge, reason: "Too large for us." });
  });

  test("paying out lends exactly what was held, though others have more waiting now", async () => {
    const [first] = depositors as [Actor];
    await invest.execute(first, { amount: "5000" });
    const before = await waiting();
    expect(await disburseLoan.execute(admin, { loanId })).toMatchObject({ state: "active", funders: 6, bankTile: 100_00n });
    await allHolds();
    expect(await waiting()).toBe(before);
    expect([await committed(), await bankCommitted()]).toEqual([0n, 0n]);
    expect(await reservationOf(loanId)).toMatchObject({ state: "used", ended_on: "2026-03-01" });
    for (const depositor of depositors) expect(await balanceOf(depositor)).toMatchObject({ committed: 0n, working: 150_00n });
  });

  test("paid back, everybody has the principal again and the books hold", async () => {
    const before = await waiting();
    await preCloseLoan.execute(borrower, { loanId });
    await settleReturns.execute(system, {});
    await allHolds();
    expect((await waiting()) - before).toBe(900_00n);
  });
});

describe("held money is free again", () => {
  const ends: [string, (loan: { loanId: number; borrower: Actor }) => Promise<unknown>, string][] = [
    ["when staff take the approval back", ({ loanId }) => rejectLoan.execute(admin, { loanId, reason: "Found out.", revokesApproval: true }), "rejected"],
    ["when the borrower withdraws", ({ loanId, borrower }) => withdrawApplication.execute(borrower, { loanId }), "withdrawn"],
    ["when the borrower closes it before it is paid out", ({ loanId, borrower }) => preCloseLoan.execute(borrower, { loanId }), "withdrawn"],
  ];

  test.each(ends)("%s", async (_name, end, state) => {
    const before = await waiting();
    const loan = await approved("600");
    expect(await committed()).toBe(540_00n);
    await end(loan);
    expect([await waiting(), await committed(), await bankCommitted()]).toEqual([before, 0n, 0n]);
    expect(await reservationOf(loan.loanId)).toMatchObject({ state: "released" });
    const [rows] = await database().$client.query("SELECT state FROM loans WHERE id = ?", [loan.loanId]);
    expect(rows).toMatchObject([{ state }]);
    await expect(disburseLoan.execute(admin, { loanId: loan.loanId })).rejects.toMatchObject({ code: "loan_not_approved" });
  });

  test("when the days are over: not on the last day, but on the next, with a letter", async () => {
    const before = await waiting();
    const { loanId, borrower } = await approved("600");
    await closeDay.execute(system, { days: RESERVED_DAYS });
    expect(await nextExpiredApproval()).toBeNull();
    await closeDay.execute(system, { days: 1 });
    expect(await nextExpiredApproval()).toBe(loanId);
    await expect(disburseLoan.execute(admin, { loanId })).rejects.toMatchObject({ code: "approval_expired" });
    expect(await expireApprovals.execute(system, {})).toEqual({ loanId });
    expect(await expireApprovals.execute(system, {})).toEqual({ loanId: null });
    expect([await waiting(), await committed()]).toEqual([before, 0n]);
    const [rows] = await database().$client.query("SELECT state, close_reason FROM loans WHERE id = ?", [loanId]);
    expect(rows).toEqual([{ state: "withdrawn", close_reason: "expired" }]);
    const [mail] = await database().$client.query("SELECT subject FROM outbox WHERE user_id = ? ORDER BY id DESC LIMIT 1", [borrower.id]);
    expect(mail).toMatchObject([{ subject: `The approval of loan ${loanId} has expired` }]);
  });

  test("though one that fails stands before it, because its loan is not approved any more", async () => {
    const broken = await approved("60");
    const { loanId } = await approved("60");
    await closeDay.execute(system, { days: RESERVED_DAYS + 1 });
    const setState = (state: string) => database().$client.query("UPDATE loans SET state = ? WHERE id = ?", [state, broken.loanId]);
    await setState("withdrawn");
    await expect(finishEndOfDay()).rejects.toThrow("which is not approved");
    expect([await reservationOf(broken.loanId), await reservationOf(loanId)]).toMatchObject([{ state: "held" }, { state: "released" }]);
    await setState("approved");
    await finishEndOfDay();
    expect(await committed()).toBe(0n);
  });

  test("what is due from a depositor by then is covered first", async () => {
    const newcomer = await registerPerson({ role: "depositor", fullName: "Newcomer", email: "newcomer@example.com", password });
    const { depositId } = await invest.execute(newcomer, { amount: "100" });
    for (const depositor of depositors) await requestWithdrawal.execute(depositor, { amount: inMajor((await balanceOf(depositor)).withdrawable) });
    const { loanId, borrower } = await approved("80");
    expect(await balanceOf(newcomer)).toMatchObject({ waiting: 28_00n, committed: 72_00n });
    await settleDeposit.execute(admin, { depositId, outcome: "bounced" });
    expect(await balanceOf(newcomer)).toMatchObject({ waiting: 0n, committed: 72_00n, due: 72_00n });
    await withdrawApplication.execute(borrower, { loanId });
    expect(await balanceOf(newcomer)).toMatchObject({ waiting: 0n, committed: 0n, due: 0n });
  });
});

test("a product that approves at once holds the money at once, or keeps nothing of the application", async () => {
  await fillPoolTo(600_00n);
  const borrower = await newBorrower();
  const { loanId } = await applyForLoan.execute(borrower, { productId: heldAtOnce, amount: "500", instalments: 12 });
  expect(await committed()).toBe(450_00n);
  await expect(applyForLoan.execute(borrower, { productId: heldAtOnce, amount: "500", instalments: 12 })).rejects.toMatchObject({ code: "allocation_not_possible" });
  const [rows] = await database().$client.query("SELECT id FROM loans WHERE borrower_id = ?", [borrower.id]);
  expect(rows).toEqual([{ id: loanId }]);
  await withdrawApplication.execute(borrower, { loanId });
});

describe("races", () => {
  test("twelve approvals for money that covers eight: exactly eight hold theirs, none is refused that would fit", async () => {
    await fillPoolTo(720_00n);
    const loans: { loanId: number; borrower: Actor }[] = [];
    for (let index = 0; index < 12; index += 1) loans.push(await application("100"));
    const outcomes = await outcomesOf(loans.map(({ loanId }) => approveLoan.execute(admin, { loanId, note: "" })));
    expect(outcomes.toSorted()).toEqual([...Array<string>(4).fill("allocation_not_possible"), ...Array<string>(8).fill("done")]);
    expect([await waiting(), await committed()]).toEqual([0n, 720_00n]);
    await allHolds();
    for (const [index, { loanId, borrower }] of loans.entries()) if (outcomes[index] === "done") await withdrawApplication.execute(borrower, { loanId });
  });

  test("two officers approve one application at once: it is held once", async () => {
    const { loanId, borrower } = await application("100");
    const outcomes = await outcomesOf([1, 2, 3, 4].map(() => approveLoan.execute(admin, { loanId, note: "" })));
    expect(outcomes.toSorted()).toEqual(["done", "loan_not_pending", "loan_not_pending", "loan_not_pending"]);
    expect(await committed()).toBe(90_00n);
    await withdrawApplication.execute(borrower, { loanId });
  });

  test("paying out races with taking back: one of them wins, and the money is lent or free, never both", async () => {
    for (let round = 0; round < 4; round += 1) {
      await fillPoolTo(720_00n);
      const { loanId } = await approved("100");
      const outcomes = await outcomesOf([
        disburseLoan.execute(admin, { loanId }),
        rejectLoan.execute(admin, { loanId, reason: "Found out.", revokesApproval: true }),
      ]);
      expect([["done", "loan_not_pending"], ["loan_not_approved", "done"]]).toContainEqual(outcomes);
      expect(await committed()).toBe(0n);
      expect(await waiting()).toBe(outcomes[0] === "done" ? 630_00n : 720_00n);
      await allHolds();
    }
  });

  test("paying out races with expiry: the last day is over, so it is refused with the money held and with it free", async () => {
    await fillPoolTo(720_00n);
    const loans = [await approved("100"), await approved("100"), await approved("100")];
    await closeDay.execute(system, { days: RESERVED_DAYS + 1 });
    const paidOut = await outcomesOf([
      ...loans.map(({ loanId }) => disburseLoan.execute(admin, { loanId })),
      expireApprovals.execute(system, {}),
      expireApprovals.execute(system, {}),
      expireApprovals.execute(system, {}),
    ]);
    while ((await nextExpiredApproval()) !== null) await expireApprovals.execute(system, {});
    for (const outcome of paidOut.slice(0, 3)) expect(["approval_expired", "loan_not_approved"]).toContain(outcome);
    expect(paidOut.slice(3)).toEqual(["done", "done", "done"]);
    expect([await waiting(), await committed()]).toEqual([720_00n, 0n]);
    await allHolds();
  });

  test("paying out races with the end of the last day: it is lent, or free again, never both", async () => {
    for (let round = 0; round < 4; round += 1) {
      await fillPoolTo(720_00n);
      const { loanId } = await approved("100");
      await closeDay.execute(system, { days: RESERVED_DAYS });
      const [paidOut] = await outcomesOf([disburseLoan.execute(admin, { loanId }), closeDay.execute(system, { days: 1 }).then(() => expireApprovals.execute(system, {}))]);
      while ((await nextExpiredApproval()) !== null) await expireApprovals.execute(system, {});
      expect(["done", "approval_expired", "loan_not_approved"]).toContain(paidOut);
      expect([await waiting(), await committed()]).toEqual([paidOut === "done" ? 630_00n : 720_00n, 0n]);
      await allHolds();
    }
  });
});

function inMajor(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
}
