import Link from "next/link";
import classes from "./logo.module.css";

/** The bank's sign: four laid stones, one of them yours. */
export function LogoMark({ size = 24 }: { size?: number }) {
  return (
    <svg className={classes.mark} width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <rect x="0" y="0" width="14" height="9" rx="1.5" />
      <rect x="16" y="0" width="8" height="14" rx="1.5" />
      <rect x="0" y="11" width="6" height="13" rx="1.5" />
      <rect x="8" y="11" width="6" height="13" rx="1.5" data-own />
      <rect x="16" y="16" width="8" height="8" rx="1.5" />
    </svg>
  );
}

/** Sign and name, leading home. */
export function Logo({ href = "/", name = "Tessera" }: { href?: string; name?: string }) {
  return (
    <Link href={href} className={classes.logo}>
      <LogoMark />
      {name}
    </Link>
  );
}
