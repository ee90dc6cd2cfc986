"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import classes from "./area-shell.module.css";

export type AreaLink = {
  href: string;
  label: string;
  /** A lucide icon of size 18: `<House size={18} aria-hidden />`. */
  icon: ReactNode;
  /** How many wait there; zero is not shown. */
  waiting?: number;
  /** A heading drawn before this link, to group a long list. */
  group?: string;
};

type AreaLinksProps = {
  nav: readonly AreaLink[];
  label: string;
  /** The phone’s bar: the first four. What is current is looked for among all of them. */
  compact?: boolean;
  onFollow?: () => void;
};

/** The links of an area, with the current one marked for eyes and for screen readers. */
export function AreaLinks({ nav, label, compact = false, onFollow }: AreaLinksProps) {
  const current = currentLink(nav, usePathname());
  return (
    <nav aria-label={label} className={classes.links} data-compact={compact || undefined}>
      {(compact ? nav.slice(0, 4) : nav).map((link) => (
        <div key={link.href} className={classes.linkRow}>
          {link.group && !compact && <p className={classes.group}>{link.group}</p>}
          <Link href={link.href} className={classes.link} aria-current={link.href === current ? "page" : undefined} onClick={onFollow}>
            {link.icon}
            <span className={classes.linkLabel}>{link.label}</span>
            {link.waiting !== undefined && link.waiting > 0 && (
              <span className={classes.waiting}>
                {link.waiting}
                <span className={classes.spoken}> waiting</span>
              </span>
            )}
          </Link>
        </div>
      ))}
    </nav>
  );
}

// The longest link that is the beginning of the address: a loan's page belongs to "Loans", not to the dashboard.
function currentLink(nav: readonly AreaLink[], pathname: string): string | undefined {
  const matches = nav.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  return matches.sort((left, right) => right.href.length - left.href.length)[0]?.href;
}
