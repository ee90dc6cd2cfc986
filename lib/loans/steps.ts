import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { repaymentEntry } from "@/lib/core/entries";
import { transition } from "@/lib/core/loan";
import { sumMoney, type Money } from "@/lib/core/money";
import {
  applyRepayment,
  oldestUnpaidDueOn,
  payOff,
  type Components,
  type LoanAccount,
  type PrepaymentChoice,
} from "@/lib/core/repayment";
import { readProduct } from "@/lib/catalog/steps";
import { formatMoney } from "@/lib/format";
import { advanceRound } from "@/lib/funding/round-steps";
import type { EntryContext } from "@/lib/funding/settlement";
import { recipientOf } from "@/lib/identity/steps";
import { postEntry } from "@/lib/ledger/steps";
import { notify } from "@/lib/notifications/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { readAccount, saveInstalments } from "./account-store";
import { setLoan, type Loan } from "./store";

/** A payment that has arrived, to be applied to a locked loan. */
export type ArrivedPayment = { kind: "instalment" | "payoff"; amount: Money; prepayment: PrepaymentChoice; on: BusinessDate };

/** What was posted for it. */
export type PostedPayment = { entryId: number; applied: Components; preClosureFee: Money; paidOff: boolean };

type Servicing = { account: LoanAccount; applied: Components; preClosureFee: Money; paidOff: boolean };

/**
 * Applies a payment to a locked, active loan: the waterfall decides, the loan's counters move, one entry is posted.
 * No depositor's row is touched, so it costs the same for ten funders and for ten thousand.
 */
export async function postRepayment(tx: Tx, loan: Loan, { payment, entry }: { payment: ArrivedPayment; entry: EntryContext }): Promise<PostedPayment> {
  if (loan.state !== "active") refuse("loan_not_active");
  const before = await readAccount(tx, loan);
  const servicing = service(before, loan, payment);
  const { applied, preClosureFee, paidOff } = servicing;

  const moved = await advanceRound(tx, {
    loanId: loan.id,
    principalEarned: sumMoney(servicing.account.instalments.map((row) => row.principalPaid)),
    interestAdded: applied.interest,
    feePpm: loan.servicingFeePpm,
    fundPpm: loan.fundSharePpm,
    advanceBefore: loan.advance,
  });
  const draft = repaymentEntry({
    loanId: loan.id,
    bankId: loan.bankId,
    amount: payment.amount,
    source: "cash",
    deltas: moved.deltas,
    fees: { late_fee_income: applied.fee + applied.penalty, pre_closure_fee_income: preClosureFee },
  });
  const entryId = await postEntry(tx, draft, {
    ...entry,
    loanId: loan.id,
    roundNumber: 1,
    cumPrincipalAfter: moved.counters.cumPrincipal,
    cumInterestAfter: moved.counters.cumInterest,
  });
  await saveInstalments(tx, loan.id, { before, after: servicing.account });
  await setLoan(tx, loan.id, {
    receivable: loan.receivable - moved.deltas.principal,
    funding: loan.funding - moved.deltas.principal,
    advance: moved.advance,
    instalmentAmount: servicing.account.instalmentAmount,
    accruedFrom: servicing.account.accruedFrom,
    accruedCarry: servicing.account.accruedCarry,
    oldestUnpaidDueOn: oldestUnpaidDueOn(servicing.account),
    ...(paidOff ? { state: transition(loan.state, "closed"), closedOn: payment.on, closeReason: closeReasonOf(payment, before) } : {}),
  });
  await tellBorrower(tx, loan, { kind: paidOff ? "loan_closed" : "repayment_received", amount: payment.amount });
  return { entryId, applied, preClosureFee, paidOff };
}

function service(account: LoanAccount, loan: Loan, { kind, amount, prepayment, on }: ArrivedPayment): Servicing {
  if (kind === "payoff") {
    const closing = payOff(account, on, loan.preClosureFeePpm);
    const total = amountOf(closing.applied) + closing.preClosureFee;
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

function amountOf({ principal, interest, fee, penalty }: Components): Money {
  return principal + interest + fee + penalty;
}

function closeReasonOf(payment: ArrivedPayment, before: LoanAccount): string {
  const lastDueOn = before.instalments.at(-1)?.dueOn ?? payment.on;
  return payment.on < lastDueOn ? "repaid_early" : "repaid";
}

type BorrowerNotice = "application_received" | "application_withdrawn" | "loan_approved" | "repayment_received" | "repayment_bounced" | "loan_closed";

/** A line to the borrower about a loan. */
export async function tellBorrower(
  tx: Tx,
  loan: Pick<Loan, "id" | "borrowerId" | "productId">,
  { kind, amount }: { kind: BorrowerNotice; amount: Money },
): Promise<void> {
  const recipient = await recipientOf(tx, loan.borrowerId);
  const product = await readProduct(tx, loan.productId);
  await notify(tx, { kind, recipient, params: { productName: product.name, loanId: loan.id, amount: formatMoney(amount, moneyFormat) } });
}
