import type { Tx } from "@/db/transaction";
import type { EntryContext } from "@/lib/funding/settlement";
import { beginTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { insertHeldRepayment, insertPostedRepayment } from "./repayment-store";
import { postRepayment, type ArrivedPayment } from "./steps";
import type { Loan } from "./store";

/** What the borrower is answered; the parts are zero while the rail still holds the money. */
export type ReceivedRepayment = {
  repaymentId: number;
  loanId: number;
  state: "posted" | "held";
  amount: bigint;
  principal: bigint;
  interest: bigint;
  fees: bigint;
  paidOff: boolean;
};

/** Takes a payment over the rail: posts it when it is confirmed, keeps it unposted while it is held. */
export async function receiveRepayment(
  tx: Tx,
  loan: Loan,
  { payment, method, entry }: { payment: ArrivedPayment; method: string; entry: EntryContext },
): Promise<ReceivedRepayment> {
  if (loan.state !== "active") refuse("loan_not_active");
  const { transferId, outcome } = await beginTransfer(tx, "repayment", { direction: "in", method, amountMinor: payment.amount });
  if (outcome === "bounced") refuse("repayment_refused_by_bank");
  const received = { loanId: loan.id, ...payment, valueDate: payment.on, transferId };
  const { amount } = payment;
  if (outcome === "held") {
    const repaymentId = await insertHeldRepayment(tx, received);
    return { repaymentId, loanId: loan.id, state: "held", amount, principal: 0n, interest: 0n, fees: 0n, paidOff: false };
  }
  const posted = await postRepayment(tx, loan, { payment, entry });
  const repaymentId = await insertPostedRepayment(tx, { ...received, ...posted });
  const { applied, preClosureFee, paidOff } = posted;
  const fees = applied.fee + applied.penalty + preClosureFee;
  return { repaymentId, loanId: loan.id, state: "posted", amount, principal: applied.principal, interest: applied.interest, fees, paidOff };
}
