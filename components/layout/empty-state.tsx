import type { ReactNode } from "react";
import classes from "./empty-state.module.css";
import { LinkButton } from "./link-button";

type EmptyStateProps = {
  /** What is so: "No loans yet". */
  title: string;
  /** Why, and what happens next, in a sentence or two. */
  children?: ReactNode;
  /** The next step. */
  action?: { href: string; label: string };
  /** Without the picture, for use inside a card or a table. */
  compact?: boolean;
};

/** Nothing to show yet: says so, and says what to do about it. */
export function EmptyState({ title, children, action, compact = false }: EmptyStateProps) {
  return (
    <div className={classes.empty} data-compact={compact || undefined}>
      {!compact && <UnlaidMosaic />}
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.text}>{children}</div>}
      {action && (
        <LinkButton href={action.href} variant={compact ? "default" : "filled"} size="sm" mt={8}>
          {action.label}
        </LinkButton>
      )}
    </div>
  );
}

// A bed ready for its first tile.
function UnlaidMosaic() {
  return (
    <svg className={classes.picture} viewBox="0 0 72 48" width="72" height="48" aria-hidden>
      <rect x="1" y="1" width="21" height="21" rx="2" />
      <rect x="1" y="26" width="21" height="21" rx="2" />
      <rect x="26" y="1" width="21" height="21" rx="2" data-laid />
      <rect x="26" y="26" width="45" height="21" rx="2" />
      <rect x="51" y="1" width="20" height="21" rx="2" />
    </svg>
  );
}
