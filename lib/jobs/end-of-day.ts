import { system } from "@/lib/core/permissions";
import { settleReturns } from "@/lib/funding/operations/settle";
import { hasUnsettledReturns } from "@/lib/funding/settlement-queries";
import { hasLoanToClose } from "@/lib/loans/closing-query";
import { hasExpiredApproval } from "@/lib/loans/expiry-query";
import { closeForGood } from "@/lib/loans/operations/close-for-good";
import { expireApprovals } from "@/lib/loans/operations/expire-approvals";
import { sellTiles } from "@/lib/market/operations/sell-tiles";
import { hasOfferToTry } from "@/lib/market/queries";
import { forgetPositions } from "@/lib/reports/operations/forget-positions";
import { provePositions } from "@/lib/reports/operations/prove-positions";
import { hasPositionsToForget, hasPositionsToProve } from "@/lib/reports/position-queries";

/** Work that nobody waits for. `hasWork` is a cheap look, so that an idle bank writes nothing. */
export type Job = { name: string; everySeconds: number; hasWork: () => Promise<boolean>; run: () => Promise<unknown> };

/**
 * What follows the close of a business date, in this order. Each run is a short transaction of its own and may happen
 * in any process at any time: a run finds its work in the rows, so one that is stopped is taken up again, and one that
 * comes twice finds nothing.
 */
export const endOfDayJobs: readonly Job[] = [
  { name: "expire approvals", everySeconds: 10, hasWork: hasExpiredApproval, run: () => expireApprovals.execute(system, {}) },
  { name: "settle returns", everySeconds: 3, hasWork: hasUnsettledReturns, run: () => settleReturns.execute(system, {}) },
  { name: "sell tiles", everySeconds: 10, hasWork: hasOfferToTry, run: () => sellTiles.execute(system, {}) },
  { name: "close loans for good", everySeconds: 10, hasWork: hasLoanToClose, run: () => closeForGood.execute(system, {}) },
  { name: "prove positions", everySeconds: 20, hasWork: hasPositionsToProve, run: () => provePositions.execute(system, {}) },
  { name: "forget old positions", everySeconds: 60, hasWork: hasPositionsToForget, run: () => forgetPositions.execute(system, {}) },
];

/** Runs what follows the close of a day until nothing is left: for the command line, the demo's story and tests. */
export async function finishEndOfDay(): Promise<void> {
  for (const job of endOfDayJobs) while (await job.hasWork()) await job.run();
}
