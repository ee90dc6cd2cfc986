import Link from "next/link";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { SimpleTable } from "@/components/tables/simple-table";
import { accounts } from "@/lib/core/chart-of-accounts";
import type { Money as Minor } from "@/lib/core/money";
import { formatDate } from "@/lib/format";
import type { TrialBalance, TrialBalanceLine } from "@/lib/reports/ledger-trial-balance";
import classes from "./admin.module.css";

/** Every account of the chart with its balance; the debits are the credits. */
export function TrialBalanceCard({ balance }: { balance: TrialBalance }) {
  const { rolledUpTo, lines, debits, credits } = balance;
  const closed = rolledUpTo === null ? "No day is rolled up yet." : `“Closed days” are rolled up to ${formatDate(rolledUpTo)}.`;
  return (
    <SectionCard
      title="Trial balance"
      description={`Everything that was ever posted, account by account. ${closed} Where a balance must never fall below zero it is stored with its owner instead.`}
      flush
    >
      <SimpleTable
        caption="Trial balance"
        columns={[
          { header: "Account", wrap: true },
          { header: "Debit", align: "end" },
          { header: "Credit", align: "end" },
          { header: "Closed days", align: "end" },
          { header: "Since then", align: "end" },
        ]}
        rows={lines.map((line) => ({ key: line.account, cells: cellsOf(line) }))}
        footer={[debits === credits ? "Balanced" : "Not balanced", <Money key="debits" minor={debits} />, <Money key="credits" minor={credits} />, "", ""]}
      />
    </SectionCard>
  );
}

function cellsOf({ account, parts, debit, credit }: TrialBalanceLine) {
  const { number, label, kind } = accounts[account];
  const name = (
    <span className={classes.twoLines}>
      <Link href={`/admin/ledger/accounts/${account}`} className={classes.link}>
        {number} {label}
      </Link>
      <span>{kind}</span>
    </span>
  );
  return [name, debit > 0n && <Money key="debit" minor={debit} />, credit > 0n && <Money key="credit" minor={credit} />, parts && writeSided(parts.rolledUp), parts && writeSided(parts.since)];
}

/** Beside the sum of a side, a part says which side it is on. */
function writeSided(amount: Minor) {
  if (amount === 0n) return <span className={classes.dim}>–</span>;
  return (
    <>
      <Money minor={amount < 0n ? -amount : amount} /> <span className={classes.dim}>{amount > 0n ? "Dr" : "Cr"}</span>
    </>
  );
}
