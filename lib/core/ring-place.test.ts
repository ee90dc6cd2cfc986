import { expect, test } from "vitest";
import { ringPlace } from "./ring-place";

const places = Array.from({ length: 200_000 }, (_, index) => ringPlace(index + 1));

test("no two depositors share a place", () => {
  expect(new Set(places).size).toBe(places.length);
});

test("places are whole numbers that an unsigned column holds", () => {
  expect(places.every((place) => Number.isInteger(place) && place >= 0 && place < 2 ** 32)).toBe(true);
});

test("people who registered one after the other stand all over the ring: each of 64 parts has its share, within a fifth", () => {
  const parts = new Array<number>(64).fill(0);
  for (const place of places) parts[Math.floor(place / 2 ** 26)] = (parts[Math.floor(place / 2 ** 26)] ?? 0) + 1;
  const even = places.length / parts.length;
  expect(parts.every((count) => Math.abs(count - even) < even / 5)).toBe(true);
});

test("neighbours by number are no neighbours in the ring: half of them stand at least a quarter of it apart", () => {
  const gaps = places.slice(1).map((place, index) => Math.abs(place - (places[index] ?? 0)) / 2 ** 32);
  expect(gaps.filter((gap) => gap > 0.25 && gap < 0.75).length / gaps.length).toBeGreaterThan(0.35);
});
