import { coveringDue } from "./covering-due";
import { broughtTo, interimEntitlement } from "./distribution";
import { amountBytes, HASH_BYTES, joined, numberBytes, textBytes } from "./merkle-bytes";
import { leafBytes, type TreeKind } from "./merkle-sum-tree";
import { sumMoney, type Money } from "./money";

/*
 * What a night's proof commits to, to the byte. Three kinds of tree: all depositors' positions; all rounds of funding
 * of loans; and of each round the tiles in the order of their offsets. Every list of bytes that is hashed has a fixed
 * length or begins with its length.
 */

/** A night's root states these sums over all depositors: waiting, reserved, committed, due, working. */
export const positionTree: TreeKind = { tag: 1, width: 5 };
/** … and these over all loans: outstanding, dust (returned and too small to divide), working of depositors, of banks. */
export const roundTree: TreeKind = { tag: 2, width: 4 };
/** A round's tiles carry: amount, working of depositors, working of banks. */
export const tileTree: TreeKind = { tag: 3, width: 3 };

/** One tile of a position, as it stood that night. Minor units. */
export type PositionTile = {
  readonly loanId: number;
  readonly round: number;
  readonly offset: Money;
  readonly amount: Money;
  readonly settledPrincipal: Money;
  readonly settledInterest: Money;
};

/** What the bank's books say of one depositor: stored balances, and what follows from the tiles. Minor units. */
export type Position = {
  readonly depositorId: number;
  readonly available: Money;
  /** Come back from loans and not yet booked. */
  readonly settling: Money;
  readonly reserved: Money;
  readonly committed: Money;
  readonly due: Money;
  readonly working: Money;
  /** In order of loan, round and offset. */
  readonly tiles: readonly PositionTile[];
};

/** The counters of one round of a loan. Of a written-off loan nothing is outstanding and nothing works. */
export type RoundFigures = {
  readonly loanId: number;
  readonly round: number;
  readonly isWrittenOff: boolean;
  readonly total: Money;
  readonly cumPrincipal: Money;
  readonly cumInterest: Money;
};

/** A round with the root of its tiles. */
export type ProvedRound = RoundFigures & {
  readonly tileCount: number;
  readonly tilesHash: Uint8Array;
  readonly depositorsWorking: Money;
  readonly banksWorking: Money;
};

/** The sums of one tree of a night, its root's hash and how many leaves it has. */
export type TreeSummary = { readonly leafCount: number; readonly hash: Uint8Array; readonly sums: readonly Money[] };

/** What a night states to everybody. `takenAt` is an RFC 3339 instant in UTC to the millisecond. */
export type Night = {
  readonly date: string;
  readonly takenAt: string;
  readonly currency: string;
  /** The hash of the night before: each root stands for all earlier ones too. */
  readonly previousHash: Uint8Array | null;
  readonly positions: TreeSummary;
  readonly rounds: TreeSummary;
};

const DOCUMENT = 2;
const [NIGHT, POSITION, ROUND] = [10, 11, 12];
const DRAW_BITS = 64n;

/** A tile's principal that still works in its loan. */
export function tileWorking(round: RoundFigures, amount: Money): Money {
  return round.isWrittenOff ? 0n : amount - interimEntitlement(round.cumPrincipal, amount, round.total);
}

/** What has come back to a tile and is not yet in its owner's stored balance. */
export function tileSettling(round: RoundFigures, tile: PositionTile): Money {
  const { principal, interest } = broughtTo(tile.amount, round);
  return principal - tile.settledPrincipal + interest - tile.settledInterest;
}

/** What a position adds to the sums of `positionTree`: what came back counts as waiting, less what covers money due. */
export function positionSums({ available, settling, reserved, committed, due, working }: Position): Money[] {
  const { toDue, toAvailable } = coveringDue(settling, due);
  return [available + toAvailable, reserved, committed, due - toDue, working];
}

/** What a round adds to the sums of `roundTree`. */
export function roundSums({ isWrittenOff, total, cumPrincipal, depositorsWorking, banksWorking }: ProvedRound): Money[] {
  const outstanding = isWrittenOff ? 0n : total - cumPrincipal;
  return [outstanding, depositorsWorking + banksWorking - outstanding, depositorsWorking, banksWorking];
}

/** What is hashed of a position. */
export function positionBytes(position: Position): Uint8Array {
  const { depositorId, available, settling, reserved, committed, due, working, tiles } = position;
  return joined([
    Uint8Array.of(DOCUMENT, POSITION),
    numberBytes(depositorId),
    amountBytes([available, settling, reserved, committed, due, working]),
    numberBytes(tiles.length),
    ...tiles.flatMap(({ loanId, round, offset, amount, settledPrincipal, settledInterest }) => [
      numberBytes(loanId),
      numberBytes(round),
      amountBytes([offset, amount, settledPrincipal, settledInterest]),
    ]),
  ]);
}

/** What is hashed of a round. */
export function roundBytes(round: ProvedRound): Uint8Array {
  const { total, cumPrincipal, cumInterest, depositorsWorking, banksWorking } = round;
  return joined([
    Uint8Array.of(DOCUMENT, ROUND),
    numberBytes(round.loanId),
    numberBytes(round.round),
    Uint8Array.of(round.isWrittenOff ? 1 : 0),
    amountBytes([total, cumPrincipal, cumInterest, depositorsWorking, banksWorking]),
    numberBytes(round.tileCount),
    round.tilesHash,
  ]);
}

/** What is hashed of a night. The result is the root that is published and kept for ever. */
export function nightBytes({ date, takenAt, currency, previousHash, positions, rounds }: Night): Uint8Array {
  return joined([
    Uint8Array.of(DOCUMENT, NIGHT),
    textBytes(date, 10),
    textBytes(takenAt, 24),
    textBytes(currency, 3),
    previousHash ?? new Uint8Array(HASH_BYTES),
    ...[positions, rounds].flatMap(({ leafCount, hash, sums }) => [numberBytes(leafCount), hash, amountBytes(sums)]),
  ]);
}

/** A leaf is one of two parts of a position or round: its salt hides it from the neighbours, its digest says whose it is. */
export function partBytes(kind: TreeKind, part: { salt: Uint8Array; digest: Uint8Array; part: number }, sums: readonly Money[]): Uint8Array {
  return leafBytes(kind, joined([part.salt, part.digest, Uint8Array.of(part.part)]), sums);
}

/**
 * Divides sums into two random parts. A neighbour sees the sums of one leaf: never a whole position, only an unknown
 * share of one (leaf splitting, as in DAPOL).
 * @param draws a random number below 2^64 for each sum
 */
export function splitSums(sums: readonly Money[], draws: readonly bigint[]): [Money[], Money[]] {
  const first = sums.map((sum, at) => (sum * (draws[at] ?? 0n)) >> DRAW_BITS);
  return [first, sums.map((sum, at) => sum - (first[at] ?? 0n))];
}

/** Who holds a tile. */
export type TileOwner = { readonly kind: "depositor" | "bank"; readonly id: number };

/** What is hashed of a tile in its round's list: the salt hides its owner from the others. */
export function tileBytes(tile: { salt: Uint8Array; owner: TileOwner }, sums: readonly Money[]): Uint8Array {
  return leafBytes(tileTree, joined([tile.salt, Uint8Array.of(tile.owner.kind === "bank" ? 1 : 0), numberBytes(tile.owner.id)]), sums);
}

/** What a tile adds to the sums of `tileTree`. */
export function tileSums(round: RoundFigures, owner: TileOwner, amount: Money): Money[] {
  const working = tileWorking(round, amount);
  return owner.kind === "bank" ? [amount, 0n, working] : [amount, working, 0n];
}

/** Working and settling over all tiles of a position. */
export function totalOfTiles(tiles: readonly { tile: PositionTile; round: RoundFigures }[]): { working: Money; settling: Money } {
  return {
    working: sumMoney(tiles.map(({ tile, round }) => tileWorking(round, tile.amount))),
    settling: sumMoney(tiles.map(({ tile, round }) => tileSettling(round, tile))),
  };
}
