"use client";

import { BARS_MAX } from "@/components/charts/chart-frame";
import { BarsFigure } from "@/components/charts/figures";
import { useMoneyFormat } from "@/components/layout/money-format";
import { SectionCard } from "@/components/layout/section-card";
import { SimpleTable } from "@/components/tables/simple-table";
import type { Decimal } from "@/lib/core/decimal";
import { formatMoney } from "@/lib/format";
import { minorOf } from "./rates";

/** An amount at a time: under a name (a date, a period), so many units after the first. */
export type ListedFlow = { label: string; time: string; amount: Decimal };

/** Amounts as a picture, and as they were read. */
export function FlowsDetails({ flows, title, timeName }: { flows: readonly ListedFlow[]; title: string; timeName: string }) {
  const format = useMoneyFormat();
  const listed = flows.map((flow) => ({ ...flow, minor: minorOf(flow.amount, format.exponent) }));
  const totals = new Map<string, bigint>();
  for (const { label, minor } of listed) totals.set(label, (totals.get(label) ?? 0n) + minor);
  return (
    <>
      {totals.size <= BARS_MAX && (
        <SectionCard>
          <BarsFigure title={title} series={[{ name: "Amount", points: [...totals].map(([label, valueMinor]) => ({ label, valueMinor })) }]} />
        </SectionCard>
      )}
      <SectionCard title="As they were read" flush>
        <SimpleTable
          caption="The amounts as they were read"
          maxHeight={420}
          columns={[{ header: "When" }, { header: timeName, align: "end" }, { header: "Amount", align: "end" }]}
          rows={listed.map(({ label, time, minor }, index) => ({ key: index, cells: [label, time, formatMoney(minor, format, { signed: true })] }))}
        />
      </SectionCard>
    </>
  );
}
