import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./page-header.module.css";

type PageHeaderProps = {
  title: ReactNode;
  /** One sentence under the title: what this page is for, or what is so now. */
  lead?: ReactNode;
  /** A state badge or the like, beside the title. */
  badge?: ReactNode;
  /** Buttons at the end; at most one of them filled. */
  actions?: ReactNode;
  /** The way up; the page itself is not part of it. */
  breadcrumbs?: readonly { label: string; href: string }[];
};

/** The head of every signed-in page. It holds the page's only h1. */
export function PageHeader({ title, lead, badge, actions, breadcrumbs = [] }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      {breadcrumbs.length > 0 && (
        <nav aria-label="Breadcrumbs">
          <ol className={classes.crumbs}>
            {breadcrumbs.map((crumb) => (
              <li key={`${crumb.href} ${crumb.label}`}>
                <Link href={crumb.href}>{crumb.label}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className={classes.row}>
        <div className={classes.words}>
          <div className={classes.titleRow}>
            <h1 className={classes.title}>{title}</h1>
            {badge}
          </div>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </header>
  );
}
