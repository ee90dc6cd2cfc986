"use client";

import { BarsFigure } from "@/components/charts/figures";
import { BARS_MAX, type ChartSeries } from "@/components/charts/chart-frame";
import { Money } from "@/components/layout/money";
import { useMoneyFormat } from "@/components/layout/money-format";
import { SectionCard } from "@/components/layout/section-card";
import { Stat, StatRow } from "@/components/layout/stat";
import { SimpleTable } from "@/components/tables/simple-table";
import type { CalculatedRow, CalculatedSchedule } from "@/lib/core/calculated-schedule";
import { yearOf } from "@/lib/core/business-date";
import { formatDate, formatMoney, formatPlural } from "@/lib/format";

type Answered = { schedule: CalculatedSchedule; isLevel: boolean };

/** The instalment that a person would name first: the equal one, or else the first that asks for money. */
export function instalmentOf({ schedule, isLevel }: Answered): bigint {
  if (isLevel) return schedule.instalmentAmount;
  return schedule.rows.find(({ kind, total }) => kind === "instalment" && total > 0n)?.total ?? 0n;
}

/** What a schedule comes to. */
export function ScheduleStats(answered: Answered) {
  const { rows, totalInterest, totalPayable } = answered.schedule;
  const last = rows.at(-1);
  return (
    <StatRow>
      <Stat label={answered.isLevel ? "Instalment" : "First instalment"} value={<Money minor={instalmentOf(answered)} />} hint={formatPlural(rows.filter(({ kind }) => kind === "instalment").length, "instalment")} lead />
      <Stat label="Interest in all" value={<Money minor={totalInterest} />} />
      <Stat label="Repaid in all" value={<Money minor={totalPayable} />} hint={last && `the last on ${formatDate(last.dueOn)}`} />
    </StatRow>
  );
}

/** A schedule as two pictures and line by line. */
export function ScheduleDetails({ schedule }: Pick<Answered, "schedule">) {
  const groups = groupsOf(schedule.rows);
  const series = (name: string, read: (rows: readonly CalculatedRow[]) => bigint): ChartSeries => ({ name, points: groups.map(({ label, rows }) => ({ label, valueMinor: read(rows) })) });
  const sum = (part: "principal" | "interest") => (rows: readonly CalculatedRow[]) => rows.reduce((total, row) => total + row[part], 0n);
  const per = groups.length < schedule.rows.length ? "each year" : "each time";
  return (
    <>
      <SectionCard>
        <BarsFigure title={`What repays the loan, and what is interest, ${per}?`} series={[series("Principal", sum("principal")), series("Interest", sum("interest"))]} />
      </SectionCard>
      <SectionCard>
        <BarsFigure title="How much is still owed after it?" series={[series("Still owed", (rows) => rows.at(-1)?.balance ?? 0n)]} />
      </SectionCard>
      <SectionCard title="Line by line" flush>
        <ScheduleLines schedule={schedule} />
      </SectionCard>
    </>
  );
}

const columns = [
  { header: "No." },
  { header: "Due" },
  { header: "Principal", align: "end" },
  { header: "Interest", align: "end" },
  { header: "To pay", align: "end" },
  { header: "Still owed", align: "end" },
] as const;

function ScheduleLines({ schedule }: Pick<Answered, "schedule">) {
  const format = useMoneyFormat();
  const write = (minor: bigint) => formatMoney(minor, format);
  const { rows, totalPrincipal, totalInterest, totalPayable } = schedule;
  const instalments = rows.filter(({ kind }) => kind === "instalment");
  const numbers = new Map(instalments.map((row, index) => [row, index + 1]));
  return (
    <SimpleTable
      caption="Repayment schedule"
      maxHeight={480}
      columns={columns}
      rows={rows.map((row, index) => ({
        key: index,
        cells: [numbers.get(row) ?? "Down", formatDate(row.dueOn), write(row.principal), write(row.interest), write(row.total), write(row.balance)],
      }))}
      footer={["", "In all", write(totalPrincipal), write(totalInterest), write(totalPayable), ""]}
    />
  );
}

type Group = { label: string; rows: CalculatedRow[] };

/** Dates, or years where dates would be too many. */
function groupsOf(rows: readonly CalculatedRow[]): Group[] {
  const dates = groupedBy(rows, ({ dueOn }) => formatDate(dueOn));
  return dates.length <= BARS_MAX ? dates : groupedBy(rows, ({ dueOn }) => String(yearOf(dueOn)));
}

function groupedBy(rows: readonly CalculatedRow[], labelOf: (row: CalculatedRow) => string): Group[] {
  const groups = new Map<string, CalculatedRow[]>();
  for (const row of rows) groups.set(labelOf(row), [...(groups.get(labelOf(row)) ?? []), row]);
  return [...groups].map(([label, grouped]) => ({ label, rows: grouped }));
}
