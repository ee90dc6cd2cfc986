"use client";

import { Button } from "@mantine/core";
import { ArrowDown, ArrowUp, ChevronLeft, ChevronRight, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { LinkButton } from "@/components/layout/link-button";
import type { Page } from "./page";
import { addressWith, nextSort, sortOf, type TableAddress } from "./table-address";
import classes from "./tables.module.css";

type SortHeaderProps = { id: string; looks: { label: string; align: "start" | "end"; sortable: boolean } | undefined; address: TableAddress };

const arrows = { ascending: ArrowUp, descending: ArrowDown, none: ChevronsUpDown } as const;

/** A column's head; a sortable one is a link, so that an order can be shared and gone back from. */
export function SortHeader({ id, looks, address }: SortHeaderProps) {
  if (!looks?.sortable) {
    return (
      <th role="columnheader" scope="col" data-align={looks?.align}>
        {looks?.label}
      </th>
    );
  }
  const sort = sortOf(address, id);
  const Arrow = arrows[sort];
  return (
    <th role="columnheader" scope="col" data-align={looks.align} aria-sort={sort}>
      <Link className={classes.sort} href={addressWith(address, { sort: nextSort(address, id) })} scroll={false} data-sorted={sort !== "none" || undefined}>
        {looks.label}
        <Arrow size={14} aria-hidden />
      </Link>
    </th>
  );
}

/** Which rows these are, and the way to the others. */
export function TableFooter({ page, address }: { page: Page<unknown>; address: TableAddress }) {
  const { page: current, pageSize, total, rows } = page;
  const last = Math.max(1, Math.ceil(total / pageSize));
  const from = (current - 1) * pageSize + 1;
  if (rows.length === 0) return null;
  return (
    <div className={classes.footer}>
      <p className="tabular">
        {from}–{from + rows.length - 1} of {total}
      </p>
      {last > 1 && (
        <nav className={classes.pages} aria-label="Pages">
          <PageLink to={current - 1} last={last} address={address} label="Previous" />
          <span className="tabular">
            Page {current} of {last}
          </span>
          <PageLink to={current + 1} last={last} address={address} label="Next" />
        </nav>
      )}
    </div>
  );
}

type PageLinkProps = { to: number; last: number; address: TableAddress; label: "Previous" | "Next" };

function PageLink({ to, last, address, label }: PageLinkProps) {
  const sections = label === "Previous" ? { leftSection: <ChevronLeft size={16} aria-hidden /> } : { rightSection: <ChevronRight size={16} aria-hidden /> };
  const looks = { ...sections, variant: "default", size: "sm" } as const;
  if (to < 1 || to > last) {
    return (
      <Button {...looks} disabled>
        {label}
      </Button>
    );
  }
  return (
    <LinkButton {...looks} href={addressWith(address, { page: String(to) })} scroll={false}>
      {label}
    </LinkButton>
  );
}
