import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { SimpleTable } from "@/components/tables/simple-table";
import type { Money as Minor } from "@/lib/core/money";
import { formatDate } from "@/lib/format";
import type { Collection } from "@/lib/loans/collection-queries";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./admin.module.css";
import { ReverseRecovery } from "./reverse-recovery";
import { EndCollection, RecordRecovery } from "./write-off-forms";

type CollectionCardProps = {
  loanId: number;
  collection: Collection;
  record: ServerAction<{ owed: Minor }>;
  reverse: ServerAction<{ owed: Minor }>;
  end: ServerAction<{ state: "asked" | "ended" }>;
};

/** A written-off loan: what was lost, what came back, and the ways to go on. */
export function CollectionCard({ loanId, collection, record, reverse, end }: CollectionCardProps) {
  const { outstanding, fundCover, fundersShort, fundShort, advance, advanced, owed, recovered, ending } = collection;
  const mayRecord = owed.total > 0n;
  const mayEnd = !collection.closedForGood && (ending.state === "open" || (ending.state === "asked" && !ending.byMe));
  return (
    <SectionCard
      title="Collection"
      description={`Written off on ${formatDate(collection.writtenOffOn)}: ${collection.reason}`}
      action={
        <div className={classes.rowEnd}>
          {mayEnd && <EndCollection loanId={loanId} collection={collection} end={end} />}
          {mayRecord && <RecordRecovery loanId={loanId} collection={collection} record={record} />}
        </div>
      }
    >
      <div className={classes.stack}>
        <KeyValues
          entries={[
            { label: "Was owed to the funders", value: <Money minor={outstanding} /> },
            { label: "Paid by the provision fund", hint: fundShort > 0n && !collection.closedForGood ? "comes back after the funders" : undefined, value: <Money minor={fundCover} /> },
            { label: "Recovered so far", value: <Money minor={recovered} /> },
            { label: "The funders are short of", hint: fundersShort > 0n && collection.closedForGood ? "final" : undefined, value: <Money minor={fundersShort} />, strong: true },
            ...(advance > 0n ? [{ label: "The platform lost", hint: "passed on from payments that were reversed", value: <Money minor={advance} /> }] : []),
            ...(advanced > 0n ? [{ label: "The platform bears", hint: "of recoveries that were taken back; the next ones return it first", value: <Money minor={advanced} /> }] : []),
            { label: "The borrower still owes", hint: "no interest and no fee is added to it", value: <Money minor={owed.total} /> },
          ]}
        />
        <p className={classes.dim}>{standingInWords(collection)}</p>
        <Recoveries collection={collection} reverse={reverse} />
      </div>
    </SectionCard>
  );
}

function standingInWords({ ending, closedForGood, closesForGoodOn, fundersWholeOn }: Collection): string {
  if (closedForGood) return "Closed for good: every tile has its last unit. Money that still comes in goes to the provision fund.";
  if (ending.state === "ended") return `Collection ended on ${formatDate(ending.on)}. The loan is closed for good at the next close of business.`;
  if (ending.state === "asked") {
    const who = ending.byMe ? "You" : (ending.by ?? "A colleague");
    return `${who} asked for the end of collection on ${formatDate(ending.on)}. ${ending.byMe ? "Another member of staff must confirm it." : "You can confirm it."}`;
  }
  if (fundersWholeOn !== null && closesForGoodOn !== null) return `The funders are whole since ${formatDate(fundersWholeOn)}. The loan is closed for good on ${formatDate(closesForGoodOn)}.`;
  return "Collection goes on until the funders are whole, or until two members of staff end it.";
}

function Recoveries({ collection: { recoveries, owed }, reverse }: Pick<CollectionCardProps, "collection" | "reverse">) {
  if (recoveries.length === 0) return <p className={classes.dim}>Nothing has come back yet.</p>;
  return (
    <SimpleTable
      caption="Recoveries"
      maxHeight={360}
      columns={[
        { header: "Date", wrap: true },
        { header: "Amount", align: "end" },
        { header: "To funders", align: "end" },
        { header: "To the fund", align: "end" },
        { header: "To the platform", align: "end" },
        { header: "Interest", align: "end" },
        { header: "Fees", align: "end" },
        { header: "Actions", align: "end" },
      ]}
      rows={recoveries.map((recovery) => ({ key: recovery.id, muted: recovery.reversed !== null, cells: cellsOf(recovery, { owed: owed.total, reverse }) }))}
    />
  );
}

function cellsOf(recovery: Collection["recoveries"][number], { owed, reverse }: { owed: Minor; reverse: CollectionCardProps["reverse"] }) {
  const { id, amount, on, note, reversed } = recovery;
  const parts = [recovery.toFunders, recovery.toFund, recovery.toAdvance + recovery.toLoss, recovery.interest, recovery.fees];
  return [
    <span key="date" className={classes.twoLines}>
      <span>{formatDate(on)}</span>
      {note !== "" && <span>{note}</span>}
      {reversed !== null && <span>{`Taken back on ${formatDate(reversed.on)}: ${reversed.reason}`}</span>}
    </span>,
    reversed === null ? <Money key="amount" minor={amount} /> : <s key="amount"><Money minor={amount} /></s>,
    ...parts.map((minor, index) => (minor === 0n ? "–" : <Money key={index} minor={minor} />)),
    reversed === null ? <ReverseRecovery key="reverse" recoveryId={id} amount={amount} fees={recovery.fees} on={on} owed={owed} reverse={reverse} /> : "",
  ];
}
