import type { ReactNode } from "react";
import classes from "./form.module.css";

/** Marks the few optional fields instead of starring the many required ones. */
export function fieldLabel(label: ReactNode, optional: boolean | undefined): ReactNode {
  if (!optional) return label;
  return (
    <>
      {label}
      <span className={classes.optional}>(optional)</span>
    </>
  );
}
