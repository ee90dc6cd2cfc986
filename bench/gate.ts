import type { RowDataPacket } from "mysql2";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import type { BenchOptions } from "./bench-options";
import { breakGround, leaveGround, standOn, type Ground } from "./ground";
import { interleaved, median, millisecondsOf } from "./measure";
import type { Line, Part } from "./report";
import { allowTiles, seedApprovedLoan, seedDepositors } from "./seed";

/* Behind the gate a loan costs by the tiles it makes too. Only "not enough" has to be read from everybody. */

const COUNTS = [1_000, 100_000];
const TILES = 100;
const PRINCIPAL = 1_000_000n;
/** Nearly all have a little less than a tile must be, one of fifteen a little more: the first five hundred of the ring do not cover the loan, the first thousand do. */
const MONEY = "IF(ring MOD 15 = 0, 10500, 9500)";
const TIMES_FEWEST_MAX = 2;

export async function benchGate({ quick, progress }: BenchOptions): Promise<Part> {
  const [rounds, warmUps] = [quick ? 10 : 25, 3];
  const grounds = new Map<number, Ground>();
  const funded = new Map<number, () => Promise<number>>();
  const refused = new Map<number, () => Promise<number>>();
  for (const count of COUNTS) {
    progress(`seeding ${named(count)}`);
    const ground = await seedTightPool(count);
    grounds.set(count, ground);
    funded.set(count, await fundingOf(ground, rounds + warmUps));
    refused.set(count, await refusalOf(ground));
  }
  progress("disbursing behind the gate");
  const fundedFigures = await interleaved(funded, { rounds, warmUps });
  progress("refusing");
  const refusedFigures = await interleaved(refused, { rounds: quick ? 3 : 7, warmUps: 1 });
  for (const ground of grounds.values()) await leaveGround(ground);
  return {
    name: "gate",
    title: `A loan of ${TILES} tiles behind the gate by the number of depositors, disbursed whole (one client, median)`,
    lines: [...linesOf("", fundedFigures, TIMES_FEWEST_MAX), ...linesOf(", money short: refused", refusedFigures)],
  };
}

function linesOf(what: string, figures: Map<number, number[]>, timesFewestMax?: number): Line[] {
  const [fewest = 0, most] = [...figures.keys()];
  const baseline = median(figures.get(fewest) ?? []);
  return [...figures].map(([count, times]): Line => {
    const figure = median(times);
    const line = { what: `${named(count)}${what}`, figure, unit: "ms" as const, ratio: figure / baseline, of: `${named(fewest)}${what}` };
    return count === most && timesFewestMax !== undefined ? { ...line, bar: { ratio: "at most", limit: timesFewestMax } } : line;
  });
}

async function seedTightPool(count: number): Promise<Ground> {
  const ground = await breakGround(`gate_${count}`, "2026-01-01");
  await seedDepositors(ground.db, count);
  await ground.db.$client.query(`UPDATE depositors SET available = ${MONEY}`);
  await allowTiles(ground, TILES);
  return ground;
}

/** Pays out one loan a call, answers how long it took, and gives the money back. */
async function fundingOf(ground: Ground, count: number): Promise<() => Promise<number>> {
  standOn(ground);
  const loanIds: number[] = [];
  for (let loan = 0; loan < count; loan += 1) loanIds.push(await seedApprovedLoan(ground, { principal: PRINCIPAL, instalments: 12 }));
  return async () => {
    standOn(ground);
    const loanId = loanIds.pop();
    const elapsed = await millisecondsOf(() => disburseLoan.execute(ground.admin, { loanId }));
    const [rounds] = await ground.db.$client.query<RowDataPacket[]>("SELECT path, tile_count FROM funding_rounds WHERE loan_id = ?", [loanId]);
    if (rounds[0]?.path !== "gate" || Number(rounds[0].tile_count) !== TILES) throw new Error(`the loan did not go through the gate: ${JSON.stringify(rounds)}`);
    await ground.db.$client.query(
      `UPDATE depositors SET available = ${MONEY}, working = 0 WHERE user_id IN (SELECT depositor_id FROM tiles WHERE loan_id = ?)`,
      [loanId],
    );
    return elapsed;
  };
}

/** Asks for more than the tiles can carry, whoever gives them. */
async function refusalOf(ground: Ground): Promise<() => Promise<number>> {
  standOn(ground);
  const loanId = await seedApprovedLoan(ground, { principal: 2n * PRINCIPAL, instalments: 12 });
  return () => {
    standOn(ground);
    return millisecondsOf(async () => {
      const outcome = await disburseLoan.execute(ground.admin, { loanId }).catch((error: { code?: string }) => error.code);
      if (outcome !== "allocation_not_possible") throw new Error(`the loan was not refused: ${JSON.stringify(outcome)}`);
    });
  };
}

function named(count: number): string {
  return `${count.toLocaleString("en")} depositors`;
}
