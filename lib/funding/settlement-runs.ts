import type { Tx } from "@/db/transaction";
import { lockBanks, lockFreeBanks } from "@/lib/catalog/steps";
import { settleFunders, settleHeld, type EntryContext } from "./settlement";
import { moveMarks, readBacklog, readTilesToSettle, readUnsettledDepositors, type Backlog, type TileScope, type TileToSettle } from "./settlement-store";
import { lockDepositors, lockFreeDepositors } from "./store";

/** A run looks at this many tiles of the oldest rounds, so that several processes find enough to share. */
const TILES_SEEN = 8_000;
/** Tiles and depositors of one run: short enough that nobody waits long for a depositor's row. */
const TILES_PER_RUN = 4_000;
const DEPOSITORS_PER_RUN = 250;
const DEPOSITORS_PER_CHUNK = 500;

type SettlementRun = {
  /** How many tiles moved. */
  tiles: number;
  /** How many rounds are settled as far as their counters said. */
  rounds: number;
};

/**
 * One run of the background settlement, in any number of processes: of the funders behind the oldest unsettled rounds
 * it takes those that nobody holds, in ascending order, and pays each at once what all payments have brought. What
 * others hold they settle themselves, or a later run does.
 */
export async function settleBacklog(tx: Tx, context: EntryContext): Promise<SettlementRun> {
  const backlog = await readBacklog(tx, TILES_SEEN);
  const waiting = await readTilesToSettle(tx, backlog.rounds);
  const ids = distinct(waiting.map((tile) => tile.depositorId));
  const bankIds = distinct(waiting.map((tile) => tile.bankId));
  let depositors = await lockFreeDepositors(tx, ids, DEPOSITORS_PER_RUN);
  let banks = await lockFreeBanks(tx, bankIds);
  if (depositors.length + banks.length === 0) ({ depositors, banks } = await waitForOne(tx, ids, bankIds));
  const settled = await settleHeld(tx, { depositors, bankIds: banks }, { context, scope: scopeOf(backlog, TILES_PER_RUN) });
  const rounds = await moveMarks(tx, finishedRounds(backlog, waiting, new Set(settled)), context.keyId);
  return { tiles: settled.length, rounds };
}

/** Everybody is busy: rather than to come again and again, wait for the first. */
async function waitForOne(tx: Tx, ids: readonly number[], bankIds: readonly number[]) {
  const depositors = await lockDepositors(tx, ids.slice(0, 1));
  const banks = depositors.length === 0 ? bankIds.slice(0, 1) : [];
  await lockBanks(tx, banks);
  return { depositors, banks };
}

/**
 * Step 0 of an allocation: pays candidates that are free what the oldest unsettled rounds have brought them, so that
 * in a small bank a loan is shared evenly over everything that is shown as waiting. Keeps their rows locked, and moves
 * no mark: no payment is to wait for a loan that is paid out.
 */
export async function settleCandidates(
  tx: Tx,
  candidates: readonly number[],
  { context, tilesMax }: { context: EntryContext; tilesMax: number },
): Promise<void> {
  const backlog = await readBacklog(tx, tilesMax);
  const waiting = await readTilesToSettle(tx, backlog.rounds);
  const isCandidate = new Set(candidates);
  const ids = distinct(waiting.map((tile) => tile.depositorId)).filter((id) => isCandidate.has(id));
  const depositors = await lockFreeDepositors(tx, ids, ids.length);
  await settleHeld(tx, { depositors, bankIds: [] }, { context, scope: scopeOf(backlog, tilesMax) });
}

/** Who has something to settle in the oldest unsettled rounds with so many tiles, without locks. */
export async function depositorsBehindBacklog(tx: Tx, tilesMax: number): Promise<number[]> {
  const { rounds } = await readBacklog(tx, tilesMax);
  return distinct((await readTilesToSettle(tx, rounds)).map((tile) => tile.depositorId));
}

/** Where more is unsettled than these rounds, a depositor's other tiles are most likely unsettled too. */
function scopeOf({ rounds, isWhole }: Backlog, tilesMax: number): TileScope {
  return { tilesMax, ...(isWhole ? { loanIds: rounds.map((round) => round.loanId) } : {}) };
}

/**
 * A mark may only say what every tile of the round has settled: those of which each tile that was waiting is among
 * the settled ones. What another run settles at this moment is not seen here; the round is then marked later.
 */
function finishedRounds({ rounds }: Backlog, waiting: readonly TileToSettle[], settled: ReadonlySet<number>) {
  const open = new Set(waiting.filter((tile) => !settled.has(tile.tileId)).map((tile) => `${tile.loanId}:${tile.roundNumber}`));
  return rounds.filter((round) => !open.has(`${round.loanId}:${round.roundNumber}`));
}

/** Settles every depositor with returns, in ascending order and waiting for each; answers how many tiles moved. */
export async function settleAllDepositors(tx: Tx, context: EntryContext): Promise<number> {
  const ids = await readUnsettledDepositors(tx);
  let moved = 0;
  for (let start = 0; start < ids.length; start += DEPOSITORS_PER_CHUNK) {
    moved += await settleFunders(tx, { depositorIds: ids.slice(start, start + DEPOSITORS_PER_CHUNK), bankIds: [] }, context);
  }
  return moved;
}

function distinct(ids: readonly (number | null)[]): number[] {
  return [...new Set(ids.filter((id) => id !== null))].sort((left, right) => left - right);
}
