"use client";

import { useMoneyFormat } from "@/components/layout/money-format";
import { SimpleTable } from "@/components/tables/simple-table";
import type { Instalment } from "@/lib/core/schedule";
import { formatDate, formatMoney } from "@/lib/format";

const columns = [
  { header: "No." },
  { header: "Due" },
  { header: "Principal", align: "end" },
  { header: "Interest", align: "end" },
  { header: "Instalment", align: "end" },
  { header: "Still owed", align: "end" },
] as const;

/** A repayment schedule that nobody has paid on yet, with its totals. */
export function ScheduleTable({ instalments, maxHeight }: { instalments: readonly Instalment[]; maxHeight?: number }) {
  const format = useMoneyFormat();
  const write = (minor: bigint) => formatMoney(minor, format);
  const sum = (part: "principal" | "interest" | "total") => write(instalments.reduce((total, instalment) => total + instalment[part], 0n));
  return (
    <SimpleTable
      caption="Repayment schedule"
      maxHeight={maxHeight}
      columns={columns}
      rows={instalments.map((line) => ({
        key: line.number,
        cells: [line.number, formatDate(line.dueOn), write(line.principal), write(line.interest), write(line.total), write(line.balanceAfter)],
      }))}
      footer={["", "In all", sum("principal"), sum("interest"), sum("total"), ""]}
    />
  );
}
