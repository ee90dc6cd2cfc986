import { setTimeout as pause } from "node:timers/promises";
import { logger } from "@/lib/platform/logger";

/** Work that nobody waits for. */
export type Job = {
  name: string;
  everySeconds: number;
  /** A cheap look, so that an idle bank writes nothing. */
  hasWork: () => Promise<boolean>;
  /** Does some of it. False: nothing could be moved, most likely because another process holds it at this moment. */
  run: () => Promise<boolean>;
};

/** A job's turn: until nothing is left, or what is left does not move now. */
export async function runTurn(job: Job): Promise<void> {
  while (await job.hasWork()) if (!(await job.run())) return;
}

/** Half a minute without any movement: longer than another process holds a row. */
const FINISH_PAUSE_MS = 100;
const FINISH_PAUSES_MAX = 300;

/** Runs a job until nothing is left. What another process holds is waited for; what never moves is said. */
export async function finishJob(job: Job, pauseMs = FINISH_PAUSE_MS): Promise<void> {
  let pauses = 0;
  while (await job.hasWork()) {
    if (await job.run()) pauses = 0;
    else if (pauses === FINISH_PAUSES_MAX) throw new Error(`"${job.name}" has work that does not move: is a row of it locked?`);
    else {
      pauses += 1;
      await pause(pauseMs);
    }
  }
}

/** Rows that are worked off one at a time. Neither function looks at the rows of `except`. */
type Rows = {
  /** The next that waits, or null. */
  next: (except: number[]) => Promise<number | null>;
  work: (except: number[]) => Promise<unknown>;
};

/** More rows than this are not left out of one run: then more is wrong than a row. */
const LEFT_OUT_MAX = 100;

/**
 * A job of one row a transaction. A row that fails or is held stops none behind it: it is left out for the rest of the
 * run, and the first failure is thrown at its end.
 */
export function rowByRow(rows: Rows): Pick<Job, "hasWork" | "run"> {
  return { hasWork: async () => (await rows.next([])) !== null, run: () => workOff(rows) };
}

async function workOff({ next, work }: Rows): Promise<boolean> {
  const leftOut: number[] = [];
  const failures: unknown[] = [];
  let worked = 0;
  let before: number | null = null;
  while (leftOut.length < LEFT_OUT_MAX) {
    const row = await next([...leftOut]);
    if (row === null) break;
    if (row === before) {
      leftOut.push(row);
      continue;
    }
    before = row;
    worked += 1;
    await work([...leftOut]).catch((error: unknown) => {
      logger.warn({ err: error, row }, "a row of a background job failed and is left out for now");
      failures.push(error);
    });
  }
  if (failures.length > 0) throw failures[0];
  return worked > leftOut.length;
}
