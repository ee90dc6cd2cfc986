import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import { recordEvents } from "@/lib/webhooks/steps";
import type { DepositState, WithdrawalState } from "./store";

/* What partners are told of depositors' transfers, as it was when it happened. Minor units. */

export type DepositFacts = { depositId: number; depositorId: number; amount: Money; state: DepositState; on: BusinessDate };

export type WithdrawalFacts = { withdrawalId: number; depositorId: number; amount: Money; state: WithdrawalState; on: BusinessDate };

/** Notes the state that a deposit has reached. */
export async function recordDeposit(tx: Tx, facts: DepositFacts): Promise<void> {
  await recordEvents(tx, [{ type: `deposit.${facts.state}`, objectType: "deposit", objectId: facts.depositId, facts }]);
}

/** Notes the state that a withdrawal has reached. */
export async function recordWithdrawal(tx: Tx, facts: WithdrawalFacts): Promise<void> {
  await recordEvents(tx, [{ type: `withdrawal.${facts.state}`, objectType: "withdrawal", objectId: facts.withdrawalId, facts }]);
}
