import { z } from "zod";
import type { BusinessDate } from "@/lib/core/business-date";
import type { LoanOutlook } from "@/lib/core/loan-outlook";
import { prepaymentChoices, type PrepaymentChoice } from "@/lib/core/prepayment";
import type { Payoff } from "@/lib/core/repayment";
import type { OwnPayment } from "@/lib/loans/own-loan-query";
import type { ReceivedRepayment } from "@/lib/loans/receive-repayment";
import { amountAnswered, amountOf, dateAnswered, idAnswered } from "./fields";

/* Payments, payoffs and what is left to pay in this contract's words. */

export const prepaymentSent = z
  .enum(prepaymentChoices, { error: `Use one of ${prepaymentChoices.join(", ")}.` })
  .optional()
  .meta({ description: "What money above what is due does. By default it shortens the term.", example: "shorter_term" satisfies PrepaymentChoice });

export const repaymentAnswered = z
  .object({
    repayment_id: idAnswered,
    loan_id: idAnswered,
    amount: amountAnswered,
    kind: z.enum(["instalment", "payoff"]),
    prepayment: z.enum(prepaymentChoices),
    state: z.enum(["held", "posted", "bounced", "reversed"]).meta({ description: "A held payment counts once the rail has confirmed it; until then its parts are 0. A reversed one counts no more, and its parts are 0 again." }),
    value_date: dateAnswered,
    principal: amountAnswered,
    interest: amountAnswered,
    fees: amountAnswered.meta({ description: "Late fees, penalties and the pre-closure fee." }),
    pre_closure_fee: amountAnswered,
  })
  .meta({ id: "Repayment" });

type AnsweredPayment = Omit<ReceivedRepayment, "state" | "paidOff" | "owed" | "loan"> & Pick<OwnPayment, "state">;

/** A payment that was just received. */
export function answerOfReceived(repayment: AnsweredPayment): z.input<typeof repaymentAnswered> {
  const { repaymentId, loanId, amount, kind, prepayment, state, valueDate, principal, interest, fees, preClosureFee } = repayment;
  return {
    ...{ repayment_id: repaymentId, loan_id: loanId, amount: amountOf(amount), kind, prepayment, state, value_date: valueDate },
    ...{ principal: amountOf(principal), interest: amountOf(interest), fees: amountOf(fees), pre_closure_fee: amountOf(preClosureFee) },
  };
}

/** A payment of a loan as it was kept. */
export function answerOfPayment(loanId: number, payment: OwnPayment): z.input<typeof repaymentAnswered> {
  const fees = payment.fee + payment.penalty + payment.preClosureFee;
  return answerOfReceived({ ...payment, repaymentId: payment.id, loanId, fees });
}

export const repaymentExample: z.input<typeof repaymentAnswered> = {
  ...{ repayment_id: 88, loan_id: 41, amount: 10746.24, kind: "instalment", prepayment: "shorter_term", state: "posted", value_date: "2026-04-04" },
  ...{ principal: 9396.24, interest: 1350, fees: 0, pre_closure_fee: 0 },
};

export const payoffAnswered = z
  .object({
    on: dateAnswered.meta({ description: "The business date that it holds for." }),
    principal: amountAnswered,
    interest: amountAnswered,
    fees: amountAnswered.meta({ description: "Late fees and penalties not paid yet." }),
    pre_closure_fee: amountAnswered,
    total: amountAnswered.meta({ description: "What closes the loan on that date." }),
  })
  .meta({ id: "Payoff" });

/** What closes a loan on a date. */
export function answerOfPayoff({ principal, interest, fee, penalty, preClosureFee, total }: Payoff, on: BusinessDate): z.input<typeof payoffAnswered> {
  return {
    on,
    ...{ principal: amountOf(principal), interest: amountOf(interest), fees: amountOf(fee + penalty) },
    ...{ pre_closure_fee: amountOf(preClosureFee), total: amountOf(total) },
  };
}

export const payoffExample: z.input<typeof payoffAnswered> = { on: "2026-04-20", principal: 110603.76, interest: 663.62, fees: 0, pre_closure_fee: 2212.08, total: 113479.46 };

export const outlookAnswered = z
  .object({
    instalments_left: z.number().int(),
    next_instalment: z.object({ due_date: dateAnswered, amount: amountAnswered }).nullable(),
    last_due_date: dateAnswered.nullable(),
    left_to_pay: amountAnswered,
  })
  .meta({ id: "LoanOutlook" });

/** What is still to come of a loan. */
export function answerOfOutlook({ instalmentsLeft, next, lastDueOn, leftToPay }: LoanOutlook): z.input<typeof outlookAnswered> {
  return {
    instalments_left: instalmentsLeft,
    next_instalment: next && { due_date: next.dueOn, amount: amountOf(next.amount) },
    last_due_date: lastDueOn,
    left_to_pay: amountOf(leftToPay),
  };
}
