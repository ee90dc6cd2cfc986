/** What every part of the bench is told: whether to measure less of everything, and whom to tell what it is busy with. */
export type BenchOptions = { quick: boolean; progress: (text: string) => void };
