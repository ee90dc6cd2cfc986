"use client";

import { Handshake } from "lucide-react";
import { EmptyState } from "@/components/layout/empty-state";
import { Money } from "@/components/layout/money";
import { DelinquencyBadge, LoanStateBadge, StateBadge } from "@/components/layout/state-badge";
import { columnsOf } from "@/components/tables/columns";
import { DataTable } from "@/components/tables/data-table";
import type { Page } from "@/components/tables/page";
import type { OwnTile } from "@/lib/funding/own-tile-store";
import { formatDate, formatShare } from "@/lib/format";
import classes from "./funding.module.css";

const c = columnsOf<OwnTile>();
const columns = [
  c.link("loan", "Loan", (tile) => ({ href: `/depositor/portfolio/${tile.tileId}`, text: <LoanName tile={tile} /> }), { sortable: true }),
  c.text("grade", "Grade", (tile) => tile.grade ?? "–", { sortable: true }),
  c.count("amount", "Your tile", (tile) => <TileSize tile={tile} />, { sortable: true }),
  c.money("back", "Principal back", (tile) => tile.principalBack, { sortable: true }),
  c.money("earned", "Interest earned", (tile) => tile.earned, { sortable: true }),
  c.text("state", "State", (tile) => <TileBadge tile={tile} />),
];

const filters = [
  {
    kind: "select",
    name: "state",
    label: "Show",
    options: [
      { value: "working", label: "Paying on time" },
      { value: "late", label: "Late" },
      { value: "repaid", label: "Repaid or given back" },
      { value: "written_off", label: "Written off" },
      { value: "sold", label: "Sold" },
    ],
  },
] as const;

/** A depositor's tiles: which loan, how much of it, and what it brought. */
export function TilesTable({ page }: { page: Page<OwnTile> }) {
  return (
    <DataTable
      label="Your tiles"
      page={page}
      columns={columns}
      rowId={(tile) => tile.tileId}
      filters={filters}
      empty={
        <EmptyState title="No tiles yet" action={{ href: "/depositor/invest", label: "Invest" }}>
          When a loan is paid out, it takes an even part from everybody whose money waits. Your part appears here as a tile.
        </EmptyState>
      }
    />
  );
}

function LoanName({ tile }: { tile: OwnTile }) {
  return (
    <span className={classes.twoLines}>
      <span>
        Loan {tile.loanId} · {tile.productName}
      </span>
      <span className={classes.quiet}>
        {tile.bankName}
        {originNote(tile)}
      </span>
    </span>
  );
}

function originNote({ origin, heldFrom }: OwnTile): string {
  if (origin === "funded") return "";
  return origin === "bought" ? ` · bought on ${formatDate(heldFrom)}` : ` · left of a tile, since ${formatDate(heldFrom)}`;
}

function TileSize({ tile }: { tile: OwnTile }) {
  return (
    <span className={classes.twoLines}>
      <Money minor={tile.amount} />
      <span className={classes.quiet}>{formatShare(tile.amount, tile.loanTotal)} of the loan</span>
    </span>
  );
}

/** While a loan runs, how late it is; afterwards, how it ended. A tile that was sold is sold, whatever became of the loan. */
export function TileBadge({ tile }: { tile: Pick<OwnTile, "state" | "bucket" | "soldOn"> }) {
  if (tile.soldOn !== null) return <StateBadge text="Sold" tone="neutral" icon={Handshake} />;
  return tile.state === "active" ? <DelinquencyBadge bucket={tile.bucket} /> : <LoanStateBadge state={tile.state} />;
}
