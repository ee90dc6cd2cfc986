import type { BusinessDate } from "./business-date";
import { amountOwed, totalOf, unpaidOf, type LoanAccount } from "./loan-account";
import type { Money } from "./money";

/** What is still to come of a loan. Minor units. */
export type LoanOutlook = {
  instalmentsLeft: number;
  /** The first instalment after today that asks for something. */
  next: { dueOn: BusinessDate; amount: Money } | null;
  lastDueOn: BusinessDate | null;
  leftToPay: Money;
};

/** A loan as somebody sees it who asks what comes next. */
export function outlookOf(account: LoanAccount, today: BusinessDate): LoanOutlook {
  const open = account.instalments.filter((each) => totalOf(unpaidOf(each)) > 0n);
  const next = open.find((each) => each.dueOn > today);
  return {
    instalmentsLeft: open.length,
    next: next ? { dueOn: next.dueOn, amount: totalOf(unpaidOf(next)) } : null,
    lastDueOn: open.at(-1)?.dueOn ?? null,
    leftToPay: amountOwed(account),
  };
}
