import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { totalOf } from "@/lib/core/loan-account";
import type { Money } from "@/lib/core/money";
import { amountOwed, applyRepayment, payOff, type Components, type LoanAccount, type PrepaymentChoice } from "@/lib/core/repayment";
import { formatMoney } from "@/lib/format";
import type { EntryContext } from "@/lib/funding/settlement";
import { notify } from "@/lib/notifications/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { readAccount } from "./account-store";
import { readAddressee } from "./addressee-store";
import { closedBy, postDifference } from "./posting-steps";
import { refuseUnlessActive } from "./running-loan";
import type { Loan } from "./store";

/** A payment that has arrived, to be applied to a locked loan. */
export type ArrivedPayment = { kind: "instalment" | "payoff"; amount: Money; prepayment: PrepaymentChoice; on: BusinessDate };

/** What was posted for it, and what is left of the schedule since. */
export type PostedPayment = { entryId: number; applied: Components; preClosureFee: Money; paidOff: boolean; owed: Money };

type Servicing = { account: LoanAccount; applied: Components; preClosureFee: Money; paidOff: boolean };

/**
 * Applies a payment to a locked, active loan: the waterfall decides, the difference is posted.
 */
export async function postRepayment(tx: Tx, loan: Loan, { payment, entry }: { payment: ArrivedPayment; entry: EntryContext }): Promise<PostedPayment> {
  refuseUnlessActive(loan);
  const before = await readAccount(tx, loan);
  const servicing = service(before, loan, payment);
  const { applied, preClosureFee, paidOff } = servicing;

  const difference = { before, after: servicing.account, amount: payment.amount, preClosureFee, closed: closedBy(paidOff, before, payment.on) };
  const { entryId } = await postDifference(tx, loan, { difference, entry });
  await tellBorrower(tx, loan, { kind: paidOff ? "loan_closed" : "repayment_received", amount: payment.amount });
  return { entryId, applied, preClosureFee, paidOff, owed: amountOwed(servicing.account) };
}

function service(account: LoanAccount, loan: Loan, { kind, amount, prepayment, on }: ArrivedPayment): Servicing {
  if (kind === "payoff") {
    const closing = payOff(account, on, loan.preClosureFeePpm);
    const total = totalOf(closing.applied) + closing.preClosureFee;
    if (total !== amount) refuse("payoff_changed", { message: `The payoff today is ${formatMoney(total, moneyFormat)}. Please confirm this amount.` });
    return closing;
  }
  const result = applyRepayment(account, { amount, on, prepayment, preClosureFeePpm: loan.preClosureFeePpm });
  // Whoever pays everything at once before it is due closes the loan early, whatever the payment is called.
  if (!result.ok && result.reason === "closes_loan_early") refuse("repayment_closes_loan");
  if (!result.ok) {
    refuse("repayment_exceeds_payoff", { fields: { amount: `Pay at most ${formatMoney(result.payoff, moneyFormat)}: more is not owed.` } });
  }
  return { ...result, preClosureFee: 0n };
}

type PlainNotice = "application_received" | "application_withdrawn" | "approval_expired" | "loan_approved" | "repayment_received" | "repayment_bounced" | "loan_closed";

type BorrowerNotice = { amount: Money } & ({ kind: PlainNotice } | { kind: "repayment_reversed"; paidOn: string; reason: string });

/** A line to the borrower about a loan. */
export async function tellBorrower(tx: Tx, loan: Pick<Loan, "id" | "borrowerId" | "productId">, notice: BorrowerNotice): Promise<void> {
  const { recipient, productName } = await readAddressee(tx, loan);
  const about = { productName, loanId: loan.id, amount: formatMoney(notice.amount, moneyFormat) };
  if (notice.kind !== "repayment_reversed") return notify(tx, { kind: notice.kind, recipient, params: about });
  return notify(tx, { kind: notice.kind, recipient, params: { ...about, paidOn: notice.paidOn, reason: notice.reason } });
}
