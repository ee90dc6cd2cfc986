/* How time is taken: interleaved rounds, so that whatever else the machine does hits every variant alike, and medians. */

/** The middle value; of an even number of them the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/** Milliseconds that `work` takes. */
export async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Runs every variant once a round, in another order each round, and answers what each measured, round by round.
 * @param variants each measures once and answers its figure
 * @param rounds how often; the first `warmUps` more are thrown away
 */
export async function interleaved<Key>(
  variants: ReadonlyMap<Key, () => Promise<number>>,
  { rounds, warmUps }: { rounds: number; warmUps: number },
): Promise<Map<Key, number[]>> {
  const figures = new Map<Key, number[]>([...variants.keys()].map((key) => [key, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    const order = [...variants];
    // Turned by one each round: none is always first, none always after the same neighbour's garbage.
    for (const [key, measure] of [...order.slice(Math.abs(round) % order.length), ...order.slice(0, Math.abs(round) % order.length)]) {
      const figure = await measure();
      if (round >= 0) figures.get(key)?.push(figure);
    }
  }
  return figures;
}

/** The median over rounds of one variant's figure by another's in the same round. */
export function medianRatio(figures: readonly number[], baselines: readonly number[]): number {
  return median(figures.map((figure, round) => figure / (baselines[round] ?? Number.NaN)));
}
