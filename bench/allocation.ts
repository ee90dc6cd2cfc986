import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import type { BenchOptions } from "./bench-options";
import { fundOneByOne } from "./depositor-loop";
import { breakGround, leaveGround, standOn, type Ground } from "./ground";
import { interleaved, median, millisecondsOf } from "./measure";
import type { Line, Part } from "./report";
import { allowTiles, seedApprovedLoan, seedDepositors } from "./seed";

/* Allocation costs by the tiles it makes, not by the number of depositors it chooses from. */

const TILES = 100;
const PRINCIPAL = 1_000_000n;
const TIMES_FEWEST_MAX = 2;
/** Beyond these the loop over everybody takes minutes. */
const LOOPED_MAX = 10_000;

export async function benchAllocation({ quick, progress }: BenchOptions): Promise<Part> {
  const counts = quick ? [1_000, 10_000, 100_000] : [1_000, 10_000, 100_000, 1_000_000];
  const sizes = quick ? { rounds: 15, loops: 1 } : { rounds: 40, loops: 3 };
  const warmUps = 5;
  const grounds = new Map<number, Ground>();
  for (const count of counts) {
    progress(`seeding ${named(count)}`);
    grounds.set(count, await seedPool(count));
  }

  progress("disbursing");
  const disbursing = new Map<number, () => Promise<number>>();
  for (const [count, ground] of grounds) disbursing.set(count, await disburserOf(ground, sizes.rounds + warmUps));
  const figures = await interleaved(disbursing, { rounds: sizes.rounds, warmUps });

  progress("one by one");
  const loops = new Map([...grounds].filter(([count]) => count <= LOOPED_MAX).map(([count, ground]) => [count, looperOf(ground)] as const));
  const loopFigures = await interleaved(loops, { rounds: sizes.loops, warmUps: 0 });
  for (const ground of grounds.values()) await leaveGround(ground);
  return { name: "allocation", title: `A loan of ${TILES} tiles by the number of depositors, disbursed whole (one client, median)`, lines: linesOf(figures, loopFigures) };
}

function linesOf(figures: Map<number, number[]>, loopFigures: Map<number, number[]>): Line[] {
  const [fewest = 0] = figures.keys();
  const most = Math.max(...figures.keys());
  const baseline = median(figures.get(fewest) ?? []);
  const disbursed = [...figures].map(([count, times]): Line => {
    const figure = median(times);
    const line = { what: named(count), figure, unit: "ms" as const, ratio: figure / baseline, of: named(fewest) };
    return count === most ? { ...line, bar: { ratio: "at most", limit: TIMES_FEWEST_MAX } } : line;
  });
  const looped = [...loopFigures].map(([count, times]): Line => {
    const figure = median(times);
    const ratio = figure / median(figures.get(count) ?? []);
    return { what: `${named(count)}, a row each, one by one`, figure, unit: "ms", ratio, of: `the operation at ${named(count)}` };
  });
  return [...disbursed, ...looped];
}

async function seedPool(count: number): Promise<Ground> {
  const ground = await breakGround(`allocation_${count}`, "2026-01-01");
  await seedDepositors(ground.db, count);
  await allowTiles(ground, TILES);
  return ground;
}

/** Pays out one loan a call and answers how long it took. */
async function disburserOf(ground: Ground, count: number): Promise<() => Promise<number>> {
  standOn(ground);
  const loanIds: number[] = [];
  for (let loan = 0; loan < count; loan += 1) loanIds.push(await seedApprovedLoan(ground, { principal: PRINCIPAL, instalments: 12 }));
  return () => {
    standOn(ground);
    return millisecondsOf(() => disburseLoan.execute(ground.admin, { loanId: loanIds.pop() }));
  };
}

function looperOf(ground: Ground): () => Promise<number> {
  let loanId = 9_000_000_000;
  return () => millisecondsOf(() => fundOneByOne(ground.db, (loanId += 1)));
}

function named(count: number): string {
  return `${count.toLocaleString("en")} depositors`;
}
