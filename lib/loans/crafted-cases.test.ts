import { afterEach, beforeAll, expect, test } from "vitest";
import type { RowDataPacket } from "mysql2";
import { database } from "@/db/client";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { asText, closeDays, dateToday, openServicingBank } from "@/lib/closing/testing";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { settleDeposit } from "@/lib/deposits/operations/settle-deposit";
import { settleReturns } from "@/lib/funding/operations/settle";
import { getPortfolio } from "@/lib/funding/queries";
import { signUp } from "@/lib/identity/testing";
import { accountBalance } from "@/lib/ledger/queries";
import { findBrokenInvariants } from "@/lib/reports/invariants";
import { fillInDetails } from "@/scripts/story/people";
import { applyForLoan } from "./operations/apply-for-loan";
import { approveLoan } from "./operations/approve-loan";
import { disburseLoan } from "./operations/disburse-loan";
import { payOffLoan } from "./operations/pay-off-loan";
import { recordBackdatedRepayment } from "./operations/record-backdated-repayment";
import { repayLoan } from "./operations/repay-loan";
import { reverseRepayment } from "./operations/reverse-repayment";
import { getPayoffQuote } from "./payoff-quote-query";

/* Small figures, chosen because earlier drafts of the ledger broke on them: each played through the bank's own operations. */

const details = { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "900000", jobTitle: "Engineer", employer: "Works" } as const;
/** 1 % a month, of which a tenth is the fee and of the rest a tenth the fund's: the floors fall on tens. */
const tenths = {
  ...{ description: "Test product", amountMin: 1n, amountMax: 10n ** 9n, ratePpm: 120_000, method: "declining", instalmentsMin: 3, instalmentsMax: 24 },
  ...{ servicingFeePpm: 100_000, fundSharePpm: 100_000, smallestTile: 1n },
} as const;

let bank: Awaited<ReturnType<typeof openServicingBank>>;
let people = 0;

beforeAll(async () => {
  bank = await openServicingBank();
});

afterEach(async () => {
  expect(await findBrokenInvariants(database())).toEqual([]);
});

async function lend(amount: string, terms: Record<string, unknown> = {}, instalments = 3): Promise<{ loanId: number; borrower: Actor }> {
  people += 1;
  const borrower = await signUp("borrower", `crafted${people}@example.com`);
  await fillInDetails(borrower, "Asha Rao", details);
  const { productId } = await createProduct.execute(system, { ...tenths, ...terms, bankId: bank.bankId, name: `Crafted ${people}` });
  const { loanId } = await applyForLoan.execute(borrower, { productId, amount, instalments });
  await approveLoan.execute(bank.admin, { loanId });
  await disburseLoan.execute(bank.admin, { loanId });
  return { loanId, borrower };
}

const pay = ({ loanId, borrower }: { loanId: number; borrower: Actor }, minor: bigint) =>
  repayLoan.execute(borrower, { loanId, amount: asText(minor), prepayment: "next_instalments" });

/** The counters of the loan's round: principal and interest of the funders, the fund, the fee; and the platform's advance. */
async function countersOf(loanId: number) {
  const [[row]] = await database().$client.query<RowDataPacket[]>(
    "SELECT r.cum_principal, r.cum_interest, r.cum_fund, r.margin_cum, r.interest_gross, l.advance FROM funding_rounds r JOIN loans l ON l.id = r.loan_id WHERE l.id = ?",
    [loanId],
  );
  const of = (column: string) => BigInt(row?.[column] ?? -1);
  return { principal: of("cum_principal"), interest: of("cum_interest"), fund: of("cum_fund"), fee: of("margin_cum"), gross: of("interest_gross"), advance: of("advance") };
}

test("two floors: a fee and a fund share of 10 % each, gross interest 9 and then 10, and nothing falls", async () => {
  const loan = await lend("9");
  await closeDays(40);
  await pay(loan, 9n);
  expect(await countersOf(loan.loanId)).toEqual({ principal: 0n, interest: 9n, fund: 0n, fee: 0n, gross: 9n, advance: 0n });
  const [first] = await instalmentsOf(loan.loanId);
  await pay(loan, (first?.principal ?? 0n) + 1n);
  expect(await countersOf(loan.loanId)).toEqual({ principal: first?.principal, interest: 9n, fund: 0n, fee: 1n, gross: 10n, advance: 0n });
});

test("the first of two payments bounces when the fee fell due with the second: the fee goes back, funders keep, the rest is an advance", async () => {
  const loan = await lend("9");
  await closeDays(40);
  const { repaymentId } = await pay(loan, 9n);
  const [first] = await instalmentsOf(loan.loanId);
  await pay(loan, (first?.principal ?? 0n) + 1n);
  const before = await countersOf(loan.loanId);
  expect(before).toMatchObject({ fee: 1n, gross: 10n });
  const cash = await accountBalance(database(), "cash");
  await reverseRepayment.execute(bank.admin, { repaymentId, reason: "It bounced." });
  // Nine units of cash are gone: one was the fee's, eight had been passed on as principal that is owed again.
  expect(await accountBalance(database(), "cash")).toBe(cash - 9n);
  expect(await countersOf(loan.loanId)).toEqual({ ...before, fee: 0n, gross: 9n, advance: 8n });
});

test("money of an earlier day moves units from interest to principal: funders keep the interest, which the platform advances, and get the principal", async () => {
  const loan = await lend("5000", {}, 6);
  const lentOn = await dateToday();
  await closeDays(59);
  await pay(loan, 900_00n);
  const before = await countersOf(loan.loanId);
  await recordBackdatedRepayment.execute(bank.admin, { loanId: loan.loanId, amount: "2000", valueDate: lentOn, prepayment: "shorter_term" });
  const after = await countersOf(loan.loanId);
  expect(after.gross).toBeLessThan(before.gross);
  expect(after.principal).toBeGreaterThan(before.principal);
  expect({ interest: after.interest, fund: after.fund }).toEqual({ interest: before.interest, fund: before.fund });
  expect(after.advance).toBe(before.interest + before.fund - (after.gross - after.fee));
});

test("interest of a grace period that was not asked for at the time is paid in full, and every funder has exactly the principal back", async () => {
  const loan = await lend("777.77", { instalmentsMin: 6, graceInstalments: 3, graceOf: "both", graceInterest: "charged" }, 6);
  await closeDays(130);
  await pay(loan, 123_45n);
  const quote = await getPayoffQuote.execute(loan.borrower, { loanId: loan.loanId, on: await dateToday() });
  await payOffLoan.execute(loan.borrower, { loanId: loan.loanId, amount: asText(quote?.total ?? 0n) });
  await settleReturns.execute(system, {});
  const counters = await countersOf(loan.loanId);
  expect(counters).toMatchObject({ principal: 777_77n, advance: 0n });
  expect(counters.interest + counters.fund + counters.fee).toBe(counters.gross);
  const [tiles] = await database().$client.query<RowDataPacket[]>("SELECT amount, settled_principal FROM tiles WHERE loan_id = ?", [loan.loanId]);
  expect(tiles.map(({ settled_principal: back }) => BigInt(back))).toEqual(tiles.map(({ amount }) => BigInt(amount)));
});

test("a deposit that bounces after it was lent: what waits goes, the rest is due, is not lent again and is covered by what comes back", async () => {
  const late = await signUp("depositor", "late@example.com");
  const { depositId } = await invest.execute(late, { amount: "600" });
  const loan = await lend("900");
  const lent = (await getPortfolio.execute(late, {})).balance.working;
  expect(lent).toBeGreaterThan(0n);
  await settleDeposit.execute(bank.admin, { depositId, outcome: "bounced" });
  expect((await getPortfolio.execute(late, {})).balance).toMatchObject({ waiting: 0n, due: lent, working: lent });

  const next = await lend("300");
  const [[tile]] = await database().$client.query<RowDataPacket[]>("SELECT COUNT(*) AS count FROM tiles WHERE loan_id = ? AND depositor_id = ?", [next.loanId, late.id]);
  expect(Number(tile?.count)).toBe(0);
  await expect(requestWithdrawal.execute(late, { amount: "0.01" })).rejects.toMatchObject({ code: "money_due" });

  const quote = await getPayoffQuote.execute(loan.borrower, { loanId: loan.loanId, on: await dateToday() });
  await payOffLoan.execute(loan.borrower, { loanId: loan.loanId, amount: asText(quote?.total ?? 0n) });
  await settleReturns.execute(system, {});
  expect((await getPortfolio.execute(late, {})).balance).toMatchObject({ waiting: 0n, due: 0n, working: 0n });
});

async function instalmentsOf(loanId: number): Promise<{ principal: bigint; interest: bigint }[]> {
  const [rows] = await database().$client.query<RowDataPacket[]>("SELECT principal, interest FROM instalments WHERE loan_id = ? ORDER BY number", [loanId]);
  return rows.map((row) => ({ principal: BigInt(row.principal), interest: BigInt(row.interest) }));
}
