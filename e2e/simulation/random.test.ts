import { expect, test } from "vitest";
import { seededRandom } from "./random";

const draw = (seed: number, stream: number) => {
  const random = seededRandom(seed, stream);
  return Array.from({ length: 40 }, () => random.below(1_000_000));
};

test("the numbers of a seed never change: a seed that failed once can be played years later", () => {
  const random = seededRandom(42, 0);
  expect(Array.from({ length: 6 }, () => random.below(1_000))).toMatchInlineSnapshot(`
    [
      31,
      909,
      990,
      645,
      973,
      701,
    ]
  `);
});

test("a seed and a stream draw the same numbers, any other seed or stream draws others", () => {
  expect(draw(1, 2)).toEqual(draw(1, 2));
  expect(draw(1, 2)).not.toEqual(draw(2, 2));
  expect(draw(1, 2)).not.toEqual(draw(1, 3));
  expect(draw(1, 2)).not.toEqual(draw(1 + 2 ** 32, 2));
});

test("no face of a die of six, and no side of a coin, is favoured by more than a twentieth", () => {
  const random = seededRandom(7, 7);
  const faces = new Array<number>(6).fill(0);
  let heads = 0;
  for (let thrown = 0; thrown < 60_000; thrown += 1) {
    const face = random.below(6);
    faces[face] = (faces[face] ?? 0) + 1;
    if (random.percent(50)) heads += 1;
  }
  expect(faces.every((count) => Math.abs(count - 10_000) < 500)).toBe(true);
  expect(Math.abs(heads - 30_000)).toBeLessThan(1_500);
});

test("amounts lie between their bounds, both of which come up", () => {
  const random = seededRandom(3, 1);
  const drawn = new Set(Array.from({ length: 300 }, () => random.money(5n, 8n)));
  expect([...drawn].sort()).toEqual([5n, 6n, 7n, 8n]);
});
