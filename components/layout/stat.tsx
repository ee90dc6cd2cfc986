import type { ReactNode } from "react";
import classes from "./stat.module.css";

type StatProps = {
  label: ReactNode;
  /** Usually `<Money />`, or a short text. */
  value: ReactNode;
  /** What the value means or how it came about. */
  hint?: ReactNode;
  /** The one figure of the row that matters most. At most one. */
  lead?: boolean;
};

/** One figure with its name. Belongs into a `StatRow`. */
export function Stat({ label, value, hint, lead = false }: StatProps) {
  return (
    <div className={classes.stat} data-lead={lead || undefined}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      {hint && <dd className={classes.hint}>{hint}</dd>}
    </div>
  );
}

/** Figures that are read together, divided by hairlines rather than boxed one by one. */
export function StatRow({ children }: { children: ReactNode }) {
  return <dl className={classes.row}>{children}</dl>;
}
