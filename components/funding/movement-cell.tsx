import Link from "next/link";
import { useMoneyFormat } from "@/components/layout/money-format";
import type { Movement } from "@/lib/deposits/movement-store";
import classes from "./funding.module.css";
import { movementNote, movementTitle } from "./movement-words";

/** What moved, with the way to the tile where there is one. */
export function MovementCell({ movement }: { movement: Movement }) {
  const note = movementNote(movement, useMoneyFormat());
  const title = movementTitle(movement);
  return (
    <span className={classes.twoLines}>
      {movement.tileId === null ? <span>{title}</span> : <Link href={`/depositor/portfolio/${movement.tileId}`}>{title}</Link>}
      {note && <span className={classes.quiet}>{note}</span>}
    </span>
  );
}
