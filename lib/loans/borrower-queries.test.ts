import { beforeAll, describe, expect, test } from "vitest";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { closeDay } from "@/lib/closing/operations/close-day";
import { defaultCriteria } from "@/lib/core/eligibility";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { hireAdmin } from "@/lib/identity/testing";
import { install } from "@/scripts/story/install";
import { fillInDetails, registerPerson } from "@/scripts/story/people";
import { checkEligibility } from "./eligibility-query";
import { applyForLoan } from "./operations/apply-for-loan";
import { approveLoan } from "./operations/approve-loan";
import { disburseLoan } from "./operations/disburse-loan";
import { payOffLoan } from "./operations/pay-off-loan";
import { repayLoan } from "./operations/repay-loan";
import { getOwnLoan } from "./own-loan-query";
import { listOwnLoans } from "./queries";
import { previewRepayment } from "./repayment-preview-query";

const password = "correct horse 1";
let asha: Actor;
let stranger: Actor;
let productId: number;
let loanId: number;

const own = async () => {
  const loan = await getOwnLoan.execute(asha, { loanId });
  if (!loan) throw new Error("the borrower must see the own loan");
  return loan;
};
const preview = (amount: string, prepayment: string) => previewRepayment.execute(asha, { loanId, amount, prepayment });

beforeAll(async () => {
  await install("2026-01-01", { demo: false });
  asha = await registerPerson({ role: "borrower", fullName: "Asha Rao", email: "asha@example.com", password });
  stranger = await registerPerson({ role: "borrower", fullName: "Ravi", email: "ravi@example.com", password });
  const { bankId } = await createBank.execute(system, { name: "Partner", description: "" });
  ({ productId } = await createProduct.execute(system, {
    ...{ bankId, name: "Personal", description: "Test product", amountMin: 1_000_00n, amountMax: 1_000_000_00n, ratePpm: 120_000 },
    ...{ method: "declining", instalmentsMin: 3, instalmentsMax: 24, originationFeePpm: 10_000, preClosureFeePpm: 20_000 },
    ...{ criteria: defaultCriteria, bankSharePpm: 100_000, smallestTile: 10_00n },
  }));
  await payInCapital.execute(system, { bankId, amount: "5000" });
});

describe("eligibility, asked before applying", () => {
  test("without saved details it asks for them", async () => {
    await expect(checkEligibility.execute(asha, { productId })).rejects.toMatchObject({ code: "details_missing" });
  });

  test("every failed rule comes with what would help, and with the largest amount", async () => {
    const details = { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "90000", jobTitle: "Engineer", employer: "Works", monthlyEmi: "40000" } as const;
    await fillInDetails(asha, "Asha Rao", details);
    const answer = await checkEligibility.execute(asha, { productId, amount: "900000", instalments: 12 });
    expect(answer.eligible).toBe(false);
    expect(answer.reasons.map(({ code }) => code)).toEqual(["existing_emi_too_high", "amount_above_eligible"]);
    expect(answer.reasons.every(({ message, help }) => message !== "" && help !== "")).toBe(true);
    expect(answer.maximumEligible).toBeGreaterThan(0n);
    await fillInDetails(asha, "Asha Rao", { ...details, monthlyEmi: "0" });
  });

  test("it answers what applying then answers, with the full cost, and writes nothing", async () => {
    const answer = await checkEligibility.execute(asha, { productId, amount: "6000", instalments: 6 });
    expect(answer).toMatchObject({ eligible: true, pendingLoanId: null, cost: { instalmentAmount: 1_035_29n, originationFee: 60_00n, firstDueOn: "2026-02-01" } });
    expect((await listOwnLoans.execute(asha, {})).total).toBe(0);
    ({ loanId } = await applyForLoan.execute(asha, { productId, amount: "6000", instalments: 6, purpose: "A bicycle" }));
    expect((await checkEligibility.execute(asha, { productId })).pendingLoanId).toBe(loanId);
  });

  test("a product that is not offered is refused", async () => {
    await expect(checkEligibility.execute(asha, { productId: 999_999 })).rejects.toMatchObject({ code: "product_not_available" });
  });
});

describe("an own loan", () => {
  test("an application shows the schedule as if it were paid out today, and nothing to pay", async () => {
    const { loan, servicing, agreed, funding } = await own();
    expect(loan).toMatchObject({ state: "pending", principal: 6_000_00n, purpose: "A bicycle" });
    expect(servicing).toBeNull();
    expect(funding).toBeNull();
    expect(agreed.schedule).toHaveLength(6);
  });

  test("a stranger finds neither the loan nor its preview, and a depositor may not ask", async () => {
    const depositor = await registerPerson({ role: "depositor", fullName: "One", email: "one@example.com", password });
    await invest.execute(depositor, { amount: "10000" });
    expect(await getOwnLoan.execute(stranger, { loanId })).toBeNull();
    expect(await previewRepayment.execute(stranger, { loanId, amount: "10" })).toBeNull();
    expect((await listOwnLoans.execute(stranger, {})).rows).toEqual([]);
    await expect(getOwnLoan.execute(depositor, { loanId })).rejects.toMatchObject({ code: "permission_denied" });
  });

  test("paid out, it says what is next, what closes it, and how many fund it, without what is between bank and depositors", async () => {
    const admin = await hireAdmin("officer@example.com");
    await approveLoan.execute(admin, { loanId });
    await disburseLoan.execute(admin, { loanId });
    const { servicing, funding, loan } = await own();
    expect(servicing?.toPay).toEqual({ kind: "next", amount: 1_035_29n, dueOn: "2026-02-01" });
    expect(servicing?.payoff).toMatchObject({ principal: 6_000_00n, interest: 0n, preClosureFee: 120_00n, total: 6_120_00n });
    expect(funding).toMatchObject({ depositorCount: 1, depositorTotal: 5_400_00n, bankTile: 600_00n });
    expect(Object.keys(loan)).not.toContain("servicingFeePpm");
    const { rows } = await listOwnLoans.execute(asha, { state: "live" });
    expect(rows).toMatchObject([{ id: loanId, progress: { instalmentsPaid: 0, instalmentsTotal: 6, overdue: 0n, next: { dueOn: "2026-02-01", amount: 1_035_29n }, daysPastDue: 0 } }]);
  });

  test("a preview says what the payment then does, and does nothing itself", async () => {
    const before = await own();
    const seen = await preview("2000", "lower_instalment");
    expect(seen).toMatchObject({ ok: true, applied: { principal: 2_000_00n, interest: 0n }, before: { instalmentsLeft: 6 }, after: { instalmentsLeft: 6 } });
    expect((await own()).servicing).toEqual(before.servicing);
    const sooner = await preview("2000", "shorter_term");
    expect(sooner).toMatchObject({ ok: true, after: { next: { amount: 1_035_29n } } });
    if (!seen?.ok || !sooner?.ok) throw new Error("both are possible");
    expect(sooner.after.instalmentsLeft).toBeLessThan(6);
    expect(sooner.interestSaved).toBeGreaterThan(seen.interestSaved);
  });

  test("a preview of more than is owed, or of all of it before it is due, says so", async () => {
    expect(await preview("6000.01", "shorter_term")).toEqual({ ok: false, reason: "amount_exceeds_payoff", payoff: 6_000_00n });
    expect(await preview("6000", "shorter_term")).toEqual({ ok: false, reason: "closes_loan", payoff: 6_000_00n });
  });

  test("past its due date an instalment is overdue, and paying what is asked makes the loan current again", async () => {
    await closeDay.execute(system, { days: 31 });
    expect((await own()).servicing?.toPay).toEqual({ kind: "due_today", amount: 1_035_29n, dueOn: "2026-02-01" });
    await closeDay.execute(system, { days: 2 });
    const { servicing } = await own();
    expect(servicing).toMatchObject({ daysPastDue: 2, toPay: { kind: "overdue", amount: 1_035_29n, oldestDueOn: "2026-02-01", alsoToday: false } });
    expect((await listOwnLoans.execute(asha, {})).rows[0]?.progress).toMatchObject({ overdue: 1_035_29n, daysPastDue: 2, next: { dueOn: "2026-03-01" } });
    await repayLoan.execute(asha, { loanId, amount: "1035.29", prepayment: "next_instalments" });
    const after = await own();
    expect(after.servicing).toMatchObject({ daysPastDue: 0, toPay: { kind: "next", dueOn: "2026-03-01" } });
    expect(after.payments).toMatchObject([{ amount: 1_035_29n, principal: 975_29n, interest: 60_00n, state: "posted" }]);
  });

  test("the payoff that was shown closes the loan, and nothing is left to pay", async () => {
    const { servicing } = await own();
    const total = String(servicing?.payoff.total ?? 0n);
    await payOffLoan.execute(asha, { loanId, amount: `${total.slice(0, -2)}.${total.slice(-2)}` });
    const closed = await own();
    expect(closed.loan.state).toBe("closed");
    expect(closed.servicing).toMatchObject({ toPay: { kind: "nothing" }, daysPastDue: 0, payoff: { total: 0n } });
    expect((await listOwnLoans.execute(asha, { state: "closed" })).rows).toMatchObject([{ id: loanId, progress: null }]);
  });
});
