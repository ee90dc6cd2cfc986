import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { RowDataPacket } from "mysql2";
import type { BenchOptions } from "./bench-options";
import { breakGround, leaveGround, type Ground } from "./ground";
import { interleaved, median, medianRatio, millisecondsOf } from "./measure";
import type { Part } from "./report";
import { copyLoan, seedActiveLoan, seedDepositors } from "./seed";

/* Settlement pays out in bulk what payments have brought; several processes may share the work. */

const DEPOSITORS = 2_000;
const TILES_OF_A_LOAN = 100;
const SETTLERS_MAX = 2;

export async function benchSettlement({ quick, progress }: BenchOptions): Promise<Part> {
  progress("seeding");
  const ground = await breakGround("settlement", "2026-01-01");
  await seedDepositors(ground.db, DEPOSITORS);
  const source = { funders: TILES_OF_A_LOAN, principal: 100_000_000n, instalments: 12 };
  // Twenty groups of depositors, so that most have tiles of many loans.
  for (let group = 0; group < DEPOSITORS / TILES_OF_A_LOAN; group += 1) await copyLoan(ground.db, await seedActiveLoan(ground, source), quick ? 4 : 19);

  progress("settling");
  const program = fileURLToPath(new URL("settler.ts", import.meta.url));
  const settlers = Array.from({ length: SETTLERS_MAX }, () => fork(program, [ground.url]));
  await Promise.all(settlers.map((settler) => once(settler, "message")));
  const variants = new Map([1, SETTLERS_MAX].map((count) => [count, () => tilesPerSecond(ground, settlers.slice(0, count))]));
  const figures = await interleaved(variants, { rounds: quick ? 3 : 5, warmUps: 1 });
  for (const settler of settlers) settler.kill();
  await leaveGround(ground);

  const [alone, shared] = [figures.get(1) ?? [], figures.get(SETTLERS_MAX) ?? []];
  return {
    name: "settlement",
    title: `Tiles settled a second, ${DEPOSITORS.toLocaleString("en")} depositors with tiles of ${quick ? 5 : 20} loans each`,
    lines: [
      { what: "1 process", figure: median(alone), unit: "/s", ratio: 1, of: "itself" },
      { what: `${SETTLERS_MAX} processes`, figure: median(shared), unit: "/s", ratio: medianRatio(shared, alone), of: "1 process" },
    ],
  };
}

/** Every loan is repaid a little; then these processes settle until nothing is left. */
async function tilesPerSecond({ db }: Ground, settlers: readonly ChildProcess[]): Promise<number> {
  await db.$client.query("UPDATE funding_rounds SET cum_principal = cum_principal + total DIV 100, cum_interest = cum_interest + total DIV 1000");
  const [rows] = await db.$client.query<RowDataPacket[]>("SELECT COUNT(*) AS count FROM tiles");
  const elapsed = await millisecondsOf(() =>
    Promise.all(
      settlers.map(async (settler) => {
        settler.send("settle");
        await once(settler, "message");
      }),
    ),
  );
  return (Number(rows[0]?.count) * 1_000) / elapsed;
}
