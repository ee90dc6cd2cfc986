import { z } from "zod";
import type { DepositFacts, WithdrawalFacts } from "@/lib/deposits/transfer-events";
import type { LoanSnapshot } from "@/lib/loans/loan-snapshot";
import type { RecoveryFacts, RepaymentFacts } from "@/lib/loans/loan-events";
import type { TellableEvent } from "@/lib/webhooks/dispatcher";
import { eventTypes } from "@/lib/webhooks/schemas";
import { amountAnswered, amountOf, dateAnswered, idAnswered, instantAnswered, instantOf } from "./fields";
import { answerOfLoan, loanAnswered } from "./loan-answer";
import { answerOfRecovery, recoveryAnswered } from "./recovery-answer";
import { answerOfReceived, repaymentAnswered } from "./repayment-answer";

/* What a webhook tells, in this contract's words. */

const depositTold = z.object({
  deposit_id: idAnswered,
  user_id: idAnswered.meta({ description: "The depositor." }),
  amount: amountAnswered,
  state: z.enum(["held", "confirmed", "bounced"]),
  business_date: dateAnswered,
});

const withdrawalTold = z.object({
  withdrawal_id: idAnswered,
  user_id: idAnswered.meta({ description: "The depositor." }),
  amount: amountAnswered,
  state: z.enum(["requested", "paid", "refused", "bounced"]),
  business_date: dateAnswered,
});

/** The body of every webhook; `data` is the object as it was when it happened. */
export const webhookTold = z
  .object({
    type: z.enum([...eventTypes, "ping"]),
    timestamp: instantAnswered.meta({ description: "When it happened. The header `webhook-timestamp` is when it was sent." }),
    data: z.union([
      z.object({ repayment: repaymentAnswered, loan: loanAnswered }),
      z.object({ recovery: recoveryAnswered, loan: loanAnswered }),
      z.object({ loan: loanAnswered }),
      z.object({ deposit: depositTold }),
      z.object({ withdrawal: withdrawalTold }),
      z.object({ webhook_id: idAnswered }),
    ]),
  })
  .meta({ id: "WebhookEvent" });

type Told = z.input<typeof webhookTold>;

/** The body of an event, as partners are sent it. */
export function webhookPayload(event: TellableEvent): Told {
  return { type: event.type as Told["type"], timestamp: instantOf(event.occurredAt), data: dataOf(event) };
}

// The facts are what the domain that wrote the event had put into them, under the type that it gave.
function dataOf({ type, facts }: TellableEvent): Told["data"] {
  if (type.startsWith("loan.repayment_")) {
    const repayment = facts as RepaymentFacts;
    return { repayment: answerOfReceived(repayment), loan: answerOfLoan(repayment.loan) };
  }
  if (type.startsWith("loan.recovery_")) {
    const recovery = facts as RecoveryFacts;
    return { recovery: answerOfRecovery(recovery), loan: answerOfLoan(recovery.loan) };
  }
  if (type.startsWith("loan.")) return { loan: answerOfLoan(facts as LoanSnapshot) };
  if (type.startsWith("deposit.")) return { deposit: toldDeposit(facts as DepositFacts) };
  if (type.startsWith("withdrawal.")) return { withdrawal: toldWithdrawal(facts as WithdrawalFacts) };
  return { webhook_id: (facts as { endpointId: number }).endpointId };
}

function toldDeposit({ depositId, depositorId, amount, state, on }: DepositFacts): z.input<typeof depositTold> {
  return { deposit_id: depositId, user_id: depositorId, amount: amountOf(amount), state, business_date: on };
}

function toldWithdrawal({ withdrawalId, depositorId, amount, state, on }: WithdrawalFacts): z.input<typeof withdrawalTold> {
  return { withdrawal_id: withdrawalId, user_id: depositorId, amount: amountOf(amount), state, business_date: on };
}
