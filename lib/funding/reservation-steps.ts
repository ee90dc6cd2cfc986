import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { holdForLoan, lendHeldByBank, lockBank } from "@/lib/catalog/steps";
import type { BusinessDate } from "@/lib/core/business-date";
import { coveringDue } from "@/lib/core/covering-due";
import { loanReservationReleasedEntry, loanReservedEntry, type DepositorAmount } from "@/lib/core/entries";
import type { Money } from "@/lib/core/money";
import { postEntry } from "@/lib/ledger/steps";
import { findFunders, type AllocationRun, type FundingNeed } from "./allocation";
import { moveDepositors } from "./depositor-store";
import { endReservation, insertReservation, readExpiredReservation, readGivenParts, readHeldReservation, type Reservation } from "./reservation-store";
import type { EntryContext } from "./settlement";
import { insertCandidates, lockDepositors } from "./store";

/* Two-phase funding: held at approval, lent when the loan is paid out, free again when it is not. The caller holds the loan. */

/**
 * Holds the money for an approved loan: the very same allocation as at disbursement, moved from waiting to committed.
 * Refuses `allocation_not_possible`.
 * @param run.expiresOn the last day on which the loan may be paid out from it
 */
export async function reserveFunds(tx: Tx, need: FundingNeed, run: AllocationRun & { expiresOn: BusinessDate }): Promise<void> {
  const { entry } = run;
  const { asked, given, bankTile, path } = await findFunders(tx, need, run);
  await moveDepositors(tx, given.map(({ depositorId, amount }) => ({ depositorId, available: -amount, committed: amount })));
  if (bankTile > 0n) await holdForLoan(tx, need.bankId, bankTile);
  const reservation = { loanId: need.loanId, bankPart: bankTile, path, reservedOn: entry.businessDate, expiresOn: run.expiresOn };
  await insertReservation(tx, reservation);
  await insertCandidates(tx, need.loanId, asked);
  const tiles = given.map(({ depositorId, amount }) => ({ depositorId, amount }));
  await postEntry(tx, loanReservedEntry({ bankId: need.bankId, tiles, bankTile }), { ...entry, loanId: need.loanId, roundNumber: 1 });
}

/** Gives what is held for a loan back to whom it came from; nothing when nothing is held. Money due from a depositor is covered first. */
export async function releaseReservation(tx: Tx, { id: loanId, bankId }: { id: number; bankId: number }, entry: EntryContext): Promise<void> {
  const held = await readHeldReservation(tx, loanId);
  if (!held) return;
  const { bankPart } = held;
  const parts = await lockHeldParts(tx, { loanId, bankId, held });
  const moves = parts.map(({ depositorId, amount, due }) => {
    const { toDue, toAvailable } = coveringDue(amount, due);
    return { depositorId, committed: -amount, available: toAvailable, due: -toDue };
  });
  await moveDepositors(tx, moves);
  if (bankPart > 0n) await holdForLoan(tx, bankId, -bankPart);
  await endReservation(tx, loanId, { state: "released", on: entry.businessDate });
  await postEntry(tx, loanReservationReleasedEntry({ bankId, tiles: parts, bankTile: bankPart }), { ...entry, loanId, roundNumber: 1 });
}

/** Lends exactly what is held for a loan, no second allocation: from committed to working. The caller posts the disbursement. */
export async function lendReservation(
  tx: Tx,
  { loanId, bankId, held }: { loanId: number; bankId: number; held: Reservation },
  on: BusinessDate,
): Promise<DepositorAmount[]> {
  const parts = await lockHeldParts(tx, { loanId, bankId, held });
  await moveDepositors(tx, parts.map(({ depositorId, amount }) => ({ depositorId, committed: -amount, working: amount })));
  if (held.bankPart > 0n) await lendHeldByBank(tx, bankId, held.bankPart);
  await endReservation(tx, loanId, { state: "used", on });
  return parts.map(({ depositorId, amount }) => ({ depositorId, amount }));
}

type HeldPart = DepositorAmount & { due: Money };

/** Locks who gave, the depositors ascending and the bank last; the parts stay in ring order. */
async function lockHeldParts(tx: Tx, { loanId, bankId, held }: { loanId: number; bankId: number; held: Reservation }): Promise<HeldPart[]> {
  const given = await readGivenParts(tx, loanId);
  const locked = await lockDepositors(tx, given.map(({ depositorId }) => depositorId));
  const due = new Map(locked.map((depositor) => [depositor.depositorId, depositor.due]));
  if (held.bankPart > 0n) await lockBank(tx, bankId);
  return given.map((part) => ({ ...part, due: due.get(part.depositorId) ?? 0n }));
}

/** Is money held for this loan whose last day is over? Asked by who holds the loan. */
export async function isExpired(tx: Tx, loanId: number, today: BusinessDate): Promise<boolean> {
  const held = await readHeldReservation(tx, loanId);
  return held !== null && held.expiresOn < today;
}

/** The loan whose held money expired first before today, those of `except` left out, without a lock; null when none has. */
export async function expiredReservation(db: Db | Tx, today: BusinessDate, except: readonly number[]): Promise<number | null> {
  return readExpiredReservation(db, today, except);
}
