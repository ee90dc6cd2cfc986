import type { ReactNode } from "react";
import classes from "./auth-card.module.css";

type AuthCardProps = {
  title: string;
  lead?: ReactNode;
  /** The other ways from here, under the form. */
  foot?: ReactNode;
  children: ReactNode;
};

/** One question on a calm page: everything around signing in looks like this. */
export function AuthCard({ title, lead, foot, children }: AuthCardProps) {
  return (
    <div className={classes.card}>
      <h1 className={classes.title}>{title}</h1>
      {lead && <p className={classes.lead}>{lead}</p>}
      <div className={classes.body}>{children}</div>
      {foot && <div className={classes.foot}>{foot}</div>}
    </div>
  );
}
