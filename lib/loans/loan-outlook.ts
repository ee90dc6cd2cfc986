import type { BusinessDate } from "@/lib/core/business-date";
import { totalOf, unpaidOf } from "@/lib/core/loan-account";
import type { Money } from "@/lib/core/money";
import { amountOwed, type LoanAccount } from "@/lib/core/repayment";

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
