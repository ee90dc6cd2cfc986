import type { Actor } from "@/lib/core/permissions";
import { offerTiles } from "@/lib/market/operations/offer-tiles";
import { getOfferable } from "@/lib/market/queries";

/** Who wants money back before a loan is repaid: depositor, day of the story, and how many of the own tiles, the largest first. */
const exits: readonly { depositor: number; day: number; tiles: number }[] = [
  { depositor: 7, day: 190, tiles: 2 },
  { depositor: 0, day: 280, tiles: 1 },
  { depositor: 13, day: 341, tiles: 3 },
  { depositor: 0, day: 365, tiles: 1 },
];

/** Puts up for sale what these depositors want to leave on this day; the cycle after close of business finds the buyers. */
export async function leaveEarly(day: number, depositors: readonly Actor[]): Promise<void> {
  for (const exit of exits.filter((each) => each.day === day)) {
    const depositor = depositors[exit.depositor];
    if (!depositor) throw new Error(`the story has no depositor ${exit.depositor}`);
    const { tileIds } = await getOfferable.execute(depositor, {});
    if (tileIds.length > 0) await offerTiles.execute(depositor, { tileIds: tileIds.slice(0, exit.tiles) });
  }
}
