import type { RowDataPacket } from "mysql2";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { levelsOf, pathFrom, type SumNode, type TreeKind } from "@/lib/core/merkle-sum-tree";
import { breathe } from "@/lib/platform/breathe";
import { sha256 } from "./night-secrets";
import { growLevels, LEAVES_PER_CHUNK, readNodes } from "./position-tree";

type StoredTree = { date: BusinessDate; kind: TreeKind };

/** Rows of leaves of one statement: 256 leaves each. */
const ROWS_PER_READ = 50;

/**
 * The neighbours of these leaves of a night's tree on their ways to the root, by place. Whoever holds much asks for many
 * leaves of the same rows, so the levels over each row are made once, and those over all rows once.
 */
export async function readPaths(snapshot: Tx, tree: StoredTree, places: readonly number[]): Promise<ReadonlyMap<number, readonly SumNode[]>> {
  const placesOfRows = groupByRow(places);
  const overRows = await growLevels(tree.kind, await readRowNodes(snapshot, tree));
  const paths = new Map<number, readonly SumNode[]>();
  for await (const { number, leaves } of readRows(snapshot, tree, [...placesOfRows.keys()])) {
    const levels = levelsOf(tree.kind, leaves, sha256);
    const above = pathFrom(overRows, number);
    for (const place of placesOfRows.get(number) ?? []) paths.set(place, [...pathFrom(levels, place % LEAVES_PER_CHUNK), ...above]);
    await breathe();
  }
  return paths;
}

function groupByRow(places: readonly number[]): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (const place of places) {
    const number = Math.floor(place / LEAVES_PER_CHUNK);
    const ofRow = rows.get(number) ?? [];
    ofRow.push(place);
    rows.set(number, ofRow);
  }
  return rows;
}

async function readRowNodes(snapshot: Tx, { date, kind }: StoredTree): Promise<SumNode[]> {
  const [rows] = await snapshot.$client.query<RowDataPacket[]>("SELECT node FROM proof_chunks WHERE business_date = ? AND tree = ? ORDER BY number", [date, kind.tag]);
  return rows.flatMap((row) => readNodes(kind, row.node as Buffer));
}

async function* readRows(snapshot: Tx, { date, kind }: StoredTree, numbers: readonly number[]): AsyncGenerator<{ number: number; leaves: SumNode[] }> {
  for (let start = 0; start < numbers.length; start += ROWS_PER_READ) {
    const [rows] = await snapshot.$client.query<RowDataPacket[]>(
      "SELECT number, leaves FROM proof_chunks WHERE business_date = ? AND tree = ? AND number IN (?)",
      [date, kind.tag, numbers.slice(start, start + ROWS_PER_READ)],
    );
    for (const row of rows) yield { number: Number(row.number), leaves: readNodes(kind, row.leaves as Buffer) };
  }
}
