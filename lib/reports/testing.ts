/**
 * The most work that was done before anybody else got a turn, while `run` was running. Work is counted and not timed:
 * whatever the machine and its neighbours do, the same calculation is the same work.
 */
export async function withTurnsWatched<T>(workDone: () => number, run: () => Promise<T>): Promise<{ result: T; mostWork: number }> {
  let mostWork = 0;
  let before = workDone();
  let next = setImmediate(turn);
  function turn() {
    mostWork = Math.max(mostWork, workDone() - before);
    before = workDone();
    next = setImmediate(turn);
  }
  const result = await run();
  clearImmediate(next);
  return { result, mostWork: Math.max(mostWork, workDone() - before) };
}
