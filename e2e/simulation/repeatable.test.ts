import { expect, test } from "vitest";
import { openTemplate } from "./bank-template";
import { playWorld } from "./play-world";

test("one seed is one run: every entry, posting, tile and instalment comes out the same, and another world differently", async () => {
  const template = await openTemplate();
  const play = { seed: 42, world: 3, events: 40 };
  const first = await playWorld(template, play);
  // Something else in between, so that nothing of it may be left.
  const other = await playWorld(template, { ...play, world: 4 });
  const again = await playWorld(template, play);
  expect(again).toEqual(first);
  expect(other.journal).not.toBe(first.journal);
});
