import type { BusinessDate } from "./business-date";
import { dueOn, totalOf, unpaidOf } from "./loan-account";
import { minMoney, type Money } from "./money";
import { payoff, type LoanAccount } from "./repayment";

/** What a borrower should pay now, minor units. */
export type AmountToPay =
  /** Instalments are past due; `alsoToday` says that today's is in the amount as well. */
  | { kind: "overdue"; amount: Money; oldestDueOn: BusinessDate; alsoToday: boolean }
  | { kind: "due_today"; amount: Money; dueOn: BusinessDate }
  /** Nothing is due yet: the next instalment, paid early. */
  | { kind: "next"; amount: Money; dueOn: BusinessDate }
  /** Only one payment is left and it is not due: paying it now would close the loan early, for a fee. */
  | { kind: "last_not_due"; amount: Money; dueOn: BusinessDate }
  | { kind: "nothing" };

/**
 * The one payment that 'pay this instalment' makes: everything past due with what is due today, else the next instalment.
 * Never above the payoff, which an early last instalment can be, because its interest has not accrued yet.
 */
export function amountToPay(account: LoanAccount, today: BusinessDate, preClosureFeePpm: number): AmountToPay {
  const due = dueOn(account, today);
  const overdue = totalOf(due.pastDue);
  const dueToday = totalOf(due.dueToday);
  const oldest = account.instalments.find((each) => each.dueOn < today && totalOf(unpaidOf(each)) > 0n);
  if (oldest) return { kind: "overdue", amount: overdue + dueToday, oldestDueOn: oldest.dueOn, alsoToday: dueToday > 0n };
  if (dueToday > 0n) return { kind: "due_today", amount: dueToday, dueOn: today };
  if (due.next === null) return { kind: "nothing" };
  const limit = payoff(account, today).total;
  const asked = totalOf(due.next);
  const closes = asked >= limit && payoff(account, today, preClosureFeePpm).preClosureFee > 0n;
  if (closes) return { kind: "last_not_due", amount: asked, dueOn: due.next.dueOn };
  return { kind: "next", amount: minMoney(asked, limit), dueOn: due.next.dueOn };
}
