import { expect } from "vitest";
import { database } from "@/db/client";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { lateFeeRuleOf } from "@/lib/catalog/terms";
import { closeDay } from "@/lib/closing/operations/close-day";
import type { BusinessDate } from "@/lib/core/business-date";
import { formatDecimal, type Money } from "@/lib/core/money";
import { system, type Actor } from "@/lib/core/permissions";
import type { LoanAccount } from "@/lib/core/repayment";
import { replay } from "@/lib/core/replay";
import { invest } from "@/lib/deposits/operations/invest";
import { hireAdmin } from "@/lib/identity/testing";
import { loanTerms, readAccount } from "@/lib/loans/account-store";
import { readHistory } from "@/lib/loans/history-store";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { readLoan, type Loan } from "@/lib/loans/store";
import { readBusinessDate } from "@/lib/platform/clock";
import { checkInvariants } from "@/lib/reports/invariants";
import { install } from "@/scripts/story/install";
import { fillInDetails, registerPerson } from "@/scripts/story/people";

/* What integration tests of running loans begin with: a bank, a loan, and days that pass. */

const password = "correct horse 1";

const product = {
  ...{ description: "Test product", amountMin: 100_00n, amountMax: 1_000_000_00n, ratePpm: 120_000, instalmentsMin: 3, instalmentsMax: 24 },
  ...{ preClosureFeePpm: 20_000, lateFee: 250_00n, lateFeeGraceDays: 3, lateFeeCapPpm: 200_000 },
  ...{ servicingFeePpm: 100_000, fundSharePpm: 50_000, bankSharePpm: 100_000, smallestTile: 10_00n },
};

/** A product like those of the bank below, of another kind. */
export async function addProduct(bankId: number, kind: object): Promise<number> {
  const { productId } = await createProduct.execute(system, { ...product, bankId, name: "Another kind", ...kind });
  return productId;
}

/** A bank on 1 January 2026 with money of its own and of one depositor, and a declining and a flat product at 12 %. */
export async function openServicingBank() {
  await install("2026-01-01", { demo: false });
  const admin = await hireAdmin("officer@example.com");
  const borrower = await registerPerson({ role: "borrower", fullName: "Asha Rao", email: "asha@example.com", password });
  const details = { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "90000", jobTitle: "Engineer", employer: "Works" } as const;
  await fillInDetails(borrower, "Asha Rao", details);
  const depositor = await registerPerson({ role: "depositor", fullName: "Devika", email: "devika@example.com", password });
  const { bankId } = await createBank.execute(system, { name: "Partner", description: "" });
  await invest.execute(depositor, { amount: "100000" });
  await payInCapital.execute(system, { bankId, amount: "50000" });
  const products = { declining: await addProduct(bankId, { name: "Declining", method: "declining" }), flat: await addProduct(bankId, { name: "Flat", method: "flat" }) };
  return { admin, borrower, depositor, bankId, products };
}

/** A loan of 6,000.00 over six months from application to payout, today. Declining: 1,035.29 a month, of the first one 60.00 interest. */
export async function openLoan({ admin, borrower }: { admin: Actor; borrower: Actor }, productId: number): Promise<number> {
  const { loanId } = await applyForLoan.execute(borrower, { productId, amount: "6000", instalments: 6 });
  await approveLoan.execute(admin, { loanId });
  await disburseLoan.execute(admin, { loanId });
  return loanId;
}

/** Ends so many days. */
export async function closeDays(days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) await closeDay.execute(system, { days: 1 });
}

/** The business date. */
export function dateToday(): Promise<BusinessDate> {
  return readBusinessDate(database());
}

/** Minor units as an operation's input writes them. */
export function asText(minor: Money): string {
  return formatDecimal(minor, 2);
}

/** A loan as it is stored. */
export async function loanAndAccount(loanId: number): Promise<{ loan: Loan; account: LoanAccount }> {
  const loan = await readLoan(database(), loanId);
  if (!loan) throw new Error(`there is no loan ${loanId}`);
  return { loan, account: await readAccount(database(), loan) };
}

/** The stored state is the fold over what is stored to have happened: close of business, payments and the core say the same. */
export async function expectReplayed(loanId: number): Promise<void> {
  const { loan, account } = await loanAndAccount(loanId);
  const history = await readHistory(database(), loanId);
  const opening = { terms: loanTerms({ ...loan, ...history.agreed }), lateFee: lateFeeRuleOf(loan), preClosureFeePpm: loan.preClosureFeePpm };
  const replayed = replay(opening, [...history.payments, ...history.changes], await dateToday());
  if (!replayed.ok) throw new Error(`payment ${replayed.paymentId} does not fit`);
  expect(replayed.account).toEqual(account);
  const byId = <Row extends { id: number }>(rows: readonly Row[]) => rows.toSorted((left, right) => left.id - right.id);
  expect(byId(replayed.payments)).toEqual(byId(history.payments.map(({ paid }) => paid)));
}

/** The rules of the books that do not hold. */
export async function brokenRules() {
  return (await checkInvariants(database())).filter((each) => each.problems.length > 0);
}
