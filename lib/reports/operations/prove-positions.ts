import { z } from "zod";
import { defineOperation } from "@/lib/platform/operation";
import { proveNight } from "../position-night";
import { claimDate, readUnprovedDate, takeTurn } from "../position-proof-store";

/**
 * Proves every depositor's position as it is now, for the newest business date that was closed: a root that anybody can
 * keep, and for the newest nights what each depositor needs to find the own position under it.
 * @returns the date and its root; a null date when it was proved already, or somebody is proving
 */
export const provePositions = defineOperation({
  name: "reports.prove-positions",
  input: z.object({}),
  async run({ tx }) {
    if (!(await takeTurn(tx))) return { date: null };
    const date = await readUnprovedDate(tx);
    if (date === null || !(await claimDate(tx, date))) return { date: null };
    return { date, ...(await proveNight(tx, date)) };
  },
});
