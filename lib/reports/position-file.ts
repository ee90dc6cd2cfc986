import type { Db } from "@/db/client";
import { invariant } from "@/lib/core/invariant";
import { toHex } from "@/lib/core/merkle-bytes";
import { pathOf, type SumNode, type TreeKind } from "@/lib/core/merkle-sum-tree";
import type { Money } from "@/lib/core/money";
import { positionSums, positionTree, roundSums, roundTree, splitSums, tileTree, type PositionTile, type ProvedRound } from "@/lib/core/position-proof";
import { PROOF_FORMAT, type FileLoan, type FileNight, type FileNode, type FilePart, type FileTile, type ProofFile } from "@/lib/core/position-proof-file";
import { NightSecrets, sha256 } from "./night-secrets";
import { readKeptNight, readProvedPosition, readProvedRounds, readTree, type StoredTree } from "./position-file-store";
import { positionName, roundName, tileLeaves, tileName } from "./position-night";
import type { Places } from "./position-proof-store";
import type { RoundWithTiles } from "./position-snapshot-store";
import { partName, pathInChunks } from "./position-tree";

/**
 * The proof of one depositor's position of a night: what is on file of it, and every neighbour on the way to the root.
 * The neighbours are hashes with sums of unknown parts; nobody's id or position is among them.
 * @param date a night whose positions are kept; without it the newest
 * @returns null when there is no such night, or the depositor was not there yet
 */
export async function readProofFile(db: Db, depositorId: number, date?: string): Promise<ProofFile | null> {
  const kept = await readKeptNight(db, date);
  const proved = kept && (await readProvedPosition(db, kept.night.date, depositorId));
  if (!kept || !proved) return null;
  const { position, places } = proved;
  const secrets = new NightSecrets(kept.secret);
  const held = new Set(position.tiles.map(roundName));
  const all = await readProvedRounds(db, kept.night.date, [...new Set(position.tiles.map(({ loanId }) => loanId))]);
  const rounds = all.filter(({ round }) => held.has(roundName(round)));
  const positionLeaves = await readTree(db, { date: kept.night.date, kind: positionTree }, placesIn([places]));
  const roundLeaves = await readTree(db, { date: kept.night.date, kind: roundTree }, placesIn(rounds.map((each) => each.places)));
  const { tiles, ...figures } = position;
  return {
    format: PROOF_FORMAT,
    night: publicNight(kept.night),
    position: {
      ...{ depositor_id: depositorId, available: String(figures.available), settling: String(figures.settling), reserved: String(figures.reserved) },
      ...{ committed: String(figures.committed), due: String(figures.due), working: String(figures.working) },
      tiles: tilesOfFile(tiles, rounds.map(({ round }) => round), secrets),
      parts: partsOf({ kind: positionTree, name: positionName(depositorId), sums: positionSums(position), places }, positionLeaves, secrets),
    },
    loans: rounds.map(({ round, places: own }) => {
      const parts = partsOf({ kind: roundTree, name: roundName(round), sums: roundSums(round), places: own }, roundLeaves, secrets);
      return { ...loanOfFile(round), parts };
    }),
  };
}

/** A night without what is the bank's own. */
export function publicNight({ date, taken_at, currency, previous_root, root, positions, loans }: FileNight): FileNight {
  return { date, taken_at, currency, previous_root, root, positions, loans };
}

function placesIn(places: readonly Places[]): number[] {
  return places.flatMap(({ firstPlace, secondPlace }) => [firstPlace, secondPlace]);
}

type Entry = { kind: TreeKind; name: string; sums: readonly Money[]; places: Places };

function partsOf({ kind, name, sums, places }: Entry, tree: StoredTree, secrets: NightSecrets): FilePart[] {
  return splitSums(sums, secrets.draws(name)).map((partSums, part) => {
    const place = part === 0 ? places.firstPlace : places.secondPlace;
    const path = pathInChunks(kind, place, { leaves: tree.leavesOf(place), nodes: tree.nodes });
    return { salt: toHex(secrets.salt(partName(name, part))), place, sums: partSums.map(String), path: path.map(nodeOfFile) };
  });
}

function tilesOfFile(tiles: readonly PositionTile[], rounds: readonly RoundWithTiles[], secrets: NightSecrets): FileTile[] {
  const leaves = new Map(rounds.map((round) => [roundName(round), { round, leaves: tileLeaves(round, secrets) }]));
  return tiles.map((tile) => {
    const found = leaves.get(roundName(tile));
    const place = found?.round.tiles.findIndex(({ offset }) => offset === tile.offset) ?? -1;
    invariant(found && place >= 0, "proof: a tile of a proved position stands in its proved round");
    return {
      ...{ loan_id: tile.loanId, round: tile.round, offset: String(tile.offset), amount: String(tile.amount) },
      ...{ settled_principal: String(tile.settledPrincipal), settled_interest: String(tile.settledInterest) },
      ...{ salt: toHex(secrets.salt(tileName(tile, tile.offset))), place },
      path: pathOf(tileTree, { leaves: found.leaves, place }, sha256).map(nodeOfFile),
    };
  });
}

function loanOfFile(round: ProvedRound): Omit<FileLoan, "parts"> {
  return {
    ...{ loan_id: round.loanId, round: round.round, written_off: round.isWrittenOff },
    ...{ total: String(round.total), cum_principal: String(round.cumPrincipal), cum_interest: String(round.cumInterest) },
    ...{ tile_count: round.tileCount, tiles_root: toHex(round.tilesHash) },
    ...{ depositors_working: String(round.depositorsWorking), banks_working: String(round.banksWorking) },
  };
}

function nodeOfFile({ hash, sums }: SumNode): FileNode {
  return { hash: toHex(hash), sums: sums.map(String) };
}
