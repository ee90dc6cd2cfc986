import { readBalance } from "@/lib/funding/balance-store";
import type { BenchOptions } from "./bench-options";
import { breakGround, leaveGround } from "./ground";
import { interleaved, median, millisecondsOf } from "./measure";
import type { Line, Part } from "./report";
import { copyLoan, seedActiveLoan, seedDepositors } from "./seed";

/* What a depositor sees is exact at every moment, so it is reckoned from the tiles: how long that takes. */

const TILES = [10, 100, 1_000, 5_000];
const FUNDERS = 10;

export async function benchBalances({ quick, progress }: BenchOptions): Promise<Part> {
  const tiles = quick ? TILES.slice(0, 3) : TILES;
  progress("seeding");
  const ground = await breakGround("balances", "2026-01-01");
  const { db } = ground;
  await seedDepositors(db, FUNDERS);
  const loanId = await seedActiveLoan(ground, { funders: FUNDERS, principal: 1_000_000n, instalments: 12 });
  const [firstCopy = 0] = await copyLoan(db, loanId, Math.max(...tiles));
  // Those whose balance is read come afterwards: they have the tiles that are given them here, and no others.
  const first = await seedDepositors(db, tiles.length);
  // A third has been repaid, and nothing of it is settled.
  await db.$client.query("UPDATE funding_rounds SET cum_principal = total DIV 3, cum_interest = total DIV 50");
  for (const [index, count] of tiles.entries()) {
    await db.$client.query(
      `INSERT INTO tiles (loan_id, round_number, depositor_id, amount, offset_before)
       SELECT id, 1, ?, 1000, principal + ? FROM loans WHERE id BETWEEN ? AND ?`,
      [first + index, index, firstCopy, firstCopy + count - 1],
    );
  }

  progress("reading");
  const variants = new Map(tiles.map((count, index) => [count, () => millisecondsOf(() => readBalance(db, first + index))]));
  const figures = await interleaved(variants, { rounds: quick ? 100 : 200, warmUps: 20 });
  await leaveGround(ground);

  const fewest = median(figures.get(TILES[0] ?? 0) ?? []);
  const lines = tiles.map((count): Line => {
    const figure = median(figures.get(count) ?? []);
    return { what: `${count.toLocaleString("en")} tiles`, figure, unit: "ms", ratio: figure / fewest, of: "10 tiles" };
  });
  return { name: "balances", title: "A depositor's exact balance by the number of tiles (median)", lines };
}
