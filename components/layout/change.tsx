import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./change.module.css";

/** A figure before and after. */
export function Change({ now, then }: { now: ReactNode; then: ReactNode }) {
  return (
    <span className={classes.change}>
      <span className={classes.before}>{now}</span>
      <ArrowRight size={14} aria-label="becomes" />
      <span>{then}</span>
    </span>
  );
}
