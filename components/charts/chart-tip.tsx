import { formatMoney, type MoneyFormat } from "@/lib/format";
import type { ChartSeries } from "./chart-frame";
import classes from "./chart-frame.module.css";

/** The exact amounts under the pointer: read from the series itself, not from the rounded drawing. */
export function ChartTip({ series, label, format }: { series: readonly ChartSeries[]; label: string; format: MoneyFormat }) {
  const lines = series.flatMap(({ name, points }) => {
    const point = points.find((candidate) => candidate.label === label);
    return point ? [{ name, text: formatMoney(point.valueMinor, format) }] : [];
  });
  if (lines.length === 0) return null;
  return (
    <div className={classes.tip}>
      <p>{label}</p>
      {lines.map(({ name, text }) => (
        <p key={name}>
          {name} {text}
        </p>
      ))}
    </div>
  );
}
