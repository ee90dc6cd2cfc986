import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { asText, brokenRules, closeDays, dateToday, expectReplayed, loanAndAccount, openLoan, openServicingBank } from "@/lib/closing/testing";
import { addDays } from "@/lib/core/business-date";
import type { Actor } from "@/lib/core/permissions";
import { dueOn, payoff } from "@/lib/core/repayment";
import { refusalOf } from "@/lib/platform/testing";
import { previewChange } from "./change-preview-query";
import { getCredit, listCredits } from "./credit-queries";
import { grantHoliday } from "./operations/grant-holiday";
import { payOffLoan } from "./operations/pay-off-loan";
import { recordBackdatedRepayment } from "./operations/record-backdated-repayment";
import { repayLoan } from "./operations/repay-loan";
import { restructureLoan } from "./operations/restructure-loan";
import { reverseRepayment } from "./operations/reverse-repayment";
import { getPayoffQuote } from "./payoff-quote-query";

let bank: Awaited<ReturnType<typeof openServicingBank>>;
let admin: Actor;
let borrower: Actor;
const reason = "Lost the job.";

beforeAll(async () => {
  bank = await openServicingBank();
  ({ admin, borrower } = bank);
});

afterEach(async () => expect(await brokenRules()).toEqual([]));

describe("a payment holiday", () => {
  let loanId: number;
  let firstPayment: number;

  test("is what its preview showed, posts nothing, and the borrower is told", async () => {
    loanId = await openLoan(bank, bank.products.declining);
    await closeDays(31);
    ({ repaymentId: firstPayment } = await repayLoan.execute(borrower, { loanId, amount: "1035.29" }));
    await closeDays(10);
    const owed = payoff((await loanAndAccount(loanId)).account, await dateToday()).total;
    const preview = await previewChange.execute(admin, { kind: "holiday", loanId, instalments: 2, interest: "accrues" });
    expect((await loanAndAccount(loanId)).account.instalments).toHaveLength(6);

    const granted = await grantHoliday.execute(admin, { loanId, instalments: 2, interest: "accrues", reason }, { idempotencyKey: "holiday-1" });
    expect(preview).toMatchObject({ ok: true, after: granted.outlook });
    const { account } = await loanAndAccount(loanId);
    expect(preview?.ok && preview.instalments).toEqual(account.instalments);
    expect(payoff(account, await dateToday()).total).toBe(owed);
    expect(dueOn(account, await dateToday()).next).toMatchObject({ number: 4, dueOn: "2026-05-01" });
    const [mails] = await database().$client.query("SELECT body FROM outbox WHERE kind = 'schedule_changed'");
    expect(String((mails as { body: string }[])[0]?.body)).toContain("Your next 2 instalments of this loan are put off, and interest goes on for that time");
    await expectReplayed(loanId);
  });

  test("is granted once for one key, and nobody is late while it lasts", async () => {
    await grantHoliday.execute(admin, { loanId, instalments: 2, interest: "accrues", reason }, { idempotencyKey: "holiday-1" });
    expect((await loanAndAccount(loanId)).account.instalments).toHaveLength(8);
    await closeDays(60);
    const { account, loan } = await loanAndAccount(loanId);
    expect(loan.oldestUnpaidDueOn).toBe("2026-05-01");
    expect(account.instalments.every((each) => each.penalty === 0n)).toBe(true);
    await expectReplayed(loanId);
  });

  test("stands when a payment before it is taken back, and when that is recorded again nothing has changed", async () => {
    await repayLoan.execute(borrower, { loanId, amount: "500", prepayment: "lower_instalment" });
    const before = await loanAndAccount(loanId);
    await reverseRepayment.execute(admin, { repaymentId: firstPayment, reason: "Bounced." });
    expect((await loanAndAccount(loanId)).loan.oldestUnpaidDueOn).toBe("2026-02-01");
    await expectReplayed(loanId);
    await recordBackdatedRepayment.execute(admin, { loanId, amount: "1035.29", valueDate: "2026-02-01" });
    const after = await loanAndAccount(loanId);
    expect(after.account).toEqual(before.account);
    expect(after.loan.advance).toBe(0n);
  });

  test("with interest waived costs nothing, also when the loan is paid in the middle of it", async () => {
    const free = await openLoan(bank, bank.products.declining);
    await grantHoliday.execute(admin, { loanId: free, instalments: 3, interest: "waived", reason });
    await closeDays(40);
    expect(payoff((await loanAndAccount(free)).account, await dateToday()).total).toBe(6_000_00n);
    await repayLoan.execute(borrower, { loanId: free, amount: "1000", prepayment: "shorter_term" });
    await closeDays(80);
    await expectReplayed(free);
    const quote = await getPayoffQuote.execute(borrower, { loanId: free, on: await dateToday() });
    await payOffLoan.execute(borrower, { loanId: free, amount: asText(quote?.total ?? 0n) });
    await expectReplayed(free);
  });
});

describe("a restructure", () => {
  test("changes neither the interest nor the schedule that was agreed, as the credit is listed", async () => {
    const loanId = await openLoan(bank, bank.products.declining);
    const agreed = async () => {
      const { instalments } = await getCredit.execute(borrower, { userId: borrower.id, loanId });
      const credit = (await listCredits.execute(borrower, { userId: borrower.id })).find((each) => each.loanId === loanId);
      return { interest: credit?.interest, lines: instalments.map(({ number, dueOn: on, principal, interest }) => ({ number, on, principal, interest })) };
    };
    const before = await agreed();
    expect(before.lines).toHaveLength(6);
    await restructureLoan.execute(admin, { loanId, instalments: 12, rate: "9.5", reason });
    expect(await agreed()).toEqual(before);
    await grantHoliday.execute(admin, { loanId, instalments: 2, reason });
    expect(await agreed()).toEqual(before);
  });

  test("takes the arrears in, at a new rate, and a later reversal is replayed over it", async () => {
    const loanId = await openLoan(bank, bank.products.declining);
    await closeDays(31);
    const { repaymentId } = await repayLoan.execute(borrower, { loanId, amount: "400" });
    await closeDays(40);
    expect((await loanAndAccount(loanId)).account.instalments[0]?.penalty).toBeGreaterThan(0n);
    const preview = await previewChange.execute(admin, { kind: "restructure", loanId, instalments: 12, rate: "9.5" });
    const changed = await restructureLoan.execute(admin, { loanId, instalments: 12, rate: "9.5", reason });
    expect(preview).toMatchObject({ ok: true, after: changed.outlook });
    const { loan, account } = await loanAndAccount(loanId);
    expect(loan).toMatchObject({ ratePpm: 95_000, instalmentCount: 14 });
    expect(loan.oldestUnpaidDueOn).toBe(account.instalments[2]?.dueOn);
    await expectReplayed(loanId);

    await repayLoan.execute(borrower, { loanId, amount: "300", prepayment: "shorter_term" });
    await reverseRepayment.execute(admin, { repaymentId, reason: "Bounced." });
    expect((await loanAndAccount(loanId)).loan).toMatchObject({ ratePpm: 95_000, instalmentCount: 14 });
    await expectReplayed(loanId);
    await restructureLoan.execute(admin, { loanId, instalments: 3, rate: "0", reason });
    await expectReplayed(loanId);
  });

  test("of a flat loan spreads its parts anew; its rate stays", async () => {
    const loanId = await openLoan(bank, bank.products.flat);
    await closeDays(40);
    expect((await refusalOf(restructureLoan.execute(admin, { loanId, instalments: 8, rate: "10", reason }))).code).toBe("flat_rate_fixed");
    await grantHoliday.execute(admin, { loanId, instalments: 1, reason });
    await restructureLoan.execute(admin, { loanId, instalments: 8, rate: "12", reason });
    await repayLoan.execute(borrower, { loanId, amount: "1000" });
    await expectReplayed(loanId);
  });
});

test("refusals of a change, in order of precedence", async () => {
  const loanId = await openLoan(bank, bank.products.declining);
  const holiday = (change: object) => refusalOf(grantHoliday.execute(admin, { loanId, instalments: 1, reason, ...change }));
  expect((await refusalOf(grantHoliday.execute(borrower, { loanId, instalments: 1, reason }))).code).toBe("permission_denied");
  expect((await holiday({ instalments: 13 })).code).toBe("input_invalid");
  expect((await holiday({ reason: "" })).code).toBe("input_invalid");
  expect((await holiday({ loanId: 999_999 })).code).toBe("not_found");
  await closeDays(200);
  expect((await holiday({})).code).toBe("nothing_to_put_off");
  expect(await previewChange.execute(admin, { kind: "holiday", loanId, instalments: 1 })).toEqual({ ok: false, problem: "nothing_to_put_off" });
  await payOffLoan.execute(borrower, { loanId, amount: asText(payoff((await loanAndAccount(loanId)).account, await dateToday(), 20_000).total) });
  expect((await holiday({})).code).toBe("loan_not_active");
  expect(await previewChange.execute(admin, { kind: "holiday", loanId, instalments: 1 })).toBeNull();
});

describe("a payoff quote", () => {
  test("is honoured to the unit on its day when nothing else happens, late fees of the days between included", async () => {
    const loanId = await openLoan(bank, bank.products.declining);
    await closeDays(20);
    const on = addDays(await dateToday(), 25);
    const quote = await getPayoffQuote.execute(borrower, { loanId, on });
    expect(quote?.penalty).toBeGreaterThan(0n);
    await closeDays(25);
    const closed = await payOffLoan.execute(borrower, { loanId, amount: asText(quote?.total ?? 0n) });
    expect(closed).toMatchObject({ paidOff: true, amount: quote?.total });
  });

  test("is given to the borrower of a running loan only, up to 30 days ahead", async () => {
    const loanId = await openLoan(bank, bank.products.flat);
    const today = await dateToday();
    const ask = (on: string) => getPayoffQuote.execute(borrower, { loanId, on });
    expect((await ask(today))?.total).toBe(payoff((await loanAndAccount(loanId)).account, today, 20_000).total);
    expect((await refusalOf(ask(addDays(today, -1)))).code).toBe("quote_date_out_of_reach");
    expect((await refusalOf(ask(addDays(today, 31)))).code).toBe("quote_date_out_of_reach");
    expect(await getPayoffQuote.execute({ ...borrower, id: bank.depositor.id }, { loanId, on: today })).toBeNull();
  });
});
