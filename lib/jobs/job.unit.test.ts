import { describe, expect, test } from "vitest";
import { finishJob, rowByRow, runTurn, type Job } from "./job";

/** A job over these rows; `bad` ones fail, `held` ones stay where they are. */
function jobOver(waiting: number[], { bad = [], held = [] }: { bad?: readonly number[]; held?: readonly number[] } = {}) {
  const left = [...waiting];
  const done: number[] = [];
  const next = (except: readonly number[]) => left.find((row) => !except.includes(row)) ?? null;
  const job: Job = {
    name: "test",
    everySeconds: 1,
    ...rowByRow({
      next: (except) => Promise.resolve(next(except)),
      work: async (except) => {
        const row = next(except);
        if (row === null || held.includes(row)) return;
        if (bad.includes(row)) throw new Error(`row ${row} is broken`);
        left.splice(left.indexOf(row), 1);
        await Promise.resolve(done.push(row));
      },
    }),
  };
  return { job, done, left };
}

/** A job that moves at its turns where `moves` says so, and has work until it has done so. */
function jobThatMoves(moves: readonly boolean[]) {
  const state = { runs: 0, hasWork: true };
  const run = () => {
    const moved = moves[state.runs] ?? false;
    state.runs += 1;
    state.hasWork = !moved;
    return Promise.resolve(moved);
  };
  return { state, job: { name: "test", everySeconds: 1, hasWork: () => Promise.resolve(state.hasWork), run } };
}

describe("rows one by one", () => {
  test("all are worked off", async () => {
    const { job, done } = jobOver([1, 2, 3]);
    await runTurn(job);
    expect(done).toEqual([1, 2, 3]);
    expect(await job.hasWork()).toBe(false);
  });

  test("rows that fail are said at the end and stop none behind them", async () => {
    const { job, done, left } = jobOver([1, 2, 3, 4], { bad: [1, 3] });
    await expect(runTurn(job)).rejects.toThrow("row 1 is broken");
    expect([done, left]).toEqual([[2, 4], [1, 3]]);
  });

  test("a row that another process holds is left for a later turn", async () => {
    const { job, done, left } = jobOver([1, 2, 3], { held: [2] });
    await runTurn(job);
    expect([done, left]).toEqual([[1, 3], [2]]);
  });

  test("where everything fails, a turn ends all the same", async () => {
    const rows = Array.from({ length: 500 }, (_, index) => index + 1);
    await expect(runTurn(jobOver(rows, { bad: rows }).job)).rejects.toThrow("row 1 is broken");
  });
});

describe("work that does not move", () => {
  test("ends a turn after one look", async () => {
    const { job, state } = jobThatMoves([]);
    await runTurn(job);
    expect(state.runs).toBe(1);
  });

  test("is waited for by those who want it finished", async () => {
    const { job, state } = jobThatMoves([false, false, true]);
    await finishJob(job, 0);
    expect(state).toEqual({ runs: 3, hasWork: false });
  });

  test("is said when it never moves, instead of being tried for ever", async () => {
    await expect(finishJob(jobThatMoves([]).job, 0)).rejects.toThrow("does not move");
  });
});
