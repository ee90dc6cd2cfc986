import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { SimpleTable } from "@/components/tables/simple-table";
import { accounts } from "@/lib/core/chart-of-accounts";
import type { Money as Minor } from "@/lib/core/money";
import { formatDate, formatPlural } from "@/lib/format";
import type { EntryLine, LoanEntry } from "@/lib/loans/loan-file-queries";
import classes from "./admin.module.css";
import { entryKindInWords } from "./loan-words";

/** The loan's journal entries with their postings, newest first. */
export function JournalEntries({ entries }: { entries: readonly LoanEntry[] }) {
  return (
    <SectionCard
      title="Journal entries"
      description="Every figure of this loan comes from these. What is passed on to funders is settled in entries that cover many loans at once, so those are not among them."
      flush={entries.length > 0}
    >
      {entries.length === 0 ? (
        <p className={classes.dim}>None yet: no money has moved for this loan.</p>
      ) : (
        entries.map((entry, place) => <Entry key={entry.id} entry={entry} open={place === 0} />)
      )}
    </SectionCard>
  );
}

function Entry({ entry, open }: { entry: LoanEntry; open: boolean }) {
  const debits = total(entry.lines, (amount) => amount > 0n);
  const credits = total(entry.lines, (amount) => amount < 0n);
  const write = (minor: Minor) => <Money minor={minor} />;
  return (
    <details className={classes.entry} open={open}>
      <summary>
        <ChevronRight size={16} aria-hidden />
        <span className={classes.twoLines}>
          <span>{entryKindInWords(entry.kind)}</span>
          <span>
            {formatDate(entry.businessDate)}, entry {entry.id}, by {entry.actorName ?? "the system"}
            {entry.reversesEntryId !== null && `, reverses entry ${entry.reversesEntryId}`}
          </span>
        </span>
        <span className={classes.small}>{debits === credits ? "balanced at " : "not balanced: "}{write(debits)}</span>
      </summary>
      <div className={classes.entryBody}>
        <SimpleTable
          caption={`Postings of entry ${entry.id}`}
          columns={[{ header: "Account" }, { header: "Debit", align: "end" }, { header: "Credit", align: "end" }]}
          rows={entry.lines.map((line) => ({
            key: `${line.account}${line.amount > 0n ? "debit" : "credit"}`,
            cells: [<AccountName key="account" line={line} />, line.amount > 0n ? write(line.amount) : "", line.amount < 0n ? write(-line.amount) : ""],
          }))}
          footer={[debits === credits ? "Balanced" : "Not balanced", write(debits), write(credits)]}
        />
        <Link href={`/admin/ledger/entries/${entry.id}`} className={classes.link}>
          Open entry {entry.id} in the ledger
        </Link>
      </div>
    </details>
  );
}

function AccountName({ line }: { line: EntryLine }) {
  const { number, label, owner } = accounts[line.account];
  const whose = line.owners > 1 ? `${formatPlural(line.owners, owner)} together` : owner === "installation" || line.ownerId === null ? "" : `${owner} ${line.ownerId}`;
  return (
    <span className={classes.twoLines}>
      <span>
        {number} {label}
      </span>
      {whose !== "" && <span>{whose}</span>}
    </span>
  );
}

function total(lines: readonly EntryLine[], isCounted: (amount: Minor) => boolean): Minor {
  const sum = lines.filter(({ amount }) => isCounted(amount)).reduce((before, { amount }) => before + amount, 0n);
  return sum < 0n ? -sum : sum;
}
