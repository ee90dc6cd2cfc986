import { CalendarDays } from "lucide-react";
import type { ReactNode } from "react";
import { formatDate } from "@/lib/format";
import classes from "./area-shell.module.css";
import { AreaLinks, type AreaLink } from "./area-links";
import { AreaMenu } from "./area-menu";
import { Logo } from "./logo";
import { SchemeToggle } from "./scheme-toggle";
import { MAIN_ID, SkipLink } from "./skip-link";

type AreaShellProps = {
  /** The area's name: "Borrower", "Depositor", "Console". */
  area: string;
  /** The first four stand in the phone's bar, so the most used come first. */
  nav: readonly AreaLink[];
  user: { name: string; email: string };
  /** The bank's day, "YYYY-MM-DD". */
  businessDate: string;
  /** A form or button that signs out. */
  signOut: ReactNode;
  /** Above everything: the demo's banner. */
  banner?: ReactNode;
  children: ReactNode;
};

/** The frame of every signed-in page: a side bar on a desk, a bar at the foot of a phone. */
export function AreaShell({ area, nav, user, businessDate, signOut, banner, children }: AreaShellProps) {
  const home = nav[0]?.href ?? "/";
  const person = <Person user={user} signOut={signOut} />;
  return (
    <>
      <SkipLink />
      {banner}
      <div className={classes.shell}>
        <aside className={classes.side} aria-label={`${area} side bar`}>
          <div className={classes.brand}>
            <Logo href={home} />
            <span className={classes.area}>{area}</span>
          </div>
          <AreaLinks nav={nav} label={area} />
          <div className={classes.foot}>
            <BusinessDay date={businessDate} />
            {person}
          </div>
        </aside>
        <header className={classes.top}>
          <Logo href={home} />
          <BusinessDay date={businessDate} />
        </header>
        <main id={MAIN_ID} className={classes.main} tabIndex={-1}>
          {children}
        </main>
        <div className={classes.bar}>
          <AreaLinks nav={nav} label={`${area}, shortcuts`} compact />
          <AreaMenu nav={nav} area={area}>
            {person}
          </AreaMenu>
        </div>
      </div>
    </>
  );
}

function BusinessDay({ date }: { date: string }) {
  return (
    <p className={classes.day} title="The bank's business date">
      <CalendarDays size={16} aria-hidden />
      <span className={classes.dayLabel}>Business date</span>
      <time dateTime={date}>{formatDate(date)}</time>
    </p>
  );
}

function Person({ user, signOut }: Pick<AreaShellProps, "user" | "signOut">) {
  return (
    <div className={classes.person}>
      <div className={classes.personWords}>
        <p className={classes.personName}>{user.name}</p>
        <p className={classes.personMail}>{user.email}</p>
      </div>
      <SchemeToggle />
      <div className={classes.signOut}>{signOut}</div>
    </div>
  );
}
