import Link from "next/link";
import { calculators } from "./calculators";
import classes from "./calculators.module.css";

/** All calculators, each with what it answers. */
export function CalculatorList() {
  return (
    <ul className={classes.list}>
      {calculators.map(({ href, title, lead }) => (
        <li key={href}>
          <Link href={href} className={classes.item}>
            <h2 className={classes.itemTitle}>{title}</h2>
            <span className={classes.itemText}>{lead}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
