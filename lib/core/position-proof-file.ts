import { fromHex } from "./merkle-bytes";
import type { LeafPath, SumNode } from "./merkle-sum-tree";
import type { Night, Position, PositionTile, ProvedRound, TreeSummary } from "./position-proof";

/*
 * The proof as a file that its owner keeps. Amounts are texts of whole minor units and hashes 64 hexadecimal digits, so
 * that no reader rounds a figure; the form is checked before any of this is called.
 */

export const PROOF_FORMAT = "tessera-position-proof/1";

type Amount = string;
type Digits = string;

/** A neighbour on the way to a root: sums in the order of its tree. */
export type FileNode = { hash: Digits; sums: Amount[] };
export type FilePart = { salt: Digits; place: number; sums: Amount[]; path: FileNode[] };

export type FileNight = {
  date: string;
  taken_at: string;
  currency: string;
  previous_root: Digits | null;
  root: Digits;
  positions: { leaf_count: number; root: Digits; waiting: Amount; reserved: Amount; committed: Amount; due: Amount; working: Amount };
  loans: { leaf_count: number; root: Digits; outstanding: Amount; dust: Amount; depositors_working: Amount; banks_working: Amount };
};

export type FileTile = {
  loan_id: number;
  round: number;
  offset: Amount;
  amount: Amount;
  settled_principal: Amount;
  settled_interest: Amount;
  salt: Digits;
  place: number;
  path: FileNode[];
};

export type FileLoan = {
  loan_id: number;
  round: number;
  written_off: boolean;
  total: Amount;
  cum_principal: Amount;
  cum_interest: Amount;
  tile_count: number;
  tiles_root: Digits;
  depositors_working: Amount;
  banks_working: Amount;
  parts: FilePart[];
};

export type ProofFile = {
  format: typeof PROOF_FORMAT;
  night: FileNight;
  position: {
    depositor_id: number;
    available: Amount;
    settling: Amount;
    reserved: Amount;
    committed: Amount;
    due: Amount;
    working: Amount;
    tiles: FileTile[];
    parts: FilePart[];
  };
  loans: FileLoan[];
};

/** What a night of a file states. */
export function nightOf({ date, taken_at, currency, previous_root, positions, loans }: FileNight): Night {
  return {
    ...{ date, takenAt: taken_at, currency },
    previousHash: previous_root === null ? null : fromHex(previous_root),
    positions: summaryOf(positions, [positions.waiting, positions.reserved, positions.committed, positions.due, positions.working]),
    rounds: summaryOf(loans, [loans.outstanding, loans.dust, loans.depositors_working, loans.banks_working]),
  };
}

/** The position of a file. */
export function positionOf({ position }: ProofFile): Position {
  return {
    depositorId: position.depositor_id,
    available: BigInt(position.available),
    settling: BigInt(position.settling),
    reserved: BigInt(position.reserved),
    committed: BigInt(position.committed),
    due: BigInt(position.due),
    working: BigInt(position.working),
    tiles: position.tiles.map(tileOf),
  };
}

/** A tile of a file. */
export function tileOf(tile: FileTile): PositionTile {
  return {
    loanId: tile.loan_id,
    round: tile.round,
    offset: BigInt(tile.offset),
    amount: BigInt(tile.amount),
    settledPrincipal: BigInt(tile.settled_principal),
    settledInterest: BigInt(tile.settled_interest),
  };
}

/** A loan of a file. */
export function roundOf(loan: FileLoan): ProvedRound {
  return {
    ...{ loanId: loan.loan_id, round: loan.round, isWrittenOff: loan.written_off },
    total: BigInt(loan.total),
    cumPrincipal: BigInt(loan.cum_principal),
    cumInterest: BigInt(loan.cum_interest),
    ...{ tileCount: loan.tile_count, tilesHash: fromHex(loan.tiles_root) },
    depositorsWorking: BigInt(loan.depositors_working),
    banksWorking: BigInt(loan.banks_working),
  };
}

/** The way of a leaf among `count`. */
export function pathOfFile({ place, path }: { place: number; path: readonly FileNode[] }, count: number): LeafPath {
  return { place, count, path: path.map(({ hash, sums }): SumNode => ({ hash: fromHex(hash), sums: sums.map(BigInt) })) };
}

function summaryOf({ leaf_count, root }: { leaf_count: number; root: Digits }, sums: readonly Amount[]): TreeSummary {
  return { leafCount: leaf_count, hash: fromHex(root), sums: sums.map(BigInt) };
}
