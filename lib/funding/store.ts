import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { AllocationPart, Candidate } from "@/lib/core/allocation";
import type { BusinessDate } from "@/lib/core/business-date";
import type { RoundCounters } from "@/lib/core/distribution";
import type { Money } from "@/lib/core/money";
import { ringPlace } from "@/lib/core/ring-place";
import { strategyOf } from "./strategy";

/* Plain SQL on purpose: these are the hot paths of money, and their plans are pinned. */

/** Rows that one statement writes: a longer one would hold up the others of its connection and of its table. */
export const ROWS_PER_STATEMENT = 4_000;

/** A depositor's locked row. */
export type LockedDepositor = {
  depositorId: number;
  personId: number;
  available: Money;
  reserved: Money;
  due: Money;
  working: Money;
  keepAside: Money;
  reinvest: boolean;
};

/**
 * Makes the depositor's row when it is not there yet, at its fixed place of the ring. Not INSERT IGNORE: when another
 * request makes the row meanwhile, ON DUPLICATE KEY locks it exclusively, where IGNORE would share it and deadlock.
 */
export async function insertDepositorIfAbsent(tx: Tx, depositorId: number): Promise<void> {
  await tx.$client.query(
    `INSERT INTO depositors (user_id, person_id, ring) SELECT id, person_id, ? FROM users WHERE id = ? AND role = 'depositor'
     ON DUPLICATE KEY UPDATE user_id = depositors.user_id`,
    [ringPlace(depositorId), depositorId],
  );
}

const LOCKED_COLUMNS = "user_id, person_id, available, reserved, due, working, keep_aside, reinvest";

/** Locks depositors in ascending order, waiting for whoever holds them. */
export async function lockDepositors(tx: Tx, depositorIds: readonly number[]): Promise<LockedDepositor[]> {
  if (depositorIds.length === 0) return [];
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT ${LOCKED_COLUMNS} FROM depositors FORCE INDEX (PRIMARY) WHERE user_id IN (?) ORDER BY user_id FOR UPDATE`,
    [depositorIds],
  );
  return rows.map(lockedDepositor);
}

/** Locks the first of these depositors, ascending, that nobody holds, so many at most. */
export async function lockFreeDepositors(tx: Tx, depositorIds: readonly number[], countMax: number): Promise<LockedDepositor[]> {
  if (depositorIds.length === 0) return [];
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT ${LOCKED_COLUMNS} FROM depositors FORCE INDEX (PRIMARY) WHERE user_id IN (?) ORDER BY user_id LIMIT ? FOR UPDATE SKIP LOCKED`,
    [depositorIds, countMax],
  );
  return rows.map(lockedDepositor);
}

function lockedDepositor(row: RowDataPacket): LockedDepositor {
  return {
    depositorId: Number(row.user_id),
    personId: Number(row.person_id),
    available: BigInt(row.available),
    reserved: BigInt(row.reserved),
    due: BigInt(row.due),
    working: BigInt(row.working),
    keepAside: BigInt(row.keep_aside),
    reinvest: Boolean(row.reinvest),
  };
}

/**
 * The next candidates of the ring after the pool's cursor, wrapping around; moves the cursor behind them. When the
 * whole ring is asked, the next loan starts one place further, so that odd units do not always meet the same people.
 */
export async function reserveRing(tx: Tx, poolId: number, count: number): Promise<number[]> {
  const [pools] = await tx.$client.query<RowDataPacket[]>("SELECT cursor_position FROM pools WHERE id = ? FOR UPDATE", [poolId]);
  const cursor = Number(pools[0]?.cursor_position ?? 0);
  const after = await ringSlice(tx, { place: "ring > ?", from: cursor, count });
  const wrapped = after.length < count ? await ringSlice(tx, { place: "ring <= ?", from: cursor, count: count - after.length }) : [];
  const asked = [...after, ...wrapped];
  const next = asked.length < count ? asked[0] : asked.at(-1);
  if (next) await tx.$client.query("UPDATE pools SET cursor_position = ? WHERE id = ?", [next.ring, poolId]);
  return asked.map((place) => place.depositorId);
}

/** These depositors in the order of the ring, from the pool's cursor on. */
export async function sortByRing(tx: Tx, poolId: number, depositorIds: readonly number[]): Promise<number[]> {
  if (depositorIds.length === 0) return [];
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT user_id, ring > (SELECT cursor_position FROM pools WHERE id = ?) AS is_after
     FROM depositors FORCE INDEX (PRIMARY) WHERE user_id IN (?) ORDER BY is_after DESC, ring`,
    [poolId, depositorIds],
  );
  return rows.map((row) => Number(row.user_id));
}

/** The next places of the ring after the last of `order`, none of them in it; moves no cursor and locks nothing. */
export async function readRingAfter(tx: Tx, order: readonly number[], count: number): Promise<number[]> {
  const [rows] = await tx.$client.query<RowDataPacket[]>("SELECT ring FROM depositors WHERE user_id = ?", [order.at(-1) ?? 0]);
  const from = Number(rows[0]?.ring ?? 0);
  const after = await ringSlice(tx, { place: "ring > ?", from, count });
  const wrapped = after.length < count ? await ringSlice(tx, { place: "ring <= ?", from, count: count - after.length }) : [];
  const asked = new Set(order);
  return [...after, ...wrapped].map((place) => place.depositorId).filter((id) => !asked.has(id));
}

async function ringSlice(tx: Tx, { place, from, count }: { place: "ring > ?" | "ring <= ?"; from: number; count: number }) {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT user_id, ring FROM depositors FORCE INDEX (depositors_ring)
     WHERE eligible = 1 AND ${place} ORDER BY ring LIMIT ?`,
    [from, count],
  );
  return rows.map((row) => ({ depositorId: Number(row.user_id), ring: Number(row.ring) }));
}

/** The fields of a depositor from which a candidate is made. */
export const CANDIDATE_COLUMNS =
  "user_id, person_id, available, committed, due, working, accepted_grades, longest_term_days, largest_share_ppm, keep_aside, reinvest";

/**
 * Locks candidates that are free, skipping those that another loan holds at this moment.
 * @param order the ids in ring order; it gives each its position
 */
export async function lockFreeCandidates(tx: Tx, order: readonly number[]): Promise<Candidate[]> {
  if (order.length === 0) return [];
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT ${CANDIDATE_COLUMNS} FROM depositors FORCE INDEX (PRIMARY)
     WHERE user_id IN (?) AND eligible = 1 ORDER BY user_id FOR UPDATE SKIP LOCKED`,
    [order],
  );
  return inRingOrder(rows, order);
}

/** As `lockFreeCandidates`, but waits for each, in ascending order: only behind the gate. A deadlock with a loan outside it is retried. */
export async function lockCandidatesWaiting(tx: Tx, order: readonly number[]): Promise<Candidate[]> {
  if (order.length === 0) return [];
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT ${CANDIDATE_COLUMNS} FROM depositors FORCE INDEX (PRIMARY) WHERE user_id IN (?) ORDER BY user_id FOR UPDATE`,
    [order],
  );
  return inRingOrder(rows, order);
}

function inRingOrder(rows: RowDataPacket[], order: readonly number[]): Candidate[] {
  const positions = new Map(order.map((id, position) => [id, position]));
  return rows.map((row) => candidateOf(row, positions.get(Number(row.user_id)) ?? 0));
}

/** A candidate at a place of the ring, from the columns above. */
export function candidateOf(row: RowDataPacket, position: number): Candidate {
  const available = BigInt(row.available);
  return {
    depositorId: Number(row.user_id),
    personId: Number(row.person_id),
    position,
    availableMinor: available,
    ownMoneyMinor: available + BigInt(row.committed) + BigInt(row.working),
    dueMinor: BigInt(row.due),
    strategy: strategyOf({
      acceptedGrades: Number(row.accepted_grades),
      longestTermDays: row.longest_term_days === null ? null : Number(row.longest_term_days),
      largestSharePpm: Number(row.largest_share_ppm),
      keepAside: BigInt(row.keep_aside),
      reinvest: Boolean(row.reinvest),
    }),
  };
}

/** One short loan at a time goes through the gate; held until the transaction ends. */
export async function lockGate(tx: Tx, poolId: number): Promise<void> {
  await tx.$client.query("SELECT id FROM pool_gates WHERE id = ? FOR UPDATE", [poolId]);
}

/** One tile to write. */
export type NewTile = { depositorId: number | null; bankId: number | null; amount: Money; offset: Money };

/** How an allocation went: from the ring, after one extension, or behind the gate. */
export type AllocationPath = "ring" | "extended" | "gate";

/** The round and its tiles. */
export async function insertRound(
  tx: Tx,
  round: { loanId: number; total: Money; pooled: Money; fundedOn: BusinessDate; path: AllocationPath; keyId: number },
  tiles: readonly NewTile[],
): Promise<void> {
  await tx.$client.query(
    "INSERT INTO funding_rounds (loan_id, number, total, pooled, tile_count, funded_on, path, mark_key_id) VALUES (?, 1, ?, ?, ?, ?, ?, ?)",
    [round.loanId, round.total, round.pooled, tiles.length, round.fundedOn, round.path, round.keyId],
  );
  for (let start = 0; start < tiles.length; start += ROWS_PER_STATEMENT) {
    const rows = tiles
      .slice(start, start + ROWS_PER_STATEMENT)
      .map((tile) => [round.loanId, 1, tile.depositorId, tile.bankId, tile.amount, tile.offset]);
    await tx.$client.query("INSERT INTO tiles (loan_id, round_number, depositor_id, bank_id, amount, offset_before) VALUES ?", [rows]);
  }
}

/** The record of who was asked for a loan, what each gave, and which limit held. */
export async function insertCandidates(tx: Tx, loanId: number, asked: readonly AllocationPart[]): Promise<void> {
  for (let start = 0; start < asked.length; start += ROWS_PER_STATEMENT) {
    const rows = asked
      .slice(start, start + ROWS_PER_STATEMENT)
      .map((part) => [loanId, 1, part.depositorId, part.position, part.cap, part.heldBy, part.amount]);
    await tx.$client.query(
      "INSERT INTO allocation_candidates (loan_id, round_number, depositor_id, position, cap, held_by, given) VALUES ?",
      [rows],
    );
  }
}

/** A round as it stands. Closed for good, the counters of its funders move no more. */
export type Round = { counters: RoundCounters; closedForGood: boolean };

/** The round's counters. Payments hold the loan's row, which guards them; settlement reads them without a lock. */
export async function readRound(db: Db | Tx, loanId: number): Promise<Round> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT total, cum_principal, cum_interest, cum_fund, interest_gross, margin_cum, closed_for_good
     FROM funding_rounds WHERE loan_id = ? AND number = 1`,
    [loanId],
  );
  const row = rows[0];
  if (!row) throw new Error(`loan ${loanId} has no round of funding`);
  const counters = {
    total: BigInt(row.total),
    cumPrincipal: BigInt(row.cum_principal),
    cumInterest: BigInt(row.cum_interest),
    cumFund: BigInt(row.cum_fund),
    interestGross: BigInt(row.interest_gross),
    marginCum: BigInt(row.margin_cum),
  };
  return { counters, closedForGood: Number(row.closed_for_good) === 1 };
}

/** Writes the counters after a payment. */
export async function setRoundCounters(tx: Tx, loanId: number, counters: RoundCounters): Promise<void> {
  await tx.$client.query(
    `UPDATE funding_rounds SET cum_principal = ?, cum_interest = ?, cum_fund = ?, interest_gross = ?, margin_cum = ?
     WHERE loan_id = ? AND number = 1`,
    [counters.cumPrincipal, counters.cumInterest, counters.cumFund, counters.interestGross, counters.marginCum, loanId],
  );
}
