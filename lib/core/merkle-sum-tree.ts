import { invariant } from "./invariant";
import { amountBytes, joined, type Hash, type Hashing } from "./merkle-bytes";

/**
 * A Merkle tree whose every node carries the sums of what is below it: whoever finds the own leaf under the root knows
 * that it was counted in the root's sums. A node's hash covers the hash AND the sums of both children (after Chalkias
 * et al., "Broken Proofs of Solvency": covering only the parent's sum lets one child be left out), sums are encoded
 * without a sign, so that no leaf can take away from the others, and a leaf and a node can never be mistaken for each
 * other. A last node without neighbour moves up as it is: doubling it would give two lists the same root
 * (CVE-2012-2459).
 */
export type SumNode = { readonly hash: Uint8Array; readonly sums: readonly bigint[] };

/** One kind of tree: `tag` keeps its hashes apart from those of any other, `width` is how many sums a node carries. */
export type TreeKind = { readonly tag: number; readonly width: number };

/** Where a leaf stands: its place from the left, of how many, and the neighbours on its way up. */
export type LeafPath = { readonly place: number; readonly count: number; readonly path: readonly SumNode[] };

const LEAF = 0;
const NODE = 1;
const EMPTY = 3;

/** What is hashed of a leaf: its content, which has the same length for every leaf of this kind of tree, and its sums. */
export function leafBytes(kind: TreeKind, content: Uint8Array, sums: readonly bigint[]): Uint8Array {
  return joined([Uint8Array.of(LEAF, kind.tag), content, encoded(kind, sums)]);
}

/** The root over these leaves; of none, a hash that says so and sums of zero. */
export function rootOf(kind: TreeKind, leaves: readonly SumNode[], hash: Hash): SumNode {
  let level = leaves;
  while (level.length > 1) level = levelAbove(kind, level, hash);
  return level[0] ?? { hash: hash(Uint8Array.of(EMPTY, kind.tag)), sums: Array.from({ length: kind.width }, () => 0n) };
}

/** Every level of the tree over these leaves, from the leaves up to the root: made once, each leaf's path is read out of it. */
export function levelsOf(kind: TreeKind, leaves: readonly SumNode[], hash: Hash): (readonly SumNode[])[] {
  const levels = [leaves];
  for (let level = leaves; level.length > 1; levels.push(level)) level = levelAbove(kind, level, hash);
  return levels;
}

/** The neighbours of a leaf on its way to the root, from below, out of what `levelsOf` made. */
export function pathFrom(levels: readonly (readonly SumNode[])[], place: number): SumNode[] {
  invariant(place >= 0 && place < (levels[0]?.length ?? 0), "merkle: a leaf stands in its tree");
  return levels.flatMap((level, height) => level[Math.floor(place / 2 ** height) ^ 1] ?? []);
}

/**
 * Climbs from a leaf to the root. On which side each neighbour stands, and where there is none, follows from place and
 * count, so that nothing about the way is taken from whoever made the proof.
 * @returns the root, and the sums of all leaves to the left; null when the path cannot be that of such a leaf
 */
export function* climb(kind: TreeKind, leaf: SumNode, { place, count, path }: LeafPath): Hashing<{ root: SumNode; before: readonly bigint[] } | null> {
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(place) || place < 0 || place >= count) return null;
  let node = leaf;
  let before: readonly bigint[] = leaf.sums.map(() => 0n);
  let used = 0;
  for (let at = place, width = count; width > 1; at = Math.floor(at / 2), width = Math.ceil(width / 2)) {
    const isLeft = at % 2 === 0;
    if (isLeft && at + 1 === width) continue;
    const neighbour = path[used];
    if (!neighbour || neighbour.sums.length !== kind.width || neighbour.sums.some((sum) => sum < 0n)) return null;
    used += 1;
    if (!isLeft) before = added(before, neighbour.sums);
    const [left, right] = isLeft ? [node, neighbour] : [neighbour, node];
    node = { hash: yield nodeBytes(kind, left, right), sums: added(left.sums, right.sums) };
  }
  return used === path.length ? { root: node, before } : null;
}

/** The nodes over a level, or over a part of it that begins at an even place. */
export function levelAbove(kind: TreeKind, level: readonly SumNode[], hash: Hash): SumNode[] {
  const above: SumNode[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at], level[at + 1]];
    if (left) above.push(right ? { hash: hash(nodeBytes(kind, left, right)), sums: added(left.sums, right.sums) } : left);
  }
  return above;
}

function nodeBytes(kind: TreeKind, left: SumNode, right: SumNode): Uint8Array {
  return joined([Uint8Array.of(NODE, kind.tag), left.hash, encoded(kind, left.sums), right.hash, encoded(kind, right.sums)]);
}

function encoded(kind: TreeKind, sums: readonly bigint[]): Uint8Array {
  invariant(sums.length === kind.width, "merkle: every node of a tree carries the same sums");
  return amountBytes(sums);
}

function added(left: readonly bigint[], right: readonly bigint[]): bigint[] {
  return left.map((sum, at) => sum + (right[at] ?? 0n));
}
