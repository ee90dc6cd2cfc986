import type { Tx } from "@/db/transaction";
import { addDays, type BusinessDate } from "@/lib/core/business-date";
import { advanceAfter } from "@/lib/core/closing-for-good";
import { repaymentEntry } from "@/lib/core/entries";
import { transition } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";
import { ppmOfRate } from "@/lib/core/rate";
import { oldestUnpaidDueOn, type LoanAccount } from "@/lib/core/repayment";
import { isBeforeLastDue, paidInAll } from "@/lib/core/replay";
import { env } from "@/lib/env";
import { advanceRound } from "@/lib/funding/round-steps";
import type { EntryContext } from "@/lib/funding/settlement";
import { postEntry } from "@/lib/ledger/steps";
import { saveInstalments } from "./account-store";
import { setLoan, type Loan } from "./store";

/** By how much an event changed what was paid on a loan. A reversal's amount is negative. */
export type ServicingDifference = {
  before: LoanAccount;
  after: LoanAccount;
  /** Δ of all payments, and of the pre-closure fee in them; minor units. */
  amount: Money;
  preClosureFee: Money;
  /** When the loan was paid in full, and whether early; null while something is owed. */
  closed: { on: BusinessDate; early: boolean } | null;
};

type Booking = { entry: EntryContext; reversesEntryId?: number };

/**
 * Posts the difference that a payment, a reversal or a replay makes to a locked loan, and saves its new state: counters
 * move, one entry is posted. No depositor's row is touched, so it costs the same for ten funders and for ten thousand.
 * What funders keep of a payment that is gone becomes the loan's advance.
 */
export async function postDifference(tx: Tx, loan: Loan, { difference, entry, reversesEntryId }: Booking & { difference: ServicingDifference }): Promise<{ entryId: number; advance: Money }> {
  const { before, after, amount, preClosureFee, closed } = difference;
  const [was, is] = [paidInAll(before), paidInAll(after)];
  const moved = await advanceRound(tx, {
    loanId: loan.id,
    principalEarned: is.principal,
    interestAdded: is.interest - was.interest,
    feePpm: loan.servicingFeePpm,
    fundPpm: loan.fundSharePpm,
    excessBefore: loan.advance + loan.advanceLost,
  });
  const { advance, lost: advanceLost } = advanceAfter({ total: moved.advance, ofPrincipal: moved.counters.cumPrincipal - is.principal }, loan.advanceLost);
  const draft = repaymentEntry({
    loanId: loan.id,
    bankId: loan.bankId,
    amount,
    source: "cash",
    deltas: moved.deltas,
    lossReturned: loan.advanceLost - advanceLost,
    fees: { late_fee_income: is.fee + is.penalty - was.fee - was.penalty, pre_closure_fee_income: preClosureFee },
  });
  const entryId = await postEntry(tx, draft, {
    ...entry,
    loanId: loan.id,
    roundNumber: 1,
    cumPrincipalAfter: moved.counters.cumPrincipal,
    cumInterestAfter: moved.counters.cumInterest,
    reversesEntryId,
  });
  await saveInstalments(tx, loan.id, { before, after });
  await setLoan(tx, loan.id, {
    receivable: loan.receivable - moved.deltas.principal,
    funding: loan.funding - moved.deltas.principal,
    advance,
    advanceLost,
    ...servicingColumns(after),
    ...standingAfter(loan, closed, entry.businessDate),
  });
  return { entryId, advance };
}

/** Saves the servicing state of a locked loan that a change of its schedule made; nothing is posted for it. */
export async function saveServicing(tx: Tx, loanId: number, { before, after }: { before: LoanAccount; after: LoanAccount }): Promise<void> {
  await saveInstalments(tx, loanId, { before, after });
  await setLoan(tx, loanId, servicingColumns(after));
}

/** What the loan's row keeps of its servicing state. */
function servicingColumns(account: LoanAccount): Partial<Loan> {
  return {
    ratePpm: ppmOfRate(account.terms.annualRate),
    instalmentCount: account.terms.instalmentCount,
    graceInstalments: account.terms.grace?.instalments ?? 0,
    instalmentAmount: account.instalmentAmount,
    accruedFrom: account.accruedFrom,
    accruedCarry: account.accruedCarry,
    interestPauses: account.interestPauses ? [...account.interestPauses] : null,
    oldestUnpaidDueOn: oldestUnpaidDueOn(account),
  };
}

/** When a payment pays a loan in full, that and whether it was before the last due date. */
export function closedBy(paidOff: boolean, before: LoanAccount, on: BusinessDate): ServicingDifference["closed"] {
  return paidOff ? { on, early: isBeforeLastDue(before, on) } : null;
}

// A payment may bounce until the window has passed, counted from the day on which it was posted.
function standingAfter(loan: Loan, closed: ServicingDifference["closed"], postedOn: BusinessDate): Partial<Loan> {
  const state = closed ? "closed" : "active";
  return {
    state: state === loan.state ? state : transition(loan.state, state),
    closedOn: closed?.on ?? null,
    closesForGoodOn: closed ? addDays(postedOn, env.reversalWindowDays) : null,
    closeReason: closed ? (closed.early ? "repaid_early" : "repaid") : null,
  };
}
