import fc from "fast-check";
import { expect, test } from "vitest";
import { leafPlaces } from "./leaf-places";

/** The two entries of each pair of places, the smaller first. */
function pairsOf(count: number, ring: Uint32Array, pairs: Uint32Array): [number, number][] {
  const entryAt = new Map([...leafPlaces(ring, pairs)].map((place, leaf) => [place, Math.floor(leaf / 2)]));
  expect([...entryAt.keys()].sort((left, right) => left - right)).toEqual(Array.from({ length: count * 2 }, (_, place) => place));
  return Array.from({ length: count }, (_, pair) => {
    const [left = -1, right = -1] = [entryAt.get(pair * 2), entryAt.get(pair * 2 + 1)];
    return left < right ? [left, right] : [right, left];
  });
}

const orderOf = (count: number) => fc.shuffledSubarray(Array.from({ length: count }, (_, at) => at), { minLength: count }).map((order) => Uint32Array.from(order));
const orders = (countMin: number) => fc.integer({ min: countMin, max: 40 }).chain((count) => fc.tuple(fc.constant(count), orderOf(count), orderOf(count)));

test("every place is taken once, by however few", () => {
  fc.assert(fc.property(orders(0), ([count, ring, pairs]) => void pairsOf(count, ring, pairs)));
});

test("of three entries or more nobody sees a whole one: neither in a node over two leaves nor in two leaves", () => {
  fc.assert(
    fc.property(orders(3), ([count, ring, pairs]) => {
      const met = pairsOf(count, ring, pairs);
      expect(met.filter(([left, right]) => left === right)).toEqual([]);
      expect(new Set(met.map(String)).size).toBe(count);
    }),
  );
});
