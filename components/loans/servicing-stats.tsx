import { Money } from "@/components/layout/money";
import { Stat, StatRow } from "@/components/layout/stat";
import { sumComponents, totalOf, unpaidOf } from "@/lib/core/loan-account";
import { formatDate, formatPlural } from "@/lib/format";
import type { OwnLoan, Servicing } from "@/lib/loans/own-loan-query";
import { InstalmentBar } from "./loan-cards";
import classes from "./borrower.module.css";

/** What to pay next, how far the loan is, what is left. */
export function ServicingStats({ own, servicing }: { own: OwnLoan; servicing: Servicing }) {
  const { instalments } = servicing.account;
  const left = sumComponents(instalments.map(unpaidOf));
  const paidCount = instalments.filter((each) => totalOf(unpaidOf(each)) === 0n).length;
  const { principal } = own.loan;
  return (
    <div className={classes.stack}>
      <StatRow>
        <NextStat own={own} servicing={servicing} />
        <Stat label="Left to pay" value={<Money minor={totalOf(left)} />} hint={lastWords(servicing)} />
        <Stat label="Principal still owed" value={<Money minor={left.principal} />} hint="Without interest to come" />
        <Stat label="Principal paid back" value={<Money minor={principal - left.principal} />} hint={`${paidCount} of ${formatPlural(instalments.length, "instalment")} paid`} />
      </StatRow>
      <InstalmentBar paid={paidCount} total={instalments.length} label="Instalments paid" />
    </div>
  );
}

function NextStat({ own: { loan }, servicing: { toPay } }: { own: OwnLoan; servicing: Servicing }) {
  if (toPay.kind === "nothing") return <Stat label="To pay" value="Nothing" hint={loan.closedOn === null ? undefined : `Closed on ${formatDate(loan.closedOn)}`} lead />;
  const words = {
    overdue: { label: "To pay now", hint: toPay.kind === "overdue" && toPay.alsoToday ? "Overdue, and due today" : "Overdue" },
    due_today: { label: "To pay now", hint: "Due today" },
    next: { label: "Next instalment", hint: dueWords(toPay) },
    last_not_due: { label: "Last instalment", hint: dueWords(toPay) },
  } satisfies Record<typeof toPay.kind, { label: string; hint: string }>;
  return <Stat {...words[toPay.kind]} value={<Money minor={toPay.amount} />} lead />;
}

function dueWords(toPay: Servicing["toPay"]): string {
  return "dueOn" in toPay ? `Due on ${formatDate(toPay.dueOn)}` : "";
}

function lastWords({ account: { instalments } }: Servicing): string {
  const last = instalments.findLast((each) => totalOf(unpaidOf(each)) > 0n);
  return last ? `Interest included, until ${formatDate(last.dueOn)}` : "Nothing";
}
