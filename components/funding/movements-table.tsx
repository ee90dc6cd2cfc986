"use client";

import { EmptyState } from "@/components/layout/empty-state";
import { columnsOf } from "@/components/tables/columns";
import { DataTable } from "@/components/tables/data-table";
import type { Page } from "@/components/tables/page";
import type { Movement } from "@/lib/deposits/movement-store";
import { MovementCell } from "./movement-cell";

const c = columnsOf<Movement>();
const columns = [
  c.date("on", "Date", (movement) => movement.on),
  c.text("what", "What", (movement) => <MovementCell movement={movement} />),
  c.money("amount", "In or out", (movement) => movement.amount, { signed: true }),
  c.money("waitingAfter", "Waiting after it", (movement) => movement.waitingAfter),
];

const filters = [
  {
    kind: "select",
    name: "kind",
    label: "Show",
    options: [
      { value: "deposits", label: "Deposits" },
      { value: "withdrawals", label: "Withdrawals" },
      { value: "tiles", label: "Tiles taken" },
      { value: "returns", label: "Returns from loans" },
    ],
  },
] as const;

/** Everything that moved a depositor's waiting money, newest first. */
export function MovementsTable({ page }: { page: Page<Movement> }) {
  return (
    <DataTable
      label="Movements"
      page={page}
      columns={columns}
      rowId={(movement) => movement.entryId}
      filters={filters}
      empty={
        <EmptyState title="Nothing has moved yet" action={{ href: "/depositor/invest", label: "Invest" }}>
          Your deposits, the tiles they become and everything that comes back will be listed here.
        </EmptyState>
      }
    />
  );
}
