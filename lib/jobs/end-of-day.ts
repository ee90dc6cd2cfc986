import { system } from "@/lib/core/permissions";
import { settleReturns } from "@/lib/funding/operations/settle";
import { hasUnsettledReturns } from "@/lib/funding/settlement-queries";
import { nextLoanToClose } from "@/lib/loans/closing-query";
import { nextExpiredApproval } from "@/lib/loans/expiry-query";
import { closeForGood } from "@/lib/loans/operations/close-for-good";
import { expireApprovals } from "@/lib/loans/operations/expire-approvals";
import { sellTiles } from "@/lib/market/operations/sell-tiles";
import { nextOfferToTry } from "@/lib/market/queries";
import { forgetPositions } from "@/lib/reports/operations/forget-positions";
import { provePositions } from "@/lib/reports/operations/prove-positions";
import { hasPositionsToForget, hasPositionsToProve } from "@/lib/reports/position-queries";
import { hasRecordsToForget } from "./forget-query";
import { forgetRecords } from "./operations/forget-records";
import { finishJob, rowByRow, type Job } from "./job";

/** A mark that a payment holds stays, and with it the work. */
const hasMoved = ({ tiles, rounds }: { tiles: number; rounds: number }) => tiles + rounds > 0;

/**
 * What follows the close of a business date, in this order. Each run is a short transaction of its own and may happen
 * in any process at any time: a run finds its work in the rows, so one that is stopped is taken up again, and one that
 * comes twice finds nothing.
 */
export const endOfDayJobs: readonly Job[] = [
  { name: "expire approvals", everySeconds: 10, ...rowByRow({ next: nextExpiredApproval, work: (except) => expireApprovals.execute(system, { except }) }) },
  { name: "settle returns", everySeconds: 3, hasWork: hasUnsettledReturns, run: async () => hasMoved(await settleReturns.execute(system, {})) },
  { name: "sell tiles", everySeconds: 10, ...rowByRow({ next: nextOfferToTry, work: (except) => sellTiles.execute(system, { except }) }) },
  { name: "close loans for good", everySeconds: 10, ...rowByRow({ next: nextLoanToClose, work: (except) => closeForGood.execute(system, { except }) }) },
  { name: "prove positions", everySeconds: 20, hasWork: hasPositionsToProve, run: async () => (await provePositions.execute(system, {})).date !== null },
  { name: "forget old positions", everySeconds: 60, hasWork: hasPositionsToForget, run: async () => (await forgetPositions.execute(system, {})).date !== null },
  { name: "forget what is over", everySeconds: 60, hasWork: hasRecordsToForget, run: async () => (await forgetRecords.execute(system, {})).looked > 0 },
];

/** Runs what follows the close of a day until nothing is left: for the command line, the demo's story and tests. */
export async function finishEndOfDay(): Promise<void> {
  for (const job of endOfDayJobs) await finishJob(job);
}
