import type { ReactNode } from "react";
import classes from "./demo-banner.module.css";

/** Says that this installation plays with invented money, and where its letters arrive. */
export function DemoBanner({ children = "This is a demo: people, banks and money are invented." }: { children?: ReactNode }) {
  return (
    <aside className={classes.banner} aria-label="Demo installation">
      <span className={classes.mark} aria-hidden />
      <span>{children}</span>
    </aside>
  );
}
