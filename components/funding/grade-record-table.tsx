import { EmptyState } from "@/components/layout/empty-state";
import { Money } from "@/components/layout/money";
import { SimpleTable } from "@/components/tables/simple-table";
import { formatPlural, formatShare } from "@/lib/format";
import type { GradeRecord } from "@/lib/funding/grade-record-store";
import classes from "./funding.module.css";

/** What the loans of each grade have brought their funders and lost them, so far. */
export function GradeRecordTable({ record }: { record: readonly GradeRecord[] }) {
  if (record.length === 0) {
    return (
      <EmptyState title="No loan was paid out yet" compact>
        Once loans run, this shows for each grade what it has brought and what was lost.
      </EmptyState>
    );
  }
  return (
    <SimpleTable
      caption="Interest and losses by grade"
      columns={[
        { header: "Grade" },
        { header: "Lent", align: "end" },
        { header: "Interest so far", align: "end" },
        { header: "Lost so far", align: "end" },
      ]}
      rows={record.map(({ grade, loanCount, lent, interest, lost }) => ({
        key: grade,
        cells: [
          grade,
          <Figure key="lent" minor={lent} below={formatPlural(loanCount, "loan")} />,
          <Figure key="interest" minor={interest} below={formatShare(interest, lent)} />,
          <Figure key="lost" minor={lost} below={formatShare(lost, lent)} />,
        ],
      }))}
    />
  );
}

/** An amount with what it is of what was lent: two lines need no seven columns, which no phone can show. */
function Figure({ minor, below }: { minor: bigint; below: string }) {
  return (
    <span className={classes.twoLines}>
      <Money minor={minor} fraction="auto" />
      <span className={classes.quiet}>{below}</span>
    </span>
  );
}
