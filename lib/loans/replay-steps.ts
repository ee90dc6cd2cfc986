import type { Tx } from "@/db/transaction";
import { lateFeeRuleOf } from "@/lib/catalog/terms";
import type { BusinessDate } from "@/lib/core/business-date";
import { sumMoney, type Money } from "@/lib/core/money";
import { replay, type LoanOpening, type ReplayedPayment, type ServicingEvent } from "@/lib/core/replay";
import { formatDate, formatMoney } from "@/lib/format";
import type { EntryContext } from "@/lib/funding/settlement";
import { personOf } from "@/lib/identity/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { loanTerms, readAccount } from "./account-store";
import { setPaidParts, type LoanHistory } from "./history-store";
import { postDifference } from "./posting-steps";
import type { Loan } from "./store";

/** A payment that staff put in or took out, beside everything else that happened to the loan. */
export type Correction = {
  history: LoanHistory;
  /** The events that count from now on. */
  events: readonly ServicingEvent[];
  /** Δ of all payments, minor units; negative when one is taken out. */
  amount: Money;
  reversesEntryId?: number;
};

export type Corrected = { entryId: number; advance: Money; payments: ReplayedPayment[]; closed: { paymentId: number; feeForgone: Money } | null };

/**
 * Replays a locked loan over corrected events and posts the difference to what stood before, in one entry. Later
 * payments keep their days and pay what was owed on them; what each of them paid is written anew.
 * Refuses when a later payment would be more than was owed on its day.
 */
export async function correctPayments(tx: Tx, loan: Loan, { correction, today, entry }: { correction: Correction; today: BusinessDate; entry: EntryContext }): Promise<Corrected> {
  const { history, events, amount, reversesEntryId } = correction;
  const before = await readAccount(tx, loan);
  const replayed = replay(openingOf(loan, history), events, today);
  if (!replayed.ok) refuseMisfit(replayed, history);
  const { account: after, payments, closed } = replayed;
  const preClosureFee = feesIn(payments) - feesIn(history.payments.map(({ paid }) => paid));
  const { entryId, advance } = await postDifference(tx, loan, { difference: { before, after, amount, preClosureFee, closed }, entry, reversesEntryId });
  const known = new Map(history.payments.map(({ id, paid }) => [id, paid]));
  await setPaidParts(tx, payments.filter((each) => known.has(each.id) && !isSame(each, known.get(each.id))));
  return { entryId, advance, payments, closed };
}

/** A loan from its first day, as it was agreed before staff changed anything. */
function openingOf(loan: Loan, { agreed }: LoanHistory): LoanOpening {
  return { terms: loanTerms({ ...loan, ...agreed }), lateFee: lateFeeRuleOf(loan), preClosureFeePpm: loan.preClosureFeePpm };
}

/** Nobody corrects a loan of their own person. */
export async function refuseOwnLoan(tx: Tx, loan: Loan, actorId: number): Promise<void> {
  if ((await personOf(tx, actorId)) === loan.personId) refuse("own_loan");
}

function refuseMisfit({ paymentId, on, payoff }: { paymentId: number; on: BusinessDate; payoff: Money }, { payments }: LoanHistory): never {
  const most = formatMoney(payoff, moneyFormat);
  if (!payments.some(({ id }) => id === paymentId)) {
    refuse("repayment_exceeds_payoff", { fields: { amount: `Pay at most ${most}: more was not owed on that day.` } });
  }
  refuse("later_payment_exceeds_payoff", {
    message: `With this, the payment of ${formatDate(on)} would be more than the ${most} that was owed on its day. Reverse that payment first.`,
  });
}

function feesIn(payments: readonly ReplayedPayment[]): Money {
  return sumMoney(payments.map(({ preClosureFee }) => preClosureFee));
}

function isSame(left: ReplayedPayment, right: ReplayedPayment | undefined): boolean {
  if (!right) return false;
  const [a, b] = [left.applied, right.applied];
  return a.principal === b.principal && a.interest === b.interest && a.fee === b.fee && a.penalty === b.penalty && left.preClosureFee === right.preClosureFee;
}
