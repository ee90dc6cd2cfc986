import { Money } from "@/components/layout/money";
import { SimpleTable } from "@/components/tables/simple-table";
import type { TileLine } from "@/lib/funding/tile-line-store";
import { formatDate } from "@/lib/format";
import classes from "./funding.module.css";

const columns = [
  { header: "Payment" },
  { header: "Principal", align: "end" },
  { header: "Interest", align: "end" },
  { header: "Together", align: "end" },
] as const;

const words: Partial<Record<TileLine["kind"], string>> = {
  repayment: "Payment",
  repayment_reversed: "Payment taken back",
  repayments_replayed: "Payments put in order",
  write_off: "Covered by the provision fund",
  recovery: "Recovery",
  recovery_reversed: "Recovery taken back",
  disbursement_undone: "The payout came back",
  tile_bought: "Accrued interest bought",
  tile_sold: "Sold",
  closing: "Rounding at closing",
};

/** What each payment of the borrower brought one tile. */
export function TileLinesTable({ lines }: { lines: readonly TileLine[] }) {
  const sum = (read: (line: TileLine) => bigint) => <Money minor={lines.reduce((total, line) => total + read(line), 0n)} />;
  return (
    <SimpleTable
      caption="What each payment brought you"
      maxHeight={720}
      columns={columns}
      rows={lines.map((line) => ({
        key: line.id,
        cells: [
          <span key="what" className={classes.words}>
            <span>{formatDate(line.on)}</span>
            <span className={classes.quiet}>{words[line.kind] ?? "Booking"}</span>
          </span>,
          <Money key="principal" minor={line.principal} />,
          <Money key="interest" minor={line.interest} />,
          <Money key="together" minor={line.principal + line.interest} />,
        ],
      }))}
      footer={["In all", sum((line) => line.principal), sum((line) => line.interest), sum((line) => line.principal + line.interest)]}
    />
  );
}
