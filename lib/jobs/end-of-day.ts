import { system } from "@/lib/core/permissions";
import { settleReturns } from "@/lib/funding/operations/settle";
import { hasUnsettledReturns } from "@/lib/funding/settlement-queries";

/** Work that nobody waits for. `hasWork` is a cheap look, so that an idle bank writes nothing. */
export type Job = { name: string; everySeconds: number; hasWork: () => Promise<boolean>; run: () => Promise<unknown> };

/**
 * What follows the close of a business date, in this order. Each run is a short transaction of its own and may happen
 * in any process at any time: a run finds its work in the rows, so one that is stopped is taken up again, and one that
 * comes twice finds nothing.
 */
export const endOfDayJobs: readonly Job[] = [
  { name: "settle returns", everySeconds: 3, hasWork: hasUnsettledReturns, run: () => settleReturns.execute(system, {}) },
];

/** Runs what follows the close of a day until nothing is left: for the command line, the demo's story and tests. */
export async function finishEndOfDay(): Promise<void> {
  for (const job of endOfDayJobs) while (await job.hasWork()) await job.run();
}
