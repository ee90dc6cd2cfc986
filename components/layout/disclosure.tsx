import type { ReactNode } from "react";
import classes from "./disclosure.module.css";

type DisclosureProps = {
  summary: ReactNode;
  /** Unfolded at first. */
  open?: boolean;
  /** Where it stands: the space around it. */
  className?: string;
  children: ReactNode;
};

/** What few people need, folded away behind a line that says what it is. */
export function Disclosure({ summary, open, className = "", children }: DisclosureProps) {
  return (
    <details className={`${classes.disclosure} ${className}`} open={open || undefined}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
