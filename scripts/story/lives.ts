import { database } from "@/db/client";
import { daysBetween, type BusinessDate } from "@/lib/core/business-date";
import type { Actor } from "@/lib/core/permissions";
import { dueOn, payoff, type LoanAccount } from "@/lib/core/repayment";
import { formatDecimal, type Money } from "@/lib/core/money";
import { env } from "@/lib/env";
import { reviewDocument } from "@/lib/identity/operations/review-document";
import { uploadDocument } from "@/lib/identity/operations/upload-document";
import { readAccount } from "@/lib/loans/account-store";
import { getOwnContract } from "@/lib/loans/contract-queries";
import { acceptContract } from "@/lib/loans/operations/accept-contract";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { payOffLoan } from "@/lib/loans/operations/pay-off-loan";
import { rejectLoan } from "@/lib/loans/operations/reject-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { withdrawApplication } from "@/lib/loans/operations/withdraw-application";
import { readLoan } from "@/lib/loans/store";
import type { LoanStory } from "./cast";

/** A disbursed loan of the story and how far its borrower has come. */
export type RunningLoan = { loanId: number; borrower: Actor; story: LoanStory; nextLookOn: BusinessDate; paid: number; over: boolean };

type Stage = { borrower: Actor; admin: Actor; productId: number };

/** Brings an application as far as its story says; answers the loan when it was paid out. */
export async function beginLoan(story: LoanStory, { borrower, admin, productId }: Stage): Promise<RunningLoan | null> {
  const { loanId, state } = await applyForLoan.execute(borrower, {
    productId,
    amount: story.amount,
    instalments: story.instalments,
    purpose: story.purpose,
  });
  if (story.product === "home") await proveIdentity(borrower, admin, { review: story.outcome !== "pending" });
  switch (story.outcome) {
    case "pending":
      return null;
    case "withdrawn":
      await withdrawApplication.execute(borrower, { loanId });
      return null;
    case "rejected":
      await rejectLoan.execute(admin, { loanId, reason: "The payslips do not match the income stated. Please apply again with current ones." });
      return null;
    case "approved":
    case "disbursed":
      if (state === "pending") await approveLoan.execute(admin, { loanId, note: "" });
      if (story.outcome === "approved") return null;
      await agree(borrower, loanId);
      await disburseLoan.execute(admin, { loanId });
      return { loanId, borrower, story, nextLookOn: "", paid: 0, over: false };
  }
}

/** The borrower reads the contract and accepts it. */
async function agree(borrower: Actor, loanId: number): Promise<void> {
  const contract = await getOwnContract.execute(borrower, { loanId });
  if (contract) await acceptContract.execute(borrower, { loanId, termsHash: contract.termsHash });
}

/** The smallest file that is a PDF by content. */
const emptyPdf = new TextEncoder().encode("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

async function proveIdentity(borrower: Actor, admin: Actor, { review }: { review: boolean }): Promise<void> {
  for (const type of ["govt_id", "address_proof"] as const) {
    const { documentId } = await uploadDocument.execute(borrower, { type, file: { name: `${type}.pdf`, bytes: emptyPdf } });
    if (review) await reviewDocument.execute(admin, { documentId, verdict: "verified" });
  }
}

/** Pays what the borrower's habit says on this day. */
export async function payWhatIsDue(loan: RunningLoan, today: BusinessDate): Promise<void> {
  if (loan.over || today < loan.nextLookOn) return;
  const account = await accountOf(loan.loanId);
  if (!account) {
    loan.over = true;
    return;
  }
  const { pastDue, dueToday, next } = dueOn(account, today);
  const due = totalOf(pastDue) + totalOf(dueToday);
  if (due === 0n) {
    loan.nextLookOn = next?.dueOn ?? today;
    return;
  }
  await actOn(loan, { account, due, today });
}

type Situation = { account: LoanAccount; due: Money; today: BusinessDate };

async function actOn(loan: RunningLoan, { account, due, today }: Situation): Promise<void> {
  const { habit } = loan.story;
  if ((habit.kind === "stops_after" || habit.kind === "given_up") && loan.paid >= habit.instalments) {
    loan.over = true;
    return;
  }
  if (habit.kind === "late" && daysSinceOldest(account, today) < habit.days) return;
  if (habit.kind === "pays_off" && loan.paid === habit.at) {
    const stored = await readLoan(database(), loan.loanId);
    const { total } = payoff(account, today, stored?.preClosureFeePpm ?? 0);
    await payOffLoan.execute(loan.borrower, { loanId: loan.loanId, amount: text(total) });
    loan.over = true;
    return;
  }
  const extra = habit.kind === "prepays" && loan.paid === habit.at ? BigInt(habit.extra) * 10n ** BigInt(env.currencyExponent) : 0n;
  const prepayment = habit.kind === "prepays" ? habit.choice : "next_instalments";
  await repayLoan.execute(loan.borrower, { loanId: loan.loanId, amount: text(due + extra), prepayment });
  loan.paid += 1;
}

function daysSinceOldest(account: LoanAccount, today: BusinessDate): number {
  const oldest = account.instalments.find((each) => each.dueOn <= today && each.principal + each.interest > each.principalPaid + each.interestPaid);
  return oldest ? daysBetween(oldest.dueOn, today) : 0;
}

async function accountOf(loanId: number): Promise<LoanAccount | null> {
  const stored = await readLoan(database(), loanId);
  return stored?.state === "active" ? readAccount(database(), stored) : null;
}

function totalOf({ principal, interest, fee, penalty }: { principal: Money; interest: Money; fee: Money; penalty: Money }): Money {
  return principal + interest + fee + penalty;
}

const text = (minor: Money) => formatDecimal(minor, env.currencyExponent);
