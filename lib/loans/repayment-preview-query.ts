import { outlookOf, type LoanOutlook } from "@/lib/core/loan-outlook";
import type { Money } from "@/lib/core/money";
import { applyRepayment, type Components, type PrepaymentChoice } from "@/lib/core/repayment";
import { env } from "@/lib/env";
import { defineQuery } from "@/lib/platform/operation";
import { readAccount } from "./account-store";
import { readOwnLoan } from "./own-loan-query";
import { previewRepaymentInput } from "./schemas";

/** What a payment would do. */
export type RepaymentPreview =
  | {
      ok: true;
      amount: Money;
      prepayment: PrepaymentChoice;
      applied: Components;
      before: LoanOutlook;
      after: LoanOutlook;
      /** Interest that need not be paid any more because of this payment. */
      interestSaved: Money;
      paidOff: boolean;
    }
  | {
      ok: false;
      /** More than is owed; or it would close the loan early, which takes the pre-closure fee and its own confirmation. */
      reason: "amount_exceeds_payoff" | "closes_loan";
      /** The payoff today, without the pre-closure fee. */
      payoff: Money;
    };

/** What a payment of an own active loan would do, without doing it: the same function as the payment itself. Null for any other loan. */
export const previewRepayment = defineQuery({
  name: "loans.preview-repayment",
  input: previewRepaymentInput(env.currencyExponent),
  async run({ db, actor, today }, { loanId, amount, prepayment }): Promise<RepaymentPreview | null> {
    const row = await readOwnLoan(db, loanId, actor.id);
    if (row?.loan.state !== "active") return null;
    const { loan } = row;
    const account = await readAccount(db, loan);
    const result = applyRepayment(account, { amount, on: today, prepayment, preClosureFeePpm: loan.preClosureFeePpm });
    if (!result.ok) return { ok: false, reason: result.reason === "closes_loan_early" ? "closes_loan" : "amount_exceeds_payoff", payoff: result.payoff };
    const [before, after] = [outlookOf(account, today), outlookOf(result.account, today)];
    const interestSaved = before.leftToPay - amount - after.leftToPay;
    return { ok: true, amount, prepayment, applied: result.applied, before, after, interestSaved, paidOff: result.paidOff };
  },
});
