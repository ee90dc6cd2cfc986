import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import type { Components, PrepaymentChoice } from "@/lib/core/repayment";
import { recordEvents } from "@/lib/webhooks/steps";
import { snapshotOf, type LoanSnapshot } from "./loan-snapshot";

/* What partners are told of loans, as it was when it happened. */

/** What can happen to a loan besides payments; its facts are the loan as it then was. */
export type LoanEventType = "loan.applied" | "loan.approved" | "loan.rejected" | "loan.withdrawn" | "loan.disbursed" | "loan.disbursement_returned" | "loan.closed" | "loan.written_off";

/** The facts of a payment that was posted, did not arrive or was taken back, minor units; the parts are zero when it does not count. */
export type RepaymentFacts = {
  repaymentId: number;
  loanId: number;
  kind: "instalment" | "payoff";
  prepayment: PrepaymentChoice;
  state: keyof typeof eventOfState;
  valueDate: BusinessDate;
  amount: Money;
  principal: Money;
  interest: Money;
  /** Late fees, penalties and the pre-closure fee. */
  fees: Money;
  preClosureFee: Money;
  /** The loan as this payment left it. */
  loan: LoanSnapshot;
};

const eventOfState = {
  posted: "loan.repayment_received",
  bounced: "loan.repayment_bounced",
  reversed: "loan.repayment_reversed",
} as const;

/** Notes what has happened to a locked loan; answers the loan as it is now. */
export async function recordLoanEvents(tx: Tx, loanId: number, types: readonly LoanEventType[]): Promise<LoanSnapshot> {
  const loan = await snapshotOf(tx, loanId);
  await recordEvents(tx, types.map((type) => ({ type, objectType: "loan", objectId: loanId, facts: loan })));
  return loan;
}

/** Notes a payment on a locked loan, and the end of the loan when it was the last one. */
export async function recordRepayment(tx: Tx, repayment: RepaymentFacts): Promise<void> {
  const { loanId, loan, state } = repayment;
  const paid = { type: eventOfState[state], objectType: "loan", objectId: loanId, facts: repayment } as const;
  const closed = { type: "loan.closed", objectType: "loan", objectId: loanId, facts: loan } as const;
  await recordEvents(tx, state === "posted" && loan.state === "closed" ? [paid, closed] : [paid]);
}

/** The facts of a recovery, minor units: where it went, and what is still owed. */
export type RecoveryFacts = {
  recoveryId: number;
  loanId: number;
  amount: Money;
  on: BusinessDate;
  /** When it was taken back; null while it counts. */
  reversedOn: BusinessDate | null;
  toAdvance: Money;
  toFunders: Money;
  toFund: Money;
  toLoss: Money;
  interest: Money;
  fees: Money;
  owed: Money;
  loan: LoanSnapshot;
};

/** Notes money that came in for a written-off loan, which is locked, or that was taken back. */
export async function recordRecoveryEvent(tx: Tx, recovery: RecoveryFacts): Promise<void> {
  const type = recovery.reversedOn === null ? "loan.recovery_received" : "loan.recovery_reversed";
  await recordEvents(tx, [{ type, objectType: "loan", objectId: recovery.loanId, facts: recovery }]);
}

/** The parts of a posted payment, as everybody outside the ledger is told of them. */
export function partsOf({ applied, preClosureFee }: { applied: Components; preClosureFee: Money }) {
  const { principal, interest, fee, penalty } = applied;
  return { principal, interest, fees: fee + penalty + preClosureFee, preClosureFee };
}

/** The parts of a payment that does not count. */
export const paidNothing = { principal: 0n, interest: 0n, fees: 0n, preClosureFee: 0n };
