import { expect } from "vitest";
import { database } from "@/db/client";
import { closeDays, openLoan, openServicingBank } from "@/lib/closing/testing";
import type { Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { getOwnTile } from "@/lib/funding/queries";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { checkInvariants } from "@/lib/reports/invariants";
import { registerPerson } from "@/scripts/story/people";

/* What integration tests of the market begin with: a loan whose depositors' part is one tile, and others with money. */

export type Market = Awaited<ReturnType<typeof openMarket>>;

/** A loan of 6,000.00 over six months: 600.00 are the bank's tile, 5,400.00 the seller's. The buyers bring their money afterwards. */
export async function openMarket(buyersMoney: readonly string[], kind: "declining" | "flat" = "declining") {
  const bank = await openServicingBank();
  const loanId = await openLoan(bank, bank.products[kind]);
  const buyers: Actor[] = [];
  for (const [index, amount] of buyersMoney.entries()) buyers.push(await newDepositor(`Buyer ${index + 1}`, amount));
  return { ...bank, seller: bank.depositor, loanId, buyers };
}

/** A depositor with money that waits. */
export async function newDepositor(fullName: string, amount: string): Promise<Actor> {
  const email = `${fullName.replaceAll(" ", "").toLowerCase()}@example.com`;
  const depositor = await registerPerson({ role: "depositor", fullName, email, password: "correct horse 1" });
  if (amount !== "0") await invest.execute(depositor, { amount });
  return depositor;
}

/** Ends so many days, with what follows each. */
export async function endDays(days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await closeDays(1);
    await finishEndOfDay();
  }
}

/** Lets days pass in which nothing is sold or settled, and ends one more as usual. */
export async function passDays(days: number): Promise<void> {
  await closeDays(days - 1);
  await endDays(1);
}

/** A row of tiles as it is stored. */
type StoredTile = { id: number; owner: number | null; amount: bigint; offset: bigint; settled: [bigint, bigint]; isLive: boolean };

/** All rows of a loan, those that have ended included, by offset and age. */
export async function tilesOf(loanId: number): Promise<StoredTile[]> {
  const [rows] = await database().$client.query(
    "SELECT id, depositor_id, amount, offset_before, settled_principal, settled_interest, live FROM tiles WHERE loan_id = ? ORDER BY offset_before, id",
    [loanId],
  );
  return (rows as Record<string, number | null>[]).map((row) => ({
    id: Number(row.id),
    owner: row.depositor_id === null ? null : Number(row.depositor_id),
    amount: BigInt(row.amount ?? 0),
    offset: BigInt(row.offset_before ?? 0),
    settled: [BigInt(row.settled_principal ?? 0), BigInt(row.settled_interest ?? 0)],
    isLive: row.live === 1,
  }));
}

/** The only live tile of a depositor in a loan. */
export async function liveTile(loanId: number, owner: Actor): Promise<StoredTile> {
  const own = (await tilesOf(loanId)).filter((tile) => tile.isLive && tile.owner === owner.id);
  const [tile] = own;
  if (!tile || own.length !== 1) throw new Error(`depositor ${owner.id} has ${own.length} live tiles of loan ${loanId}`);
  return tile;
}

/** Interest over all rows that a depositor ever had of a loan, as they are shown; each row's lines add up to it. */
export async function interestOfRows(loanId: number, owner: Actor): Promise<bigint> {
  let earned = 0n;
  for (const { id } of (await tilesOf(loanId)).filter((tile) => tile.owner === owner.id)) {
    const view = await getOwnTile.execute(owner, { tileId: id });
    if (!view) throw new Error(`tile ${id} is not shown to its holder`);
    expect(view.lines.reduce((sum, line) => sum + line.interest, 0n)).toBe(view.tile.earned);
    earned += view.tile.earned;
  }
  return earned;
}

/** Every rule of the books holds. */
export async function expectBooksHold(): Promise<void> {
  expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);
}
