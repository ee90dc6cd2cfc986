import { leafPlaces } from "@/lib/core/leaf-places";
import { amountBytes, HASH_BYTES, joined, readAmounts } from "@/lib/core/merkle-bytes";
import { levelAbove, rootOf, type SumNode, type TreeKind } from "@/lib/core/merkle-sum-tree";
import type { Money } from "@/lib/core/money";
import { partBytes, splitSums } from "@/lib/core/position-proof";
import { breathe } from "@/lib/platform/breathe";
import { randomOrder, sha256, type NightSecrets } from "./night-secrets";

/** Leaves of one stored row: a power of two, so that the root over the rows is the root over all leaves. */
export const LEAVES_PER_CHUNK = 256;

/** Leaves of a tree that stand in a row, and the node over them. */
export type Chunk = { number: number; leaves: readonly SumNode[]; node: SumNode };

/** The places of an entry's two leaves. */
export type Places = { firstPlace: number; secondPlace: number };

const PARTS = 2;

/**
 * A night's tree while it is made. Of each entry only the two leaves are held, as bytes outside the heap: a million
 * depositors are 224 MB, and no object of any of them.
 * @param entryCount how many positions or rounds there are
 */
export function growTree(kind: TreeKind, entryCount: number, secrets: NightSecrets) {
  const leafCount = entryCount * PARTS;
  const places = leafPlaces(randomOrder(entryCount), randomOrder(entryCount));
  const leafSize = sizeOf(kind);
  const leaves = new Uint8Array(leafCount * leafSize);
  let entries = 0;

  /** Adds an entry: what it commits to, and its sums. Answers the places of its two leaves. */
  function add(name: string, content: Uint8Array, sums: readonly Money[]): Places {
    const digest = sha256(content);
    const [firstPlace = 0, secondPlace = 0] = places.subarray(entries * PARTS, entries * PARTS + PARTS);
    for (const [part, partSums] of splitSums(sums, secrets.draws(name)).entries()) {
      const hash = sha256(partBytes(kind, { salt: secrets.salt(partName(name, part)), digest, part }, partSums));
      leaves.set(nodeBytes({ hash, sums: partSums }), (part === 0 ? firstPlace : secondPlace) * leafSize);
    }
    entries += 1;
    return { firstPlace, secondPlace };
  }

  /** The leaves in rows. To be asked for when every entry was added. */
  function* chunks(): Generator<Chunk> {
    for (let number = 0; number * LEAVES_PER_CHUNK < leafCount; number += 1) {
      const bytes = leaves.subarray(number * LEAVES_PER_CHUNK * leafSize, (number + 1) * LEAVES_PER_CHUNK * leafSize);
      const row = readNodes(kind, bytes);
      yield { number, leaves: row, node: rootOf(kind, row, sha256) };
    }
  }

  return { leafCount, add, chunks };
}

/** Every level of a tree as `levelsOf` makes it, with pauses: a round may have 10,000 tiles, a night as many rows of leaves. */
export async function growLevels(kind: TreeKind, leaves: readonly SumNode[]): Promise<(readonly SumNode[])[]> {
  const levels = [leaves];
  for (let level = leaves; level.length > 1; levels.push(level)) {
    const above: SumNode[] = [];
    for (let at = 0; at < level.length; at += LEAVES_PER_CHUNK) {
      above.push(...levelAbove(kind, level.slice(at, at + LEAVES_PER_CHUNK), sha256));
      await breathe();
    }
    level = above;
  }
  return levels;
}

/** The root over any number of leaves, made with pauses. */
export async function growRoot(kind: TreeKind, leaves: readonly SumNode[]): Promise<SumNode> {
  return rootOf(kind, (await growLevels(kind, leaves)).at(-1) ?? [], sha256);
}

/** The name of one part of an entry, from which its salt is made. */
export const partName = (entry: string, part: number): string => `${entry}:${part}`;

/** Nodes as they are stored: hash and sums, one after the other. */
export function nodesBytes(nodes: readonly SumNode[]): Buffer {
  return Buffer.from(joined(nodes.map(nodeBytes)));
}

/** Reads what `nodesBytes` wrote. */
export function readNodes(kind: TreeKind, bytes: Uint8Array): SumNode[] {
  const size = sizeOf(kind);
  return Array.from({ length: bytes.length / size }, (_, at) => {
    const node = bytes.subarray(at * size, (at + 1) * size);
    return { hash: node.subarray(0, HASH_BYTES), sums: readAmounts(node.subarray(HASH_BYTES)) };
  });
}

function nodeBytes({ hash, sums }: SumNode): Uint8Array {
  return joined([hash, amountBytes(sums)]);
}

/** Bytes of a node: its hash, and 16 for each sum. */
function sizeOf({ width }: TreeKind): number {
  return HASH_BYTES + width * 16;
}
