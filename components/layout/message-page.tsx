import type { ReactNode } from "react";
import classes from "./message-page.module.css";

/** A page that has one thing to say and one thing to do: not found, something failed. */
export function MessagePage({ title, children, action }: { title: string; children: ReactNode; action: ReactNode }) {
  return (
    <div className={classes.message}>
      <svg viewBox="0 0 120 72" width="120" height="72" className={classes.picture} aria-hidden>
        <rect x="1" y="1" width="34" height="34" rx="2" />
        <rect x="1" y="39" width="34" height="32" rx="2" />
        <rect x="39" y="39" width="46" height="32" rx="2" />
        <rect x="89" y="1" width="30" height="70" rx="2" />
        <rect x="44" y="4" width="34" height="28" rx="2" data-loose transform="rotate(-9 61 18)" />
      </svg>
      <h1 className={classes.title}>{title}</h1>
      <div className={classes.text}>{children}</div>
      <div>{action}</div>
    </div>
  );
}
