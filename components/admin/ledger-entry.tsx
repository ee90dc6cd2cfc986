import Link from "next/link";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { CardGrid, SectionCard } from "@/components/layout/section-card";
import { SimpleTable } from "@/components/tables/simple-table";
import { accounts } from "@/lib/core/chart-of-accounts";
import { formatDate, formatInstant } from "@/lib/format";
import type { Entry, EntryPosting } from "@/lib/reports/ledger-entry";
import classes from "./admin.module.css";
import { loanNumber } from "./loan-words";

/** An entry with its postings, where it came from, and what it takes back. */
export function EntryView({ entry, timeZone }: { entry: Entry; timeZone: string }) {
  const { lines, lineCount, debits, credits } = entry;
  return (
    <CardGrid layout="main-aside">
      <SectionCard title="Postings" description={lineCount > lines.length ? `${lineCount} in all; the first ${lines.length} are shown.` : undefined} flush>
        <SimpleTable
          caption={`Postings of entry ${entry.id}`}
          columns={[{ header: "Account", wrap: true }, { header: "Debit", align: "end" }, { header: "Credit", align: "end" }]}
          rows={lines.map((line) => ({
            key: line.line,
            cells: [<AccountLink key="account" posting={line} />, line.amount > 0n && <Money key="debit" minor={line.amount} />, line.amount < 0n && <Money key="credit" minor={-line.amount} />],
          }))}
          footer={[debits === credits ? "Balanced" : "Not balanced", <Money key="debits" minor={debits} />, <Money key="credits" minor={credits} />]}
        />
      </SectionCard>
      <SectionCard title="Where it came from">
        <KeyValues
          layout="columns"
          entries={[
            { label: "Business date", value: formatDate(entry.businessDate) },
            { label: "Recorded", value: formatInstant(entry.recordedAt, timeZone) },
            { label: "By", value: entry.actorName ?? "the system" },
            { label: "Operation", value: entry.operation },
            ...(entry.reference === "" ? [] : [{ label: "Reference", value: entry.reference }]),
            ...(entry.loanId === null ? [] : [{ label: "Loan", value: <InnerLink href={`/admin/loans/${entry.loanId}`} text={loanNumber(entry.loanId)} /> }]),
            ...(entry.reversesEntryId === null ? [] : [{ label: "Reverses", value: <EntryLink id={entry.reversesEntryId} /> }]),
            ...(entry.reversedByEntryId === null ? [] : [{ label: "Reversed by", value: <EntryLink id={entry.reversedByEntryId} /> }]),
          ]}
        />
      </SectionCard>
    </CardGrid>
  );
}

function AccountLink({ posting: { account, ownerId } }: { posting: EntryPosting }) {
  const { number, label, owner } = accounts[account];
  const place = `/admin/ledger/accounts/${account}`;
  return (
    <span className={classes.twoLines}>
      <InnerLink href={owner === "installation" ? place : `${place}?owner=${ownerId}`} text={`${number} ${label}`} />
      {owner !== "installation" && (
        <span>
          {owner} {ownerId}
        </span>
      )}
    </span>
  );
}

function EntryLink({ id }: { id: number }) {
  return <InnerLink href={`/admin/ledger/entries/${id}`} text={`entry ${id}`} />;
}

function InnerLink({ href, text }: { href: string; text: string }) {
  return (
    <Link href={href} className={classes.link}>
      {text}
    </Link>
  );
}
