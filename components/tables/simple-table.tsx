import type { ReactNode } from "react";
import classes from "./tables.module.css";

export type SimpleColumn = {
  header: string;
  align?: "start" | "end";
  /** For sentences; other cells stay on one line and the table scrolls. */
  wrap?: boolean;
};

type SimpleTableProps = {
  /** Read out by screen readers, and shown above the table with `captionShown`. */
  caption: string;
  captionShown?: boolean;
  columns: readonly SimpleColumn[];
  /** Cells in the order of the columns. */
  rows: readonly { key: string | number; cells: readonly ReactNode[]; muted?: boolean; current?: boolean }[];
  /** Totals, in the order of the columns. */
  footer?: readonly ReactNode[];
  /** A long table scrolls inside this many pixels, its head staying in sight. */
  maxHeight?: number;
};

/** A small table drawn on the server: a schedule, a cost breakdown, postings. It scrolls inside its own frame when it is too wide. */
export function SimpleTable({ caption, captionShown = false, columns, rows, footer, maxHeight }: SimpleTableProps) {
  const aligned = (index: number) => columns[index]?.align ?? "start";
  return (
    <div className={classes.scroller} role="group" data-table aria-label={caption} tabIndex={0} style={{ maxHeight }}>
      <table className={classes.table} data-simple data-sticky={maxHeight !== undefined || undefined}>
        <caption className={captionShown ? classes.caption : classes.hidden}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.header} scope="col" data-align={column.align ?? "start"}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-muted={row.muted || undefined} data-current={row.current || undefined}>
              {row.cells.map((cell, index) => (
                <td key={columns[index]?.header ?? index} data-align={aligned(index)} data-wrap={columns[index]?.wrap || undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {footer && (
          <tfoot>
            <tr>
              {footer.map((cell, index) => (
                <td key={columns[index]?.header ?? index} data-align={aligned(index)}>
                  {cell}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
