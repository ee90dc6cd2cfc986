import { EmptyState } from "@/components/layout/empty-state";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { SimpleTable } from "@/components/tables/simple-table";
import type { FileNight } from "@/lib/core/position-proof-file";
import { formatDate, formatInstant } from "@/lib/format";
import classes from "./admin.module.css";

type ProvedNight = FileNight & { id: number; isKept: boolean };

/** The newest roots over all depositors' positions. Anybody can read them: depositors hold the bank to them. */
export function LedgerProofs({ nights, timeZone }: { nights: readonly ProvedNight[]; timeZone: string }) {
  return (
    <SectionCard
      title="Proofs of the nights"
      description="After each close of business a root over every depositor's position is kept for ever and published at /api/proofs. Depositors check their own position against it."
      flush={nights.length > 0}
    >
      {nights.length === 0 ? (
        <EmptyState title="No night was proved yet" compact>
          The first root is made after the next close of business.
        </EmptyState>
      ) : (
        <SimpleTable
          caption="Roots of the newest nights"
          columns={[{ header: "Night", wrap: true }, { header: "Depositors", align: "end" }, { header: "Waiting", align: "end" }, { header: "Working", align: "end" }, { header: "Root", wrap: true }]}
          rows={nights.map((night) => ({ key: night.id, cells: cellsOf(night, timeZone) }))}
        />
      )}
    </SectionCard>
  );
}

function cellsOf({ date, taken_at, positions, root, isKept }: ProvedNight, timeZone: string) {
  const night = (
    <span className={classes.twoLines}>
      <span>{formatDate(date)}</span>
      <span>
        {formatInstant(taken_at, timeZone)}
        {!isKept && ", positions no longer kept"}
      </span>
    </span>
  );
  // Each position has two leaves.
  return [night, String(positions.leaf_count / 2), <Money key="waiting" minor={positions.waiting} />, <Money key="working" minor={positions.working} />, <code key="root" className={classes.root}>{root}</code>];
}
