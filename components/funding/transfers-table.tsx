import { CircleX, Clock } from "lucide-react";
import { Money } from "@/components/layout/money";
import { StateBadge } from "@/components/layout/state-badge";
import { SimpleTable } from "@/components/tables/simple-table";
import type { UnfinishedTransfer } from "@/lib/deposits/transfer-store";
import { formatDate } from "@/lib/format";

const columns = [{ header: "Date" }, { header: "What" }, { header: "Amount", align: "end" }, { header: "State" }] as const;

const badges = {
  on_its_way: <StateBadge text="On its way" tone="accent" icon={Clock} />,
  sent_back: <StateBadge text="Sent back" tone="bad" icon={CircleX} />,
} as const satisfies Record<UnfinishedTransfer["situation"], unknown>;

/** Deposits and withdrawals that are on their way between this bank and the depositor's own, or were sent back. */
export function TransfersTable({ transfers }: { transfers: readonly UnfinishedTransfer[] }) {
  return (
    <SimpleTable
      caption="Transfers on their way or sent back"
      columns={columns}
      rows={transfers.map((transfer) => ({
        key: transfer.key,
        cells: [
          formatDate(transfer.on),
          transfer.direction === "in" ? "Deposit" : "Withdrawal",
          <Money key="amount" minor={transfer.amount} />,
          badges[transfer.situation],
        ],
      }))}
    />
  );
}
