import { z } from "zod";
import { defineOperation } from "@/lib/platform/operation";
import { settleFunders } from "../settlement";
import { insertMarks, readUnsettledRounds } from "../settlement-store";

/** Tiles per transaction: short enough that nobody waits long for a depositor's row. */
const TILES_PER_RUN = 2_000;

/**
 * Pays out what payments have brought since the last run into depositors' stored balances, oldest first.
 * What a depositor sees does not depend on it; allocation and a loan that is short of money do.
 * @returns how many tiles moved, and whether more is left
 */
export const settleReturns = defineOperation({
  name: "funding.settle",
  input: z.object({}),
  async run({ tx, actor, today, keyId }) {
    const { rounds, depositorIds, bankIds } = await readUnsettledRounds(tx, TILES_PER_RUN);
    const context = { businessDate: today, keyId, actorId: actor.id };
    const tiles = await settleFunders(tx, { depositorIds, bankIds }, context);
    await insertMarks(tx, rounds);
    return { tiles, rounds: rounds.length };
  },
});
