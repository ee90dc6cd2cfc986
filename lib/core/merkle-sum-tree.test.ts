import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountBytes, readAmounts, toHex, unsignedBytes, withHash, type Hash } from "./merkle-bytes";
import { climb, leafBytes, levelsOf, pathFrom, rootOf, type SumNode } from "./merkle-sum-tree";

const sha256: Hash = (bytes) => createHash("sha256").update(bytes).digest();
const kind = { tag: 9, width: 2 };

const leafOf = (sums: readonly bigint[], at: number): SumNode => ({ hash: sha256(leafBytes(kind, unsignedBytes(BigInt(at)), sums)), sums });
const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
const leafList = fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 70 }).map((list) => list.map(leafOf));
const reached = (leaf: SumNode, where: { place: number; count: number; path: readonly SumNode[] }) => withHash(climb(kind, leaf, where), sha256);
const digestOf = (node: SumNode) => `${toHex(node.hash)}:${node.sums.join()}`;

test("in trees of every size from 1 to 70, leaves climb to the same root, which carries the sums of all", () => {
  for (let count = 1; count <= 70; count += 1) {
    const leaves = Array.from({ length: count }, (_, at) => leafOf([BigInt(at * at), 1n], at));
    const root = rootOf(kind, leaves, sha256);
    expect(root.sums[1]).toBe(BigInt(count));
    // Every leaf of the small trees; of the large ones some in between, and the last, which may be alone.
    const places = new Set([...leaves.keys()].filter((place) => count <= 17 || place % 9 === count % 9).concat(count - 1));
    for (const place of places) {
      const end = reached(leaves[place] as SumNode, { place, count, path: pathFrom(levelsOf(kind, leaves, sha256), place) });
      expect(end && digestOf(end.root)).toBe(digestOf(root));
      expect(end?.before).toEqual([leaves.slice(0, place).reduce((sum, each) => sum + (each.sums[0] ?? 0n), 0n), BigInt(place)]);
    }
  }
});

test("a leaf whose figures, place, count or neighbours were changed does not reach the root", () => {
  fc.assert(
    fc.property(leafList, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 5 }), (leaves, chosen, other, what) => {
      const count = leaves.length;
      const place = chosen % count;
      const leaf = leaves[place] as SumNode;
      const path = pathFrom(levelsOf(kind, leaves, sha256), place);
      const root = digestOf(rootOf(kind, leaves, sha256));
      const at = path.length === 0 ? 0 : other % path.length;
      const bent = (change: (node: SumNode) => SumNode) => path.map((node, index) => (index === at ? change(node) : node));
      const changes = [
        () => reached(leafOf([(leaf.sums[0] ?? 0n) + 1n, leaf.sums[1] ?? 0n], place), { place, count, path }),
        () => reached(leaf, { place, count, path: bent((node) => ({ ...node, sums: node.sums.map((sum) => sum + 1n) })) }),
        () => reached(leaf, { place, count, path: bent((node) => ({ ...node, hash: node.hash.map((byte) => byte ^ 1) })) }),
        () => reached(leaf, { place, count, path: [...path, leaf] }),
        () => reached(leaf, { place, count, path: path.slice(1) }),
        () => reached(leaf, { place: place + count, count, path }),
      ];
      // A leaf that is alone has no neighbour to change.
      if (path.length === 0 && [1, 2, 4].includes(what)) return;
      const end = changes[what]?.() ?? null;
      expect(end && digestOf(end.root)).not.toBe(root);
    }),
  );
});

test("a neighbour with a sum below zero is refused, whatever its hash", () => {
  const leaves = [leafOf([5n, 5n], 0), leafOf([7n, 7n], 1)];
  const path = [{ hash: sha256(new Uint8Array()), sums: [-3n, 7n] }];
  expect(reached(leaves[0] as SumNode, { place: 0, count: 2, path })).toBeNull();
});

describe("two different lists never have one root", () => {
  test("a list and the same list with its last leaf doubled (CVE-2012-2459)", () => {
    fc.assert(
      fc.property(leafList, (leaves) => {
        const doubled = [...leaves, leaves.at(-1) as SumNode];
        expect(digestOf(rootOf(kind, leaves, sha256))).not.toBe(digestOf(rootOf(kind, doubled, sha256)));
      }),
    );
  });

  test("a node taken for a leaf, a leaf of another tree, and no leaf at all", () => {
    const leaves = [leafOf([1n, 1n], 0), leafOf([2n, 2n], 1)];
    const root = rootOf(kind, leaves, sha256);
    expect(toHex(sha256(leafBytes(kind, root.hash, root.sums)))).not.toBe(toHex(root.hash));
    expect(toHex(rootOf({ ...kind, tag: 8 }, leaves, sha256).hash)).not.toBe(toHex(root.hash));
    expect(rootOf(kind, [], sha256).sums).toEqual([0n, 0n]);
    expect(toHex(rootOf(kind, [], sha256).hash)).not.toBe(toHex(rootOf({ ...kind, tag: 8 }, [], sha256).hash));
  });
});

test("the root over rows of leaves is the root over all of them, so that a tree is kept in rows", () => {
  fc.assert(
    fc.property(leafList, (leaves) => {
      const rows: SumNode[][] = [];
      for (let at = 0; at < leaves.length; at += 8) rows.push(leaves.slice(at, at + 8));
      const nodes = rows.map((row) => rootOf(kind, row, sha256));
      expect(digestOf(rootOf(kind, nodes, sha256))).toBe(digestOf(rootOf(kind, leaves, sha256)));
    }),
  );
});

test("amounts keep their value in bytes, and one that is negative or too large is never written", () => {
  fc.assert(fc.property(fc.array(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })), (amounts) => { expect(readAmounts(amountBytes(amounts))).toEqual(amounts); }));
  for (const wrong of [-1n, 2n ** 128n]) expect(() => amountBytes([wrong])).toThrow();
  for (const wrong of [-1n, 2n ** 64n]) expect(() => unsignedBytes(wrong)).toThrow();
});
