import type { Tx } from "@/db/transaction";
import { outlookOf, type LoanOutlook } from "@/lib/core/loan-outlook";
import { replan, whyNotReplan, type ScheduleChange } from "@/lib/core/replan";
import { formatDate, formatMoney, formatPlural, formatRate } from "@/lib/format";
import { notify } from "@/lib/notifications/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { readAccount } from "./account-store";
import { readAddressee } from "./addressee-store";
import { insertScheduleChange } from "./history-store";
import { saveServicing } from "./posting-steps";
import { refuseOwnLoan } from "./replay-steps";
import { refuseUnlessActive } from "./running-loan";
import type { Loan } from "./store";

export type ChangedSchedule = { loanId: number; changeId: number; outlook: LoanOutlook };

/** Changes the schedule of a locked, active loan. Nothing is owed differently on the day, so nothing is posted. */
export async function changeSchedule(
  tx: Tx,
  loan: Loan,
  { change, reason, actorId }: { change: ScheduleChange; reason: string; actorId: number },
): Promise<ChangedSchedule> {
  await refuseOwnLoan(tx, loan, actorId);
  refuseUnlessActive(loan);
  const before = await readAccount(tx, loan);
  const problem = whyNotReplan(before, change);
  if (problem !== null) refuse(problem);
  const after = replan(before, change);
  const changeId = await insertScheduleChange(tx, loan, { change, reason, actorId });
  await saveServicing(tx, loan.id, { before, after });
  const outlook = outlookOf(after, change.on);
  await tellChanged(tx, loan, { change, outlook });
  return { loanId: loan.id, changeId, outlook };
}

async function tellChanged(tx: Tx, loan: Loan, { change, outlook }: { change: ScheduleChange; outlook: LoanOutlook }): Promise<void> {
  const { next, lastDueOn } = outlook;
  if (next === null || lastDueOn === null) return;
  const { recipient, productName } = await readAddressee(tx, loan);
  const params = {
    productName,
    loanId: loan.id,
    what: changeInWords(change, loan),
    nextAmount: formatMoney(next.amount, moneyFormat),
    nextDueDate: formatDate(next.dueOn),
    lastDueDate: formatDate(lastDueOn),
  };
  await notify(tx, { kind: "schedule_changed", recipient, params });
}

function changeInWords(change: ScheduleChange, { method }: Loan): string {
  if (change.kind === "holiday") {
    const putOff = `Your next ${formatPlural(change.instalments, "instalment")} of this loan ${change.instalments === 1 ? "is" : "are"} put off`;
    if (method === "flat") return putOff;
    return `${putOff}, and ${change.interest === "waived" ? "no interest is taken for that time" : "interest goes on for that time"}`;
  }
  const rate = method === "flat" ? "" : ` at ${formatRate(change.annualRatePpm)} a year`;
  return `What you owe of this loan is spread over ${formatPlural(change.instalmentCount, "instalment")}${rate}`;
}

