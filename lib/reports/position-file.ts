import { withSnapshot } from "@/db/snapshot";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { invariant } from "@/lib/core/invariant";
import { toHex } from "@/lib/core/merkle-bytes";
import { pathFrom, type SumNode, type TreeKind } from "@/lib/core/merkle-sum-tree";
import type { Money } from "@/lib/core/money";
import { positionSums, positionTree, roundSums, roundTree, splitSums, tileTree, type PositionTile, type ProvedRound } from "@/lib/core/position-proof";
import { PROOF_FORMAT, type FileLoan, type FileNight, type FileNode, type FilePart, type FileTile, type ProofFile } from "@/lib/core/position-proof-file";
import { breathe } from "@/lib/platform/breathe";
import { NightSecrets } from "./night-secrets";
import { readKeptNight, readProvedPosition, readProvedRounds } from "./position-file-store";
import { positionName, roundName, tileLeaves, tileName } from "./position-night";
import { readPaths } from "./position-paths";
import type { RoundWithTiles } from "./position-snapshot-store";
import { growLevels, partName, type Places } from "./position-tree";

/**
 * The proof of one depositor's position of a night: what is on file of it, and every neighbour on the way to the root.
 * The neighbours are hashes with sums of unknown parts; nobody's id or position is among them. It is read in one
 * snapshot, because a night may be forgotten meanwhile, and with pauses, because somebody may hold thousands of tiles.
 * @param date a night whose positions are kept; without it the newest
 * @returns null when there is no such night, or the depositor was not there yet
 */
export function readProofFile(depositorId: number, date?: string): Promise<ProofFile | null> {
  return withSnapshot(async (snapshot) => {
    const kept = await readKeptNight(snapshot, date);
    const proved = kept && (await readProvedPosition(snapshot, kept.night.date, depositorId));
    if (!kept || !proved) return null;
    const night: NightRead = { snapshot, date: kept.night.date, secrets: new NightSecrets(kept.secret) };
    const { tiles, ...figures } = proved.position;
    const { fileTiles, loans } = await readTiles(night, tiles);
    const own: Entry = { name: positionName(depositorId), sums: positionSums(proved.position), places: proved.places };
    const [parts = []] = await readParts(night, positionTree, [own]);
    const partsOfLoans = await readParts(night, roundTree, loans);
    return {
      format: PROOF_FORMAT,
      night: publicNight(kept.night),
      position: {
        ...{ depositor_id: depositorId, available: String(figures.available), settling: String(figures.settling), reserved: String(figures.reserved) },
        ...{ committed: String(figures.committed), due: String(figures.due), working: String(figures.working) },
        ...{ tiles: fileTiles, parts },
      },
      loans: loans.map(({ loan }, at) => ({ ...loan, parts: partsOfLoans[at] ?? [] })),
    };
  });
}

/** A night without what is the bank's own. */
export function publicNight({ date, taken_at, currency, previous_root, root, positions, loans }: FileNight): FileNight {
  return { date, taken_at, currency, previous_root, root, positions, loans };
}

/** Where a night is read, and its secrets. */
type NightRead = { snapshot: Tx; date: BusinessDate; secrets: NightSecrets };

/** What stands in a tree in two parts: a position or a round. */
type Entry = { name: string; sums: readonly Money[]; places: Places };

async function readParts({ snapshot, date, secrets }: NightRead, kind: TreeKind, entries: readonly Entry[]): Promise<FilePart[][]> {
  const paths = await readPaths(snapshot, { date, kind }, entries.flatMap(({ places }) => [places.firstPlace, places.secondPlace]));
  const files: FilePart[][] = [];
  for (const { name, sums, places } of entries) {
    const parts = splitSums(sums, secrets.draws(name)).map((partSums, part) => {
      const place = part === 0 ? places.firstPlace : places.secondPlace;
      const path = paths.get(place);
      invariant(path, "proof: a part of a proved entry stands in the stored leaves");
      return { salt: toHex(secrets.salt(partName(name, part))), place, sums: partSums.map(String), path: path.map(nodeOfFile) };
    });
    files.push(parts);
    await breathe();
  }
  return files;
}

/** The tiles with their ways to the roots of their rounds, and the rounds: one round after the other, each hashed once. */
async function readTiles({ snapshot, date, secrets }: NightRead, tiles: readonly PositionTile[]): Promise<{ fileTiles: FileTile[]; loans: (Entry & { loan: FileLoanFigures })[] }> {
  const held = new Map<string, PositionTile[]>(tiles.map((tile) => [roundName(tile), []]));
  for (const tile of tiles) held.get(roundName(tile))?.push(tile);
  const fileTiles: FileTile[] = [];
  const loans: (Entry & { loan: FileLoanFigures })[] = [];
  for await (const { round, places } of readProvedRounds(snapshot, date, [...new Set(tiles.map(({ loanId }) => loanId))])) {
    const name = roundName(round);
    const own = held.get(name);
    if (!own) continue;
    fileTiles.push(...tilesOfFile(own, { round, levels: await growLevels(tileTree, await tileLeaves(round, secrets)) }, secrets));
    loans.push({ name, sums: roundSums(round), places, loan: loanOfFile(round) });
    await breathe();
  }
  invariant(fileTiles.length === tiles.length, "proof: every tile of a proved position comes with its proved round");
  return { fileTiles, loans };
}

function tilesOfFile(tiles: readonly PositionTile[], { round, levels }: { round: RoundWithTiles; levels: readonly (readonly SumNode[])[] }, secrets: NightSecrets): FileTile[] {
  const places = new Map(round.tiles.map(({ offset }, place) => [offset, place]));
  return tiles.map((tile) => {
    const place = places.get(tile.offset);
    invariant(place !== undefined, "proof: a tile of a proved position stands in its proved round");
    return {
      ...{ loan_id: tile.loanId, round: tile.round, offset: String(tile.offset), amount: String(tile.amount) },
      ...{ settled_principal: String(tile.settledPrincipal), settled_interest: String(tile.settledInterest) },
      ...{ salt: toHex(secrets.salt(tileName(tile, tile.offset))), place },
      path: pathFrom(levels, place).map(nodeOfFile),
    };
  });
}

type FileLoanFigures = Omit<FileLoan, "parts">;

function loanOfFile(round: ProvedRound): FileLoanFigures {
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
