import { useId, type ReactNode } from "react";
import { Disclosure } from "@/components/layout/disclosure";
import { SimpleTable } from "@/components/tables/simple-table";
import { formatMoney, type MinorUnits, type MoneyFormat } from "@/lib/format";
import classes from "./chart-frame.module.css";

/** More bars than this are no picture any more. */
export const BARS_MAX = 60;

export type ChartPoint = { label: string; valueMinor: MinorUnits };

/** One line or one colour of bars. Series of one picture have the same labels in the same order. */
export type ChartSeries = { name: string; points: readonly ChartPoint[] };

type FigureFrameProps = {
  /** The question that the picture answers. */
  title: string;
  /** The answer in words, when it can be said in a sentence. */
  hint?: ReactNode;
  /** The same figures as a table. */
  alternative: ReactNode;
  children: ReactNode;
};

/** A picture with its question above and its figures below, so that nobody depends on seeing it. */
export function FigureFrame({ title, hint, alternative, children }: FigureFrameProps) {
  const titleId = useId();
  return (
    <figure className={classes.figure} aria-labelledby={titleId}>
      <figcaption className={classes.caption}>
        <span id={titleId} className={classes.title}>
          {title}
        </span>
        {hint && <span className={classes.hint}>{hint}</span>}
      </figcaption>
      {children}
      <Disclosure summary="Show the figures" className={classes.details}>
        {alternative}
      </Disclosure>
    </figure>
  );
}

type ChartFrameProps = Omit<FigureFrameProps, "alternative"> & { series: readonly ChartSeries[]; format: MoneyFormat };

/** The frame of every chart over series: legend and table of figures come from the series themselves. */
export function ChartFrame({ title, hint, series, format, children }: ChartFrameProps) {
  const labels = series[0]?.points.map(({ label }) => label) ?? [];
  const table = (
    <SimpleTable
      caption={title}
      maxHeight={320}
      columns={[{ header: "" }, ...series.map(({ name }) => ({ header: name, align: "end" as const }))]}
      rows={labels.map((label, place) => ({
        key: label,
        cells: [label, ...series.map(({ points }) => formatMoney(points[place]?.valueMinor ?? 0n, format))],
      }))}
    />
  );
  return (
    <FigureFrame title={title} hint={hint} alternative={table}>
      {series.length > 1 && (
        <ul className={classes.legend}>
          {series.map(({ name }, place) => (
            <li key={name}>
              <span className={classes.swatch} style={{ background: seriesColour(place) }} aria-hidden />
              {name}
            </li>
          ))}
        </ul>
      )}
      {children}
    </FigureFrame>
  );
}

/** The colour of the n-th series, the same in every chart: accent first, then stone. */
export function seriesColour(place: number): string {
  return `var(--t-chart-${(place % 4) + 1})`;
}
