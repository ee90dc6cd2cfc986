import { z } from "zod";
import { defineOperation } from "@/lib/platform/operation";
import { settleBacklog } from "../settlement-runs";

/**
 * Pays out what payments have brought since the last run into funders' stored balances, oldest first; several processes
 * share the work. What a depositor sees does not depend on it; allocation and a loan that is short of money do.
 * @returns how many tiles moved, and how many rounds are settled with it
 */
export const settleReturns = defineOperation({
  name: "funding.settle",
  input: z.object({}),
  run: ({ tx, actor, today, keyId }) => settleBacklog(tx, { businessDate: today, keyId, actorId: actor.id }),
});
