import type { Tx } from "@/db/transaction";
import { addDays, type BusinessDate } from "@/lib/core/business-date";
import { totalOf } from "@/lib/core/loan-account";
import type { Money } from "@/lib/core/money";
import { payoff, type LoanAccount } from "@/lib/core/repayment";
import type { Owed } from "@/lib/core/write-off";
import { env } from "@/lib/env";
import { formatMoney } from "@/lib/format";
import { notify } from "@/lib/notifications/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { readAddressee } from "./addressee-store";
import type { Loan } from "./store";
import { readWriteOff, type StoredWriteOff } from "./write-off-store";

/** Everything a borrower owes on a date, without a pre-closure fee; minor units. */
export function owedOn(account: LoanAccount, today: BusinessDate): Owed & { total: Money } {
  const { principal, interest, fee, penalty } = payoff(account, today);
  return { principal, interest, fees: fee + penalty, total: totalOf({ principal, interest, fee, penalty }) };
}

/** From when on a loan may be closed for good whose last payment or recovery is of today. */
export function closingDay(today: BusinessDate): BusinessDate {
  return addDays(today, env.reversalWindowDays);
}

/** The write-off of a locked loan; refuses `loan_not_written_off`. */
export async function writeOffOf(tx: Tx, loan: Loan): Promise<StoredWriteOff> {
  return (await readWriteOff(tx, loan.id)) ?? refuse("loan_not_written_off");
}

type DebtNotice = { owed: Money } & (
  | { kind: "loan_written_off" }
  | { kind: "recovery_recorded"; amount: Money }
  | { kind: "debt_raised"; amount: Money; paidOn: string; reason: string }
);

/** A line to the borrower about a loan that was given up: what is owed, what came in, or what came back and is owed again. */
export async function tellAboutDebt(tx: Tx, loan: Loan, notice: DebtNotice): Promise<void> {
  const { recipient, productName } = await readAddressee(tx, loan);
  const about = { productName, loanId: loan.id, owed: formatMoney(notice.owed, moneyFormat) };
  if (notice.kind === "loan_written_off") return notify(tx, { kind: notice.kind, recipient, params: about });
  const amount = formatMoney(notice.amount, moneyFormat);
  if (notice.kind === "recovery_recorded") return notify(tx, { kind: notice.kind, recipient, params: { ...about, amount } });
  return notify(tx, { kind: notice.kind, recipient, params: { ...about, amount, paidOn: notice.paidOn, reason: notice.reason } });
}
