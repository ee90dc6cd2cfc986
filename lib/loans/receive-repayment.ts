import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { amountOwed, type PrepaymentChoice } from "@/lib/core/repayment";
import type { EntryContext } from "@/lib/funding/settlement";
import { beginTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { readAccount } from "./account-store";
import { partsOf, recordRepayment } from "./loan-events";
import { snapshotOf, type LoanSnapshot } from "./loan-snapshot";
import { insertHeldRepayment, insertPostedRepayment } from "./repayment-store";
import { refuseUnlessActive } from "./running-loan";
import { postRepayment, type ArrivedPayment } from "./steps";
import type { Loan } from "./store";

/** What the borrower is answered, minor units; the parts are zero while the rail still holds the money. */
export type ReceivedRepayment = {
  repaymentId: number;
  loanId: number;
  kind: "instalment" | "payoff";
  prepayment: PrepaymentChoice;
  state: "posted" | "held";
  valueDate: BusinessDate;
  amount: bigint;
  principal: bigint;
  interest: bigint;
  /** Late fees, penalties and the pre-closure fee. */
  fees: bigint;
  preClosureFee: bigint;
  paidOff: boolean;
  /** What is left of the schedule, interest to come included. */
  owed: bigint;
  /** The loan as this payment left it. */
  loan: LoanSnapshot;
};

/** Takes a payment over the rail: posts it when it is confirmed, keeps it unposted while it is held. */
export async function receiveRepayment(
  tx: Tx,
  loan: Loan,
  { payment, method, entry }: { payment: ArrivedPayment; method: string; entry: EntryContext },
): Promise<ReceivedRepayment> {
  refuseUnlessActive(loan);
  const { transferId, outcome } = await beginTransfer(tx, "repayment", { direction: "in", method, amountMinor: payment.amount });
  if (outcome === "bounced") refuse("repayment_refused_by_bank");
  const stored = { loanId: loan.id, ...payment, valueDate: payment.on, transferId };
  const { kind, prepayment, amount, on: valueDate } = payment;
  const received = { loanId: loan.id, kind, prepayment, valueDate, amount };
  if (outcome === "held") {
    const repaymentId = await insertHeldRepayment(tx, stored);
    const parts = { principal: 0n, interest: 0n, fees: 0n, preClosureFee: 0n, paidOff: false };
    const owed = amountOwed(await readAccount(tx, loan));
    return { repaymentId, ...received, state: "held", ...parts, owed, loan: await snapshotOf(tx, loan.id) };
  }
  const posted = await postRepayment(tx, loan, { payment, entry });
  const repaymentId = await insertPostedRepayment(tx, { ...stored, ...posted });
  const repayment = { repaymentId, ...received, state: "posted" as const, ...partsOf(posted), loan: await snapshotOf(tx, loan.id) };
  await recordRepayment(tx, repayment);
  return { ...repayment, paidOff: posted.paidOff, owed: posted.owed };
}
