import classes from "./skip-link.module.css";

export const MAIN_ID = "main";

/** The first stop of the keyboard: past the navigation. */
export function SkipLink() {
  return (
    <a className={classes.skip} href={`#${MAIN_ID}`}>
      Skip to the content
    </a>
  );
}
