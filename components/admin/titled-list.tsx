import { useId, type ReactNode } from "react";
import classes from "./admin.module.css";

/** A list with a heading of its own, where a page has several; the table brings its own surface. */
export function TitledList({ title, description, children }: { title: string; description: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <section className={classes.list} aria-labelledby={titleId}>
      <div>
        <h2 id={titleId} className={classes.listTitle}>
          {title}
        </h2>
        <p className={classes.dim}>{description}</p>
      </div>
      {children}
    </section>
  );
}
