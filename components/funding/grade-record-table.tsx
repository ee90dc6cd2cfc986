import { EmptyState } from "@/components/layout/empty-state";
import { Money } from "@/components/layout/money";
import { SimpleTable } from "@/components/tables/simple-table";
import { formatShare } from "@/lib/format";
import type { GradeRecord } from "@/lib/funding/grade-record-store";

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
        { header: "Loans", align: "end" },
        { header: "Lent", align: "end" },
        { header: "Interest so far", align: "end" },
        { header: "Share earned", align: "end" },
        { header: "Lost so far", align: "end" },
        { header: "Share lost", align: "end" },
      ]}
      rows={record.map(({ grade, loanCount, lent, interest, lost }) => ({
        key: grade,
        cells: [
          grade,
          loanCount,
          <Money key="lent" minor={lent} fraction="auto" />,
          <Money key="interest" minor={interest} fraction="auto" />,
          formatShare(interest, lent),
          <Money key="lost" minor={lost} fraction="auto" />,
          formatShare(lost, lent),
        ],
      }))}
    />
  );
}
