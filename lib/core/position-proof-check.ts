import { fromHex, toHex, type Hashing } from "./merkle-bytes";
import { climb, type TreeKind } from "./merkle-sum-tree";
import { sumMoney, type Money } from "./money";
import {
  nightBytes,
  partBytes,
  positionBytes,
  positionSums,
  positionTree,
  roundBytes,
  roundSums,
  roundTree,
  tileBytes,
  tileSums,
  tileTree,
  totalOfTiles,
  type ProvedRound,
  type TreeSummary,
} from "./position-proof";
import { nightOf, pathOfFile, positionOf, roundOf, tileOf, type FileLoan, type FilePart, type FileTile, type ProofFile } from "./position-proof-file";

/** One thing that must be true of a proof, in words, and whether it is. */
export type ProofStep = { readonly rule: string; readonly holds: boolean };

const rules = {
  night: "The root of the night is the fingerprint of its date, its counts and its sums.",
  position: "Your position is among all positions of that night, in two parts that add up to it, and was counted in the sums.",
  pairs: "Every tile of yours comes with its loan, once, and no other loan is in the file.",
  tiles: "Each of your tiles stands in its loan at its own offset, and all tiles of the loan add up to the loan.",
  figures: "What works for you, and what came back and is not booked yet, follows from your tiles and their loans.",
  loans: "Each of these loans is among all loans of that night and was counted in the sums.",
  working: "What depositors have at work in their positions is what they have in the loans.",
  outstanding: "What depositors and banks have in the loans is what borrowers still owe of the principal, and the dust of rounding.",
} as const;

/**
 * Checks a proof whose form was checked before. It shows that the position was counted in the sums that the root
 * states; that the bank told everybody the same root is seen by comparing it with the published one.
 * @returns every rule with its outcome; the proof holds when all do
 */
export function* checkProof(file: ProofFile): Hashing<ProofStep[]> {
  const night = nightOf(file.night);
  const rounds = new Map(file.loans.map((loan) => [keyOf(loan), roundOf(loan)]));
  const [, , , , positionsWorking = 0n] = night.positions.sums;
  const [outstanding = 0n, dust = 0n, depositorsWorking = 0n, banksWorking = 0n] = night.rounds.sums;
  return [
    { rule: rules.night, holds: toHex(yield nightBytes(night)) === file.night.root },
    { rule: rules.position, holds: yield* isPositionCounted(file, night.positions) },
    { rule: rules.pairs, holds: arePaired(file) },
    { rule: rules.tiles, holds: yield* areTilesInLoans(file, rounds) },
    { rule: rules.figures, holds: doFiguresFollow(file, rounds) },
    { rule: rules.loans, holds: yield* areLoansCounted(file.loans, night.rounds) },
    { rule: rules.working, holds: positionsWorking === depositorsWorking },
    { rule: rules.outstanding, holds: depositorsWorking + banksWorking === outstanding + dust },
  ];
}

/** Who checks, and what the same depositor was shown of the night: sums in the order of `positionTree`. */
export type ProofReader = { readonly depositorId: number; readonly shown?: { readonly date: string; readonly root: string; readonly sums: readonly string[] } };

/**
 * Compares a file with who is reading it. A proof that holds may still be another depositor's: a bank that gives one
 * file to two whose positions are alike has counted one of them.
 */
export function checkReader(file: ProofFile, { depositorId, shown }: ProofReader): ProofStep[] {
  const own = { rule: `The file is about depositor ${depositorId}, which is you.`, holds: file.position.depositor_id === depositorId };
  if (!shown) return [own];
  const isShown = file.night.date === shown.date && file.night.root === shown.root && sameSums(positionSums(positionOf(file)), shown.sums.map(BigInt));
  return [own, { rule: "Its night, its root and its figures are those on this page.", holds: isShown }];
}

function* isPositionCounted(file: ProofFile, summary: TreeSummary): Hashing<boolean> {
  const position = positionOf(file);
  return yield* isCounted(positionTree, { bytes: positionBytes(position), sums: positionSums(position), parts: file.position.parts }, summary);
}

function* areLoansCounted(loans: readonly FileLoan[], summary: TreeSummary): Hashing<boolean> {
  for (const loan of loans) {
    const round = roundOf(loan);
    const sums = roundSums(round);
    const [outstanding = 0n, dust = 0n] = sums;
    if (outstanding < 0n || dust < 0n || dust >= BigInt(round.tileCount)) return false;
    if (!(yield* isCounted(roundTree, { bytes: roundBytes(round), sums, parts: loan.parts }, summary))) return false;
  }
  return true;
}

/** Both parts lead to the root, and together they are the whole. */
function* isCounted(kind: TreeKind, whole: { bytes: Uint8Array; sums: readonly Money[]; parts: readonly FilePart[] }, summary: TreeSummary): Hashing<boolean> {
  const digest = yield whole.bytes;
  const totals = whole.sums.map((_, at) => sumMoney(whole.parts.map((part) => BigInt(part.sums[at] ?? 0))));
  if (whole.parts.length !== 2 || !sameSums(totals, whole.sums)) return false;
  for (const [number, part] of whole.parts.entries()) {
    const sums = part.sums.map(BigInt);
    const hash = yield partBytes(kind, { salt: fromHex(part.salt), digest, part: number }, sums);
    const end = yield* climb(kind, { hash, sums }, pathOfFile(part, summary.leafCount));
    if (!end || toHex(end.root.hash) !== toHex(summary.hash) || !sameSums(end.root.sums, summary.sums)) return false;
  }
  return true;
}

function* areTilesInLoans(file: ProofFile, rounds: ReadonlyMap<string, ProvedRound>): Hashing<boolean> {
  for (const tile of file.position.tiles) {
    const round = rounds.get(keyOf(tile));
    if (!round || !(yield* isTileInLoan(tile, round, file.position.depositor_id))) return false;
  }
  return true;
}

function* isTileInLoan(tile: FileTile, round: ProvedRound, depositorId: number): Hashing<boolean> {
  const { amount, offset } = tileOf(tile);
  if (amount === 0n || amount > round.total || round.cumPrincipal > round.total) return false;
  const owner = { kind: "depositor", id: depositorId } as const;
  const sums = tileSums(round, owner, amount);
  const hash = yield tileBytes({ salt: fromHex(tile.salt), owner }, sums);
  const end = yield* climb(tileTree, { hash, sums }, pathOfFile(tile, round.tileCount));
  const whole = [round.total, round.depositorsWorking, round.banksWorking];
  return end !== null && toHex(end.root.hash) === toHex(round.tilesHash) && sameSums(end.root.sums, whole) && end.before[0] === offset;
}

/** No tile twice, and the loans are those of the tiles, once each and in their order. */
function arePaired({ position: { tiles }, loans }: ProofFile): boolean {
  const tileKeys = new Set(tiles.map((tile) => `${keyOf(tile)}:${tile.offset}`));
  return tileKeys.size === tiles.length && loans.map(keyOf).join() === [...new Set(tiles.map(keyOf))].join();
}

function doFiguresFollow(file: ProofFile, rounds: ReadonlyMap<string, ProvedRound>): boolean {
  const { working, settling, tiles } = positionOf(file);
  const pairs = tiles.flatMap((tile) => {
    const round = rounds.get(keyOf({ loan_id: tile.loanId, round: tile.round }));
    return round && tile.amount <= round.total && round.total > 0n ? [{ tile, round }] : [];
  });
  const total = totalOfTiles(pairs);
  return pairs.length === tiles.length && total.working === working && total.settling === settling;
}

function keyOf({ loan_id, round }: { loan_id: number; round: number }): string {
  return `${loan_id}:${round}`;
}

function sameSums(left: readonly Money[], right: readonly Money[]): boolean {
  return left.length === right.length && left.every((sum, at) => sum === right[at]);
}
