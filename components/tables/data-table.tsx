"use client";

import { useTable, type RowData } from "@tanstack/react-table";
import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { features, type Column } from "./columns";
import type { Page } from "./page";
import { TableFilters, type TableFilter } from "./table-filters";
import { SortHeader, TableFooter } from "./table-navigation";
import type { TableAddress } from "./table-address";
import classes from "./tables.module.css";

type DataTableProps<Row extends RowData> = {
  /** What the table lists, for screen readers: "Loan applications". */
  label: string;
  page: Page<Row>;
  /** Made once outside the component with `columnsOf<Row>()`. */
  columns: Column<Row>[];
  rowId: (row: Row) => string | number;
  /** Shown when there is nothing at all: an `<EmptyState>` that says what to do next. */
  empty: ReactNode;
  filters?: readonly TableFilter[];
  /** Before this table's own names in the address, when a page has two tables. */
  prefix?: string;
  /** On a narrow screen: a card per row (default), or the table scrolls inside its own frame. */
  narrow?: "cards" | "scroll";
};

/** The one table of lists: the server sends a page of rows, and the address holds page, sort and filters. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, page, columns, rowId, empty, filters = [], prefix = "", narrow = "cards" } = props;
  const address: TableAddress = { pathname: usePathname(), params: useSearchParams(), prefix };
  const table = useTable({ features, columns, data: page.rows, getRowId: (row) => String(rowId(row)) });
  const filtered = filters.some(({ name }) => address.params.has(prefix + name));
  if (page.total === 0 && !filtered) return <>{empty}</>;
  return (
    <div className={classes.frame} data-narrow={narrow}>
      {filters.length > 0 && <TableFilters filters={filters} address={address} />}
      {page.rows.length === 0 ? (
        <EmptyState title="Nothing matches" action={{ href: address.pathname, label: "Clear the filters" }} compact>
          No entry fits these filters.
        </EmptyState>
      ) : (
        <div className={classes.scroller} role="group" data-table aria-label={label} tabIndex={narrow === "scroll" ? 0 : undefined}>
          {/* Roles are written out because cards lay the table out as blocks, and some browsers then forget that it is one. */}
          <table className={classes.table} role="table" aria-label={label}>
            <thead role="rowgroup">
              {table.getHeaderGroups().map((group) => (
                <tr key={group.id} role="row">
                  {group.headers.map((header) => (
                    <SortHeader key={header.id} id={header.column.id} looks={header.column.columnDef.meta} address={address} />
                  ))}
                </tr>
              ))}
            </thead>
            <tbody role="rowgroup">
              {table.getRowModel().rows.map((row) => (
                <tr key={row.id} role="row">
                  {row.getAllCells().map((cell) => (
                    <td key={cell.id} role="cell" data-align={cell.column.columnDef.meta?.align} data-label={cell.column.columnDef.meta?.label}>
                      <table.FlexRender cell={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <TableFooter page={page} address={address} />
    </div>
  );
}
