import type { Tx } from "@/db/transaction";
import { advanceFinalCounters } from "@/lib/core/closing-for-good";
import { advanceCounters, type CounterDeltas, type RoundCounters } from "@/lib/core/distribution";
import type { Money } from "@/lib/core/money";
import { readRound, setRoundCounters } from "./store";

/** What a payment earned: differences to the round's figures so far; the loan's row is locked by the caller. */
export type RoundProgress = {
  loanId: number;
  /** Principal earned in all by valid payments after this one. */
  principalEarned: Money;
  /** Gross interest that this event adds. */
  interestAdded: Money;
  feePpm: number;
  fundPpm: number;
  /** The loan's advance, and what of one was given up when the loan was closed for good. */
  excessBefore: Money;
};

/**
 * Moves the loan's counters: the whole distribution of a payment, whatever the number of funders.
 * @returns `advance` is the whole excess of the counters over what is earned, what was given up of it included
 */
export async function advanceRound(
  tx: Tx,
  progress: RoundProgress,
): Promise<{ counters: RoundCounters; deltas: CounterDeltas; advance: Money }> {
  const { counters: before, closedForGood } = await readRound(tx, progress.loanId);
  const moved = (closedForGood ? advanceFinalCounters : advanceCounters)(
    before,
    {
      principal: progress.principalEarned,
      interestGross: before.interestGross + progress.interestAdded,
      feePpm: progress.feePpm,
      fundPpm: progress.fundPpm,
    },
    progress.excessBefore,
  );
  await setRoundCounters(tx, progress.loanId, moved.counters);
  return moved;
}
