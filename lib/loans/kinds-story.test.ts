import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { addProduct, asText, brokenRules, closeDays, dateToday, expectReplayed, loanAndAccount, openLoan, openServicingBank } from "@/lib/closing/testing";
import { daysBetween } from "@/lib/core/business-date";
import { totalOf } from "@/lib/core/loan-account";
import { dueOn } from "@/lib/core/repayment";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { borrowerNamed } from "./testing";
import { getOwnContract } from "./contract-queries";
import { acceptContract } from "./operations/accept-contract";
import { grantHoliday } from "./operations/grant-holiday";
import { repayLoan } from "./operations/repay-loan";
import { restructureLoan } from "./operations/restructure-loan";
import { reverseRepayment } from "./operations/reverse-repayment";
import { getOwnLoan } from "./own-loan-query";
import { previewRepayment } from "./repayment-preview-query";

/* Loans of 6,000.00 at 12 % over six months, of the kinds whose instalments are not alike, from application to the last payment. */

const kinds = {
  grace: { name: "Interest only at first", method: "declining", graceInstalments: 2 },
  equal: { name: "Equal principal", method: "equal_principal" },
  bullet: { name: "Bullet", method: "bullet" },
  pause: { name: "Nothing at first", method: "equal_principal", graceInstalments: 2, graceOf: "both", graceInterest: "waived" },
} as const;

type Kind = keyof typeof kinds;

let bank: Awaited<ReturnType<typeof openServicingBank>>;
const loans = {} as Record<Kind, number>;
let early: number;

beforeAll(async () => {
  bank = await openServicingBank();
});

afterEach(async () => {
  for (const loanId of Object.values(loans)) await expectReplayed(loanId);
  await finishEndOfDay();
  expect(await brokenRules()).toEqual([]);
});

async function closeUntil(date: string): Promise<void> {
  await closeDays(daysBetween(await dateToday(), date));
}

/** Pays what is due of a loan, past and today; answers what that was. */
async function payDue(kind: Kind) {
  const loanId = loans[kind];
  const { pastDue, dueToday } = dueOn((await loanAndAccount(loanId)).account, await dateToday());
  const { principal, interest, fees } = await repayLoan.execute(bank.borrower, { loanId, amount: asText(totalOf(pastDue) + totalOf(dueToday)) });
  return { principal, interest, fees };
}

/** Pays in advance, exactly as the preview has shown it. */
async function prepay(kind: Kind, amount: string, prepayment: "shorter_term" | "lower_instalment" | "next_instalments") {
  const loanId = loans[kind];
  const preview = await previewRepayment.execute(bank.borrower, { loanId, amount, prepayment });
  const paid = await repayLoan.execute(bank.borrower, { loanId, amount, prepayment });
  if (!preview?.ok) throw new Error("the payment fits");
  expect(paid).toMatchObject({ principal: preview.applied.principal, interest: preview.applied.interest });
  const own = await getOwnLoan.execute(bank.borrower, { loanId });
  expect(own?.servicing?.toPay).toMatchObject({ amount: preview.after.next?.amount });
  return paid;
}

const stagesOf = async (kind: Kind) => (await getOwnLoan.execute(bank.borrower, { loanId: loans[kind] }))?.agreed.stages.map(({ kind: sort, first, highest }) => [sort, first, highest]);

describe("from application to payout", () => {
  test("each kind is applied for, approved, agreed by contract and paid out", async () => {
    for (const [kind, product] of Object.entries(kinds) as [Kind, object][]) {
      const loanId = await openLoan(bank, await addProduct(bank.bankId, product));
      loans[kind] = loanId;
      const contract = await getOwnContract.execute(bank.borrower, { loanId });
      const { account } = await loanAndAccount(loanId);
      expect(contract?.facts.schedule.map(({ total }) => total)).toEqual(account.instalments.map((each) => each.principal + each.interest));
      await acceptContract.execute(bank.borrower, { loanId, termsHash: contract?.termsHash ?? "" });
    }
    expect(await stagesOf("grace")).toEqual([["interest_only", 1, 60_00n], ["level", 3, 1_537_69n]]);
    expect(await stagesOf("equal")).toEqual([["falling", 1, 1_060_00n]]);
    expect(await stagesOf("bullet")).toEqual([["interest_only", 1, 60_00n], ["whole_amount", 6, 6_060_00n]]);
    expect(await stagesOf("pause")).toEqual([["nothing", 1, 0n], ["falling", 3, 1_560_00n]]);
  });
});

describe("paid as agreed, and in advance", () => {
  test("the first instalments are what the schedule says", async () => {
    await closeUntil("2026-02-01");
    expect(await payDue("grace")).toEqual({ principal: 0n, interest: 60_00n, fees: 0n });
    expect(await payDue("equal")).toEqual({ principal: 1_000_00n, interest: 60_00n, fees: 0n });
    expect(await payDue("bullet")).toEqual({ principal: 0n, interest: 60_00n, fees: 0n });
  });

  test("money in advance pays the interest up to the day, then principal: in grace, of equal principal and of a bullet", async () => {
    await closeUntil("2026-02-16");
    // 15 of 28 days of 60.00, of 50.00, of 60.00; none where it is waived.
    const paid = await prepay("grace", "1000", "lower_instalment");
    expect(paid).toMatchObject({ interest: 32_14n, principal: 967_86n });
    early = paid.repaymentId;
    expect(await prepay("equal", "1500", "next_instalments")).toMatchObject({ interest: 26_79n, principal: 1_473_21n });
    expect(await prepay("bullet", "2000", "shorter_term")).toMatchObject({ interest: 32_14n, principal: 1_967_86n });
    expect(await prepay("pause", "600", "shorter_term")).toMatchObject({ interest: 0n, principal: 600_00n });
  });

  test("what falls due next is what is left of it", async () => {
    await closeUntil("2026-03-01");
    // 60.00 for 15 days and 50.32 for 13 of 28, less 32.14.
    expect(await payDue("grace")).toEqual({ principal: 0n, interest: 23_37n, fees: 0n });
    // 60.00 for 15 days and 40.32 for 13, less the same.
    expect(await payDue("bullet")).toEqual({ principal: 0n, interest: 18_72n, fees: 0n });
    // The second instalment of equal principal is paid already, and the third in part.
    const { account } = await loanAndAccount(loans.equal);
    expect(totalOf(dueOn(account, "2026-03-01").dueToday)).toBe(0n);
    expect(account.instalments.map((each) => each.principalPaid > 0n)).toEqual([true, true, true, false, false, false]);
  });
});

describe("taken back and changed", () => {
  test("without the payment in grace the interest of grace was not paid in time: the late fee is charged, at most its cap", async () => {
    await closeUntil("2026-03-10");
    await reverseRepayment.execute(bank.admin, { repaymentId: early, reason: "It bounced." });
    const { account, loan } = await loanAndAccount(loans.grace);
    expect(account.instalments[1]).toMatchObject({ principal: 0n, interest: 60_00n, interestPaid: 23_37n, penalty: 7_32n });
    expect(account.instalmentAmount).toBe(1_537_69n);
    expect(loan.advance).toBeGreaterThan(0n);
    expect(await payDue("grace")).toEqual({ principal: 0n, interest: 36_63n, fees: 7_32n });
  });

  test("a holiday puts off what is to come, and a restructure divides it by the rule of its kind", async () => {
    await grantHoliday.execute(bank.admin, { loanId: loans.equal, instalments: 1, interest: "accrues", reason: "Illness." });
    await restructureLoan.execute(bank.admin, { loanId: loans.bullet, instalments: 5, rate: "12", reason: "More time." });
    const { account } = await loanAndAccount(loans.bullet);
    expect(account.instalments.slice(2).map((each) => each.principal)).toEqual([0n, 0n, 0n, 0n, 4_032_14n]);
  });

  test("a holiday in grace keeps the days without interest where they were, and the rest of the loan follows it", async () => {
    const loanId = await openLoan({ admin: bank.admin, borrower: await borrowerNamed("Meera") }, await addProduct(bank.bankId, kinds.pause));
    await grantHoliday.execute(bank.admin, { loanId, instalments: 1, interest: "accrues", reason: "Illness." });
    const { account, loan } = await loanAndAccount(loanId);
    expect(account.interestPauses).toEqual([{ from: "2026-03-10", to: "2026-05-10" }]);
    expect(account.instalments.map((each) => each.principal)).toEqual([0n, 0n, 0n, 1_500_00n, 1_500_00n, 1_500_00n, 1_500_00n]);
    expect(loan.graceInstalments).toBe(2);
    await expectReplayed(loanId);
  });
});

describe("to the end", () => {
  test("paid on every due date, each loan closes, and the funders have their principal", async () => {
    for (const date of ["2026-04-01", "2026-05-01", "2026-06-01", "2026-07-01", "2026-08-01"]) {
      await closeUntil(date);
      for (const kind of Object.keys(kinds) as Kind[]) {
        const { account } = await loanAndAccount(loans[kind]);
        if (totalOf(dueOn(account, date).dueToday) > 0n) await payDue(kind);
      }
    }
    for (const loanId of Object.values(loans)) {
      expect((await loanAndAccount(loanId)).loan).toMatchObject({ state: "closed", closeReason: "repaid", receivable: 0n, funding: 0n, advance: 0n });
    }
  });
});
