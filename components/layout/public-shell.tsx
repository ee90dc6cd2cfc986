import Link from "next/link";
import type { ReactNode } from "react";
import { LinkButton } from "./link-button";
import { Logo } from "./logo";
import classes from "./public-shell.module.css";
import { SchemeToggle } from "./scheme-toggle";
import { MAIN_ID, SkipLink } from "./skip-link";

type PublicShellProps = {
  /** Who is signed in, and where that person's pages begin. */
  user?: { name: string; home: string };
  banner?: ReactNode;
  /** "narrow" is one calm column, for signing in and for messages. */
  width?: "wide" | "narrow";
  children: ReactNode;
};

/** The frame of the pages that anybody may see. */
export function PublicShell({ user, banner, width = "wide", children }: PublicShellProps) {
  return (
    <div className={classes.shell}>
      <SkipLink />
      {banner}
      <header className={classes.header}>
        <Logo />
        <nav aria-label="Main" className={classes.nav}>
          <Link href="/products" className={classes.link}>
            Loan products
          </Link>
          <SchemeToggle />
          {user ? (
            <LinkButton href={user.home} variant="default" size="sm">
              My account
            </LinkButton>
          ) : (
            <>
              <Link href="/sign-in" className={classes.link} data-always>
                Sign in
              </Link>
              <LinkButton href="/sign-up" size="sm">
                Sign up
              </LinkButton>
            </>
          )}
        </nav>
      </header>
      <main id={MAIN_ID} className={classes.main} data-width={width} tabIndex={-1}>
        {children}
      </main>
      <PublicFooter />
    </div>
  );
}

function PublicFooter() {
  return (
    <footer className={classes.footer}>
      <div className={classes.footerRow}>
        <Logo />
        <nav aria-label="Footer" className={classes.footerNav}>
          <Link href="/products">Loan products</Link>
          <Link href="/sign-up?as=borrower">Borrow</Link>
          <Link href="/sign-up?as=depositor">Invest</Link>
          <Link href="/sign-in">Sign in</Link>
          <Link href="/docs/api">API</Link>
        </nav>
      </div>
      <p className={classes.footerText}>
        Lending carries risk. A depositor can lose money when borrowers do not repay; spreading it over many loans makes such a loss small, not impossible.
      </p>
    </footer>
  );
}
