"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useMoneyFormat } from "@/components/layout/money-format";
import { ChartFrame, type ChartSeries } from "./chart-frame";
import classes from "./chart-frame.module.css";

const BarsCanvas = dynamic(() => import("./chart-canvas").then((charts) => charts.BarsCanvas), { ssr: false });

type FigureProps = {
  /** The question that the picture answers. */
  title: string;
  hint?: ReactNode;
  series: readonly ChartSeries[];
};

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
