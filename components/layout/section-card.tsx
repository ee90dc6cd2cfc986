import { useId, type ReactNode } from "react";
import classes from "./section-card.module.css";

type SectionCardProps = {
  title?: ReactNode;
  description?: ReactNode;
  /** A link or a button beside the title. */
  action?: ReactNode;
  /** Lets a table or a picture reach the card's edges. */
  flush?: boolean;
  children: ReactNode;
};

/** One subject of a page on its own surface. */
export function SectionCard({ title, description, action, flush = false, children }: SectionCardProps) {
  const titleId = useId();
  return (
    <section className={classes.card} aria-labelledby={title ? titleId : undefined}>
      {(title || action) && (
        <div className={classes.head}>
          <div>
            {title && (
              <h2 id={titleId} className={classes.title}>
                {title}
              </h2>
            )}
            {description && <p className={classes.description}>{description}</p>}
          </div>
          {action && <div className={classes.action}>{action}</div>}
        </div>
      )}
      <div className={classes.body} data-flush={flush || undefined}>
        {children}
      </div>
    </section>
  );
}

/** Cards beside each other on a wide screen: equal, or a main one with a narrower neighbour. */
export function CardGrid({ layout = "equal", children }: { layout?: "equal" | "main-aside"; children: ReactNode }) {
  return (
    <div className={classes.grid} data-layout={layout}>
      {children}
    </div>
  );
}

/** Sections of a page one under the other, with the page's rhythm. */
export function Sections({ children }: { children: ReactNode }) {
  return <div className={classes.sections}>{children}</div>;
}
