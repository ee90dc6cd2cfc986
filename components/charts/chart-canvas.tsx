"use client";

import { BarChart } from "@mantine/charts";
import { useMoneyFormat } from "@/components/layout/money-format";
import { formatTick, toMajorNumber, type MoneyFormat } from "@/lib/format";
import { seriesColour, type ChartSeries } from "./chart-frame";
import { ChartTip } from "./chart-tip";

/* Drawn only in the browser and loaded only where a chart is, because recharts is heavy. */

type CanvasProps = { series: readonly ChartSeries[] };

const calm = { isAnimationActive: false };

/** Amounts side by side; several series are stacked, or stand beside each other. */
export function BarsCanvas({ series, arranged = "stacked" }: CanvasProps & { arranged?: "stacked" | "beside" }) {
  const shared = useAxes(series);
  return <BarChart {...shared} h="100%" type={arranged === "stacked" ? "stacked" : "default"} maxBarWidth={32} barProps={calm} />;
}

function useAxes(series: readonly ChartSeries[]) {
  const format = useMoneyFormat();
  return {
    data: rowsOf(series, format),
    dataKey: "label",
    series: series.map(({ name }, place) => ({ name, color: seriesColour(place) })),
    gridAxis: "x" as const,
    tickLine: "none" as const,
    strokeDasharray: "0",
    gridColor: "var(--t-line)",
    textColor: "var(--t-dim)",
    accessibilityLayer: false,
    xAxisProps: { interval: "equidistantPreserveStart" as const, minTickGap: 24, tickMargin: 8 },
    yAxisProps: { width: 60, tickMargin: 4 },
    valueFormatter: (major: number) => formatTick(major, format),
    tooltipAnimationDuration: 0,
    tooltipProps: { cursor: { fill: "var(--t-sunken)", stroke: "var(--t-line-strong)" }, content: ({ label }: { label?: unknown }) => <ChartTip series={series} label={String(label ?? "")} format={format} /> },
  };
}

function rowsOf(series: readonly ChartSeries[], format: MoneyFormat): Record<string, string | number>[] {
  const labels = series[0]?.points.map(({ label }) => label) ?? [];
  return labels.map((label, place) => ({
    label,
    ...Object.fromEntries(series.map(({ name, points }) => [name, toMajorNumber(points[place]?.valueMinor ?? 0n, format.exponent)])),
  }));
}
