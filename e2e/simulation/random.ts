/**
 * Chance that can be repeated: the same seed draws the same numbers on every machine. It is sfc32 (Doty-Humphrey's
 * small fast counter generator): 128 bits of state, whole-number arithmetic only, so no float ever differs.
 */
export type Random = {
  /** A whole number from 0 to `count` − 1. */
  below: (count: number) => number;
  /** A whole number from `min` to `max`, both included. */
  between: (min: number, max: number) => number;
  /** An amount from `min` to `max`, both included; minor units. */
  money: (min: bigint, max: bigint) => bigint;
  /** True in so many of a hundred cases. */
  percent: (chance: number) => boolean;
  pick: <T>(choices: readonly T[]) => T;
};

const WARM_UP_DRAWS = 16;

/** The stream of numbers that belongs to a seed; `stream` tells several of one seed apart. */
export function seededRandom(seed: number, stream: number): Random {
  const draw = sfc32(seed, stream);

  // Two draws make 53 bits, so that no small count is favoured in a way that a run could notice.
  const below = (count: number) => Number((BigInt(draw()) * 0x200000n + BigInt(draw() >>> 11)) % BigInt(count));
  return {
    below,
    between: (min, max) => min + below(max - min + 1),
    money: (min, max) => min + BigInt(below(Number(max - min) + 1)),
    percent: (chance) => below(100) < chance,
    pick(choices) {
      const choice = choices[below(choices.length)];
      if (choice === undefined) throw new Error("nothing can be picked from an empty list");
      return choice;
    },
  };
}

/** Draws 32 bits at a time. */
function sfc32(seed: number, stream: number): () => number {
  let [a, b, c, counter] = [seed | 0, stream | 0, Math.floor(seed / 2 ** 32) | 0, 1];
  const draw = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let drawn = 0; drawn < WARM_UP_DRAWS; drawn += 1) draw();
  return draw;
}
