import type { ReactNode } from "react";
import classes from "./key-values.module.css";

type KeyValuesProps = {
  entries: readonly { label: ReactNode; value: ReactNode; hint?: ReactNode; strong?: boolean }[];
  /** "ends" sets values right-aligned at the far end (sums); "columns" sets them after their labels (facts). */
  layout?: "ends" | "columns";
};

/** Facts as a definition list. Amounts line up in the "ends" layout. */
export function KeyValues({ entries, layout = "ends" }: KeyValuesProps) {
  return (
    <dl className={classes.list} data-layout={layout}>
      {entries.map((entry, index) => (
        // The order is fixed by the caller and labels may be drawn, so the place is the only key there is.
        <div key={index} className={classes.entry} data-strong={entry.strong || undefined}>
          <dt className={classes.label}>
            {entry.label}
            {entry.hint && <span className={classes.hint}>{entry.hint}</span>}
          </dt>
          <dd className={classes.value}>{entry.value}</dd>
        </div>
      ))}
    </dl>
  );
}
