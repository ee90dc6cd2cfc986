import { Money } from "@/components/layout/money";
import { SimpleTable } from "@/components/tables/simple-table";
import type { TileView } from "@/lib/funding/queries";
import { formatDate } from "@/lib/format";
import classes from "./funding.module.css";

const columns = [
  { header: "Instalment" },
  { header: "Principal", align: "end" },
  { header: "Interest", align: "end" },
  { header: "Together", align: "end" },
] as const;

/** What a tile still has to expect when its borrower pays by the schedule. */
export function TileAheadTable({ ahead }: { ahead: TileView["ahead"] }) {
  return (
    <SimpleTable
      caption="What is still to come"
      maxHeight={720}
      columns={columns}
      rows={ahead.map((line) => ({
        key: line.number,
        cells: [
          <span key="instalment" className={classes.words}>
            <span>{formatDate(line.dueOn)}</span>
            <span className={classes.quiet}>{line.overdue ? `No. ${line.number}, overdue` : `No. ${line.number}`}</span>
          </span>,
          <Money key="principal" minor={line.principal} />,
          <Money key="interest" minor={line.interest} />,
          <Money key="together" minor={line.principal + line.interest} />,
        ],
      }))}
    />
  );
}
