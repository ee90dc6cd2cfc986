import { useId, type ReactNode } from "react";
import classes from "./home.module.css";

/** One subject of the front page, under a heading that is mostly a question. */
export function HomeSection({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const titleId = useId();
  return (
    <section className={classes.section} aria-labelledby={titleId}>
      <div className={classes.sectionHead}>
        <h2 id={titleId} className={classes.sectionTitle}>
          {title}
        </h2>
        {lead && <p className={classes.sectionLead}>{lead}</p>}
      </div>
      {children}
    </section>
  );
}
