"use client";

import { Money } from "@/components/layout/money";
import { SimpleTable } from "@/components/tables/simple-table";
import type { Movement } from "@/lib/deposits/movement-store";
import { formatDate } from "@/lib/format";
import classes from "./funding.module.css";
import { MovementCell } from "./movement-cell";

const columns = [{ header: "What" }, { header: "In or out", align: "end" }] as const;

/** The newest few movements, without pages or filters. */
export function NewestMovements({ movements }: { movements: readonly Movement[] }) {
  return (
    <SimpleTable
      caption="The newest movements"
      columns={columns}
      rows={movements.map((movement) => ({
        key: movement.entryId,
        cells: [
          <div key="what" className={classes.words}>
            <MovementCell movement={movement} />
            <span className={classes.quiet}>{formatDate(movement.on)}</span>
          </div>,
          <div key="amount" className={classes.twoLines}>
            <Money minor={movement.amount} signed />
            <span className={classes.quiet}>
              <Money minor={movement.waitingAfter} /> waiting
            </span>
          </div>,
        ],
      }))}
    />
  );
}
