"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useMoneyFormat } from "@/components/layout/money-format";
import { formatMoney, formatShare, toMinor } from "@/lib/format";
import { ChartFrame, seriesColour, type ChartPoint, type ChartSeries } from "./chart-frame";
import classes from "./chart-frame.module.css";

const AreaCanvas = dynamic(() => import("./chart-canvas").then((charts) => charts.AreaCanvas), { ssr: false });
const BarsCanvas = dynamic(() => import("./chart-canvas").then((charts) => charts.BarsCanvas), { ssr: false });
const DonutCanvas = dynamic(() => import("./chart-canvas").then((charts) => charts.DonutCanvas), { ssr: false });

type FigureProps = {
  /** The question that the picture answers. */
  title: string;
  hint?: ReactNode;
  series: readonly ChartSeries[];
};

/** How an amount moved over time. */
export function AreaFigure({ title, hint, series }: FigureProps) {
  return (
    <ChartFrame title={title} hint={hint} series={series} format={useMoneyFormat()}>
      <div className={classes.canvas} role="img" aria-label={title}>
        <AreaCanvas series={series} />
      </div>
    </ChartFrame>
  );
}

/** How amounts compare; several series are stacked into one bar, or stand beside each other where their sum means nothing. */
export function BarsFigure({ title, hint, series, arranged }: FigureProps & { arranged?: "stacked" | "beside" }) {
  return (
    <ChartFrame title={title} hint={hint} series={series} format={useMoneyFormat()}>
      <div className={classes.canvas} role="img" aria-label={title}>
        <BarsCanvas series={series} arranged={arranged} />
      </div>
    </ChartFrame>
  );
}

type DonutFigureProps = { title: string; hint?: ReactNode; points: readonly ChartPoint[] };

/** What a whole consists of; up to four parts. Amounts and shares stand beside it, exact. */
export function DonutFigure({ title, hint, points }: DonutFigureProps) {
  const format = useMoneyFormat();
  const total = points.reduce((sum, { valueMinor }) => sum + toMinor(valueMinor), 0n);
  return (
    <ChartFrame title={title} hint={hint} series={[{ name: "Amount", points }]} format={format}>
      <div className={classes.donutFrame}>
        <div className={classes.donut}>
          <div className={classes.donutCanvas} role="img" aria-label={title}>
            <DonutCanvas points={points} />
          </div>
          <ul className={classes.shares}>
            {points.map(({ label, valueMinor }, place) => (
              <li key={label}>
                <span className={classes.swatch} style={{ background: seriesColour(place) }} aria-hidden />
                <span>
                  {label} <span style={{ color: "var(--t-dim)" }}>{formatShare(valueMinor, total)}</span>
                </span>
                <span className={classes.amount}>{formatMoney(valueMinor, format)}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </ChartFrame>
  );
}
