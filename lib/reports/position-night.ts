import { randomBytes } from "node:crypto";
import { withSnapshot } from "@/db/snapshot";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { fromHex, toHex } from "@/lib/core/merkle-bytes";
import type { SumNode, TreeKind } from "@/lib/core/merkle-sum-tree";
import {
  nightBytes,
  positionBytes,
  positionSums,
  positionTree,
  roundBytes,
  roundSums,
  roundTree,
  tileBytes,
  tileSums,
  tileTree,
  type Night,
  type TreeSummary,
} from "@/lib/core/position-proof";
import { env } from "@/lib/env";
import { breathe } from "@/lib/platform/breathe";
import { NightSecrets, sha256 } from "./night-secrets";
import { insertChunks, insertProof, INSERT_POSITIONS, INSERT_ROUNDS, positionRow, readNewestRoot, roundRow, rowWriter, type RoundOfNight } from "./position-proof-store";
import { readExtent, readPositions, readRounds, type RoundWithTiles } from "./position-snapshot-store";
import { growRoot, growTree, type Chunk } from "./position-tree";

const SECRET_BYTES = 32;
/** Rows of leaves that are written together. */
const CHUNKS_HELD = 16;

/** Where a night is written and read, and its secrets. */
type NightWork = { tx: Tx; snapshot: Tx; date: BusinessDate; secrets: NightSecrets };

/**
 * Proves all positions and all loans of one moment and writes the night. One snapshot, because figures of two moments
 * would not add up, and so one transaction: nobody can go on with a snapshot of somebody else's. It writes new rows only
 * and waits for nobody, however long it takes; a night is there whole or not at all.
 */
export async function proveNight(tx: Tx, date: BusinessDate): Promise<{ root: string; depositors: number; rounds: number }> {
  const secret = randomBytes(SECRET_BYTES).toString("hex");
  const previousRoot = await readNewestRoot(tx);
  return withSnapshot(async (snapshot) => {
    const extent = await readExtent(snapshot);
    const work = { tx, snapshot, date, secrets: new NightSecrets(secret) };
    const night: Night = {
      ...{ date, takenAt: extent.takenAt.toISOString(), currency: env.currency },
      previousHash: previousRoot === null ? null : fromHex(previousRoot),
      positions: await provePositions(work, extent.depositors),
      rounds: await proveRounds(work, extent.rounds),
    };
    const root = toHex(sha256(nightBytes(night)));
    await insertProof(tx, night, { root, secret });
    return { root, depositors: extent.depositors, rounds: extent.rounds };
  });
}

async function provePositions({ tx, snapshot, date, secrets }: NightWork, count: number): Promise<TreeSummary> {
  const tree = growTree(positionTree, count, secrets);
  const rows = rowWriter(tx, INSERT_POSITIONS);
  for await (const position of readPositions(snapshot)) {
    const places = tree.add(positionName(position.depositorId), positionBytes(position), positionSums(position));
    await rows.write(positionRow(date, position, places));
    await breathe();
  }
  await rows.flush();
  return writeLeaves(tx, { date, kind: positionTree }, tree);
}

async function proveRounds({ tx, snapshot, date, secrets }: NightWork, count: number): Promise<TreeSummary> {
  const tree = growTree(roundTree, count, secrets);
  const rows = rowWriter(tx, INSERT_ROUNDS);
  for await (const round of readRounds(snapshot)) {
    const proved = await provedRound(round, secrets);
    const places = tree.add(roundName(round), roundBytes(proved), roundSums(proved));
    await rows.write(roundRow(date, proved, places));
    await breathe();
  }
  await rows.flush();
  return writeLeaves(tx, { date, kind: roundTree }, tree);
}

async function provedRound(round: RoundWithTiles, secrets: NightSecrets): Promise<RoundOfNight> {
  const { hash, sums } = await growRoot(tileTree, await tileLeaves(round, secrets));
  const [, depositorsWorking = 0n, banksWorking = 0n] = sums;
  return { ...round, tileCount: round.tiles.length, tilesHash: hash, depositorsWorking, banksWorking };
}

/** The leaves of a round's tiles, in the order of their offsets; made with pauses, for there may be 10,000. */
export async function tileLeaves(round: RoundWithTiles, secrets: NightSecrets): Promise<SumNode[]> {
  const leaves: SumNode[] = [];
  for (const { owner, offset, amount } of round.tiles) {
    const sums = tileSums(round, owner, amount);
    leaves.push({ hash: sha256(tileBytes({ salt: secrets.salt(tileName(round, offset)), owner }, sums)), sums });
    await breathe();
  }
  return leaves;
}

async function writeLeaves(tx: Tx, where: { date: BusinessDate; kind: TreeKind }, tree: ReturnType<typeof growTree>): Promise<TreeSummary> {
  const nodes: SumNode[] = [];
  let held: Chunk[] = [];
  for (const chunk of tree.chunks()) {
    nodes.push(chunk.node);
    held.push(chunk);
    await breathe();
    if (held.length < CHUNKS_HELD) continue;
    await insertChunks(tx, where, held);
    held = [];
  }
  await insertChunks(tx, where, held);
  const { hash, sums } = await growRoot(where.kind, nodes);
  return { leafCount: tree.leafCount, hash, sums };
}

/* Names of entries, from which the night's secret makes their salts. */

export const positionName = (depositorId: number): string => `position:${depositorId}`;
export const roundName = ({ loanId, round }: { loanId: number; round: number }): string => `round:${loanId}:${round}`;
export const tileName = ({ loanId, round }: { loanId: number; round: number }, offset: bigint): string => `tile:${loanId}:${round}:${offset}`;
