import { z } from "zod";
import type { Money } from "@/lib/core/money";
import { cursorInput } from "@/lib/platform/cursor-page";
import { countInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";
import { readMovements, readMovementsAfter, type Movement } from "./movement-store";
import { movementKinds } from "./schemas";
import { readHeldDeposits, readUnfinishedTransfers, type UnfinishedTransfer } from "./transfer-store";

const PAGE_SIZE = 25;

/** What the address of the list says. Anything that is not understood is as if it had not been said. */
const listMovementsInput = z.object({
  page: countInput(1, 100_000).catch(1),
  kind: z.enum(movementKinds).optional().catch(undefined),
  pageSize: countInput(1, 100).optional(),
});

/** Everything that moved a depositor's waiting money, newest first, with what was waiting after it. */
export const listMovements = defineQuery({
  name: "deposits.list-movements",
  input: listMovementsInput,
  async run({ db, actor }, { page, kind, pageSize = PAGE_SIZE }): Promise<{ rows: Movement[]; total: number; page: number; pageSize: number }> {
    return { ...(await readMovements(db, actor.id, { kind, page, pageSize })), page, pageSize };
  },
});

/** The same for machines: in any number, those of one kind where one is named. */
export const walkMovements = defineQuery({
  name: "deposits.list-movements",
  input: z.object({ kind: z.enum(movementKinds).optional(), ...cursorInput }),
  run: ({ db, actor }, { kind, limit, after }) => readMovementsAfter(db, actor.id, { kind, limit, after }),
});

export type TransfersOnTheWay = {
  /** What the rail holds of deposits, all of them. */
  arriving: Money;
  transfers: UnfinishedTransfer[];
};

/** Deposits and withdrawals that the rail still holds, and the newest that it sent back. */
export const listTransfers = defineQuery({
  name: "deposits.list-transfers",
  input: z.object({}),
  async run({ db, actor }): Promise<TransfersOnTheWay> {
    const [arriving, transfers] = await Promise.all([readHeldDeposits(db, actor.id), readUnfinishedTransfers(db, actor.id)]);
    return { arriving, transfers };
  },
});
