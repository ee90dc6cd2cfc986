"use client";

import { createColumnHelper, tableFeatures, type ColumnDef, type RowData } from "@tanstack/react-table";
import Link from "next/link";
import type { ReactNode } from "react";
import { Money } from "@/components/layout/money";
import { formatDate, formatRate, type MinorUnits } from "@/lib/format";
import classes from "./tables.module.css";

type ColumnLooks = { label: string; align: "start" | "end"; sortable: boolean };

/** The server sorts, filters and cuts pages, so the table needs TanStack's core only. */
export const features = tableFeatures({ columnMeta: {} as ColumnLooks });

export type Column<Row extends RowData> = ColumnDef<typeof features, Row>;
type ColumnOptions = { sortable?: boolean };

/** How a column reads its value from a row, and how it behaves. */
type Reading<Row, Value, More = object> = [read: (row: Row) => Value, options?: ColumnOptions & More];

/**
 * Column makers for one kind of row: `const c = columnsOf<LoanRow>()`, then
 * `c.money("principal", "Principal", (row) => row.principal, { sortable: true })`.
 * The id is also the name that `sort` carries in the address.
 */
export function columnsOf<Row extends RowData>() {
  const helper = createColumnHelper<typeof features, Row>();
  const make = (id: string, label: string, looks: ColumnOptions & { align: "start" | "end"; draw: (row: Row) => ReactNode }): Column<Row> =>
    helper.display({
      id,
      header: label,
      cell: ({ row }) => looks.draw(row.original),
      meta: { label, align: looks.align, sortable: looks.sortable === true },
    });
  return {
    /** Text, or anything else that stands at the start: a badge, two lines, a picture. */
    text: (id: string, label: string, ...[read, options]: Reading<Row, ReactNode>) => make(id, label, { ...options, align: "start", draw: read }),
    /** Right-aligned, tabular; null draws a dash. */
    money: (id: string, label: string, ...[read, options]: Reading<Row, MinorUnits | null, { signed?: boolean }>) =>
      make(id, label, { ...options, align: "end", draw: (row) => orDash(read(row), (minor) => <Money minor={minor} signed={options?.signed} />) }),
    /** A whole number or anything else that must be compared by its digits. */
    count: (id: string, label: string, ...[read, options]: Reading<Row, ReactNode>) =>
      make(id, label, { ...options, align: "end", draw: (row) => <span className="tabular">{read(row)}</span> }),
    /** An annual rate in parts per million. */
    rate: (id: string, label: string, ...[read, options]: Reading<Row, number | null>) =>
      make(id, label, { ...options, align: "end", draw: (row) => orDash(read(row), (ppm) => <span className="tabular">{formatRate(ppm)}</span>) }),
    /** A business date. */
    date: (id: string, label: string, ...[read, options]: Reading<Row, string | null>) =>
      make(id, label, { ...options, align: "start", draw: (row) => orDash(read(row), (date) => <DateText date={date} />) }),
    /** The row's own page; the whole row becomes its target. At most one per table. */
    link: (id: string, label: string, ...[read, options]: Reading<Row, { href: string; text: ReactNode }>) =>
      make(id, label, { ...options, align: "start", draw: (row) => <RowLink {...read(row)} /> }),
    /** Buttons or a menu at the end of the row. */
    actions: (label: string, draw: (row: Row) => ReactNode) => make("actions", label, { align: "end", draw }),
  };
}

function DateText({ date }: { date: string }) {
  return (
    <time className={classes.date} dateTime={date}>
      {formatDate(date)}
    </time>
  );
}

function RowLink({ href, text }: { href: string; text: ReactNode }) {
  return (
    <Link href={href} className={classes.rowLink}>
      {text}
    </Link>
  );
}

function orDash<Value>(value: Value | null, draw: (value: Value) => ReactNode): ReactNode {
  return value === null ? <span className={classes.dash}>–</span> : draw(value);
}
