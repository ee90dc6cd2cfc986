import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allocate,
  capOf,
  keepAsideAfterLeaving,
  keepAsideAfterReturn,
  newDepositorStrategy,
  waterFill,
  type Candidate,
  type LoanFacts,
  type Strategy,
} from "./allocation";

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
const loan: LoanFacts = { borrowerPersonId: 1, grade: "C", termDays: 365, smallestTileMinor: 1n, tileCountMax: null };

function candidate(depositorId: number, availableMinor: bigint, over: Partial<Candidate> = {}): Candidate {
  const strategy = newDepositorStrategy;
  return {
    depositorId,
    personId: 100 + depositorId,
    position: depositorId,
    availableMinor,
    ownMoneyMinor: availableMinor,
    dueMinor: 0n,
    strategy,
    ...over,
  };
}

const limited = (over: Partial<Strategy>): Strategy => ({ ...newDepositorStrategy, ...over });
const given = (result: ReturnType<typeof allocate>) => result.parts.map(({ amount }) => amount);
const reasons = (result: ReturnType<typeof allocate>) => result.parts.map(({ heldBy }) => heldBy);

describe("water-filling", () => {
  test.each([
    ["everybody gives the same", 90n, [50n, 50n, 50n], [30n, 30n, 30n]],
    ["odd units come from the first in ring order", 92n, [50n, 50n, 50n], [31n, 31n, 30n]],
    ["those who have less give all they have", 100n, [10n, 80n, 80n], [10n, 45n, 45n]],
    ["an odd unit passes over those who are full", 101n, [10n, 80n, 80n], [10n, 46n, 45n]],
    ["all give all when only that covers the amount", 60n, [10n, 20n, 30n], [10n, 20n, 30n]],
    ["one minor unit comes from the first who has it", 1n, [0n, 5n, 5n], [0n, 1n, 0n]],
    ["nothing is asked", 0n, [5n, 0n], [0n, 0n]],
    ["nobody is asked for nothing", 0n, [], []],
  ])("%s", (_, amount, caps, shares) => {
    expect(waterFill(amount, caps)).toEqual(shares);
  });

  const caps = fc.array(fc.bigInt(0n, 10n ** 6n), { minLength: 1, maxLength: 60 });
  const filled = fc
    .tuple(caps, fc.integer({ min: 0, max: 1_000 }))
    .map(([limits, part]) => ({ limits, amount: (sum(limits) * BigInt(part)) / 1_000n }));

  test("shares add up, none is above its cap, and shares below their cap differ by at most one unit, the first in the ring first", () => {
    fc.assert(
      fc.property(filled, ({ limits, amount }) => {
        const shares = waterFill(amount, limits);
        const full = shares.filter((share, index) => share === limits[index]);
        const open = shares.filter((share, index) => share !== limits[index]);
        expect(sum(shares)).toBe(amount);
        expect(shares.every((share, index) => share >= 0n && share <= (limits[index] ?? 0n))).toBe(true);
        expect(
          open.every(
            (share, index) => share <= (open[0] ?? 0n) && share >= (open[0] ?? 0n) - 1n && share <= (open[index - 1] ?? share),
          ),
        ).toBe(true);
        // Fair: who gives all gives no more than those who still could, odd unit aside.
        const level = open.at(-1);
        if (level !== undefined) expect(full.every((share) => share <= level + 1n)).toBe(true);
      }),
    );
  });

  test("money that the caps do not cover is a bug", () => {
    expect(() => waterFill(11n, [5n, 5n])).toThrow("cover");
    expect(() => waterFill(-1n, [5n])).toThrow("less than nothing");
  });

  test("ten thousand participants give the amount to the unit", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => BigInt((index * 7919) % 10_007));
    expect(sum(waterFill(12_345_678n, many))).toBe(12_345_678n);
  });
});

describe("what one depositor may give, in order of precedence", () => {
  const strictest = limited({
    acceptedGrades: new Set(["A"]),
    longestTermDays: 100,
    keepAsideMinor: 40n,
    largestSharePpm: 300_000,
  });
  const all = candidate(7, 100n, { personId: 1, dueMinor: 5n, strategy: strictest });
  const notOwn = { ...all, personId: 107 };
  const nothingDue = { ...notOwn, dueMinor: 0n };
  const gradeTaken = { ...nothingDue, strategy: limited({ ...strictest, acceptedGrades: new Set(["C"]) }) };
  const termTaken = { ...gradeTaken, strategy: limited({ ...gradeTaken.strategy, longestTermDays: 365 }) };
  const noShare = { ...termTaken, strategy: limited({ ...termTaken.strategy, largestSharePpm: 1_000_000 }) };
  const nothingAside = { ...noShare, strategy: limited({ ...noShare.strategy, keepAsideMinor: 0n }) };
  const bigTile = { ...loan, smallestTileMinor: 101n };

  test.each([
    ["the own loan", all, loan, 0n, "own_loan"],
    ["something due from the depositor", notOwn, loan, 0n, "due_from_depositor"],
    ["a grade that is not accepted", nothingDue, loan, 0n, "grade_not_accepted"],
    ["a term that is too long", gradeTaken, loan, 0n, "term_too_long"],
    ["the largest share, when it is the lowest", termTaken, loan, 30n, "share_of_own_money"],
    ["money kept aside", noShare, loan, 60n, "kept_aside"],
    ["waiting money", nothingAside, loan, 100n, "available"],
    ["waiting money below the smallest tile", nothingAside, bigTile, 0n, "smallest_tile"],
    ["waiting money of exactly the smallest tile", nothingAside, { ...loan, smallestTileMinor: 100n }, 100n, "available"],
    ["no waiting money at all", { ...nothingAside, availableMinor: 0n }, bigTile, 0n, "available"],
    ["more kept aside than waits", { ...noShare, availableMinor: 30n }, loan, 0n, "kept_aside"],
  ] as const)("%s", (_, asked, facts, cap, heldBy) => {
    expect(capOf(asked, facts)).toEqual({ cap, heldBy });
  });

  test("the largest share counts waiting and working money, rounded down", () => {
    const asked = candidate(7, 500n, { ownMoneyMinor: 1_999n, strategy: limited({ largestSharePpm: 100_000 }) });
    expect(capOf(asked, loan)).toEqual({ cap: 199n, heldBy: "share_of_own_money" });
  });

  test("a loan without a grade is taken by those who take every grade only", () => {
    const ungraded = { ...loan, grade: null };
    expect(capOf(candidate(7, 500n), ungraded)).toEqual({ cap: 500n, heldBy: "available" });
    expect(
      capOf(candidate(7, 500n, { strategy: limited({ acceptedGrades: new Set(["A", "B", "C", "D"]) }) }), ungraded).heldBy,
    ).toBe("grade_not_accepted");
  });
});

describe("allocation of a loan", () => {
  test("it takes the same from everybody and says so; who has less gives all", () => {
    const result = allocate(100n, [candidate(3, 80n), candidate(1, 10n), candidate(2, 80n)], loan);
    expect(result).toEqual({
      ok: true,
      parts: [
        { depositorId: 1, position: 1, amount: 10n, cap: 10n, heldBy: "available" },
        { depositorId: 2, position: 2, amount: 45n, cap: 80n, heldBy: "even_share" },
        { depositorId: 3, position: 3, amount: 45n, cap: 80n, heldBy: "even_share" },
      ],
    });
  });

  test("who was asked and gave nothing stays in the answer with the reason", () => {
    const result = allocate(50n, [candidate(1, 80n, { personId: 1 }), candidate(2, 80n)], loan);
    expect(result.parts[0]).toEqual({ depositorId: 1, position: 1, amount: 0n, cap: 0n, heldBy: "own_loan" });
    expect(result.ok).toBe(true);
  });

  test("money that does not suffice is not ok, and says how much there is and from whom", () => {
    const result = allocate(100n, [candidate(1, 30n), candidate(2, 40n)], loan);
    expect(result).toMatchObject({ ok: false, covered: 70n });
    expect(given(result)).toEqual([30n, 40n]);
  });

  test("nobody to ask covers nothing", () => {
    expect(allocate(100n, [], loan)).toEqual({ ok: false, covered: 0n, parts: [] });
  });

  test("no tile is smaller than the smallest: fewer take part, the first in ring order", () => {
    const result = allocate(250n, [candidate(1, 200n), candidate(2, 200n), candidate(3, 200n)], {
      ...loan,
      smallestTileMinor: 100n,
    });
    expect(given(result)).toEqual([125n, 125n, 0n]);
    expect(reasons(result)).toEqual(["even_share", "even_share", "smallest_tile"]);
  });

  test("a loan below the smallest tile is one tile", () => {
    const result = allocate(60n, [candidate(1, 50n), candidate(2, 200n), candidate(3, 200n)], {
      ...loan,
      smallestTileMinor: 100n,
    });
    expect(given(result)).toEqual([0n, 60n, 0n]);
  });

  test("an amount that cannot be cut into tiles of the smallest size is not ok, but what can be cut is said", () => {
    const result = allocate(150n, [candidate(1, 100n), candidate(2, 110n)], { ...loan, smallestTileMinor: 100n });
    expect(result).toMatchObject({ ok: false, covered: 110n });
  });

  test("no more tiles than the product allows, the first in ring order", () => {
    const result = allocate(90n, [candidate(1, 80n), candidate(2, 80n), candidate(3, 80n)], { ...loan, tileCountMax: 2 });
    expect(given(result)).toEqual([45n, 45n, 0n]);
    expect(reasons(result)).toEqual(["even_share", "even_share", "tile_count"]);
  });

  test("when the first cannot cover the loan in the allowed tiles, the one with least makes room for the next with more", () => {
    const result = allocate(
      90n,
      [candidate(1, 20n), candidate(2, 60n), candidate(3, 10n), candidate(4, 80n), candidate(5, 500n)],
      { ...loan, tileCountMax: 2 },
    );
    expect(given(result)).toEqual([0n, 45n, 0n, 45n, 0n]);
    expect(reasons(result)).toEqual(["tile_count", "even_share", "tile_count", "even_share", "tile_count"]);
  });

  test.each([
    ["of equals the later in the ring makes room", 70n, [20n, 20n, 50n], [20n, 0n, 50n]],
    ["when the first cover the loan exactly, nobody makes room", 40n, [20n, 20n, 50n], [20n, 20n, 0n]],
  ])("%s", (_, amount, waiting, shares) => {
    const asked = waiting.map((available, index) => candidate(index + 1, available));
    expect(given(allocate(amount, asked, { ...loan, tileCountMax: 2 }))).toEqual(shares);
  });

  const people = fc.array(
    fc.record({
      available: fc.bigInt(0n, 5_000n),
      working: fc.bigInt(0n, 5_000n),
      aside: fc.bigInt(0n, 500n),
      share: fc.integer({ min: 0, max: 1_000_000 }),
    }),
    { maxLength: 25 },
  );
  const scene = fc.record({
    amount: fc.bigInt(1n, 30_000n),
    smallestTileMinor: fc.bigInt(1n, 400n),
    tileCountMax: fc.option(fc.integer({ min: 1, max: 20 })),
    candidates: people.map((list) =>
      list.map(({ available, working, aside, share }, index) =>
        candidate(index + 1, available, {
          ownMoneyMinor: available + working,
          strategy: limited({ keepAsideMinor: aside, largestSharePpm: share }),
        }),
      ),
    ),
  });

  test("whatever the limits, parts are exact, within caps, tile size and tile count, and even among those who could give more", () => {
    fc.assert(
      fc.property(scene, ({ amount, smallestTileMinor, tileCountMax, candidates }) => {
        const facts = { ...loan, smallestTileMinor, tileCountMax };
        const result = allocate(amount, candidates, facts);
        const tiles = result.parts.filter((part) => part.amount > 0n);
        const smallest = smallestTileMinor < amount ? smallestTileMinor : amount;
        expect(sum(given(result))).toBe(result.ok ? amount : result.covered);
        expect(result.parts.length).toBe(candidates.length);
        expect(tiles.every((tile) => tile.amount <= tile.cap && tile.amount >= smallest)).toBe(true);
        expect(tiles.length).toBeLessThanOrEqual(tileCountMax ?? Infinity);
        const even = tiles.filter((tile) => tile.heldBy === "even_share").map((tile) => tile.amount);
        expect(even.every((share) => share <= (even[0] ?? 0n) && share >= (even[0] ?? 0n) - 1n)).toBe(true);
      }),
    );
  });

  test("not ok is the truth: no set of tiles within the limits covers more, and asking for what is covered succeeds", () => {
    fc.assert(
      fc.property(scene, ({ amount, smallestTileMinor, tileCountMax, candidates }) => {
        const facts = { ...loan, smallestTileMinor, tileCountMax };
        const result = allocate(amount, candidates, facts);
        const smallest = smallestTileMinor < amount ? smallestTileMinor : amount;
        const most = Math.min(tileCountMax ?? Infinity, Number(amount / smallest));
        const largestCaps = result.parts
          .map(({ cap }) => cap)
          .sort((left, right) => Number(right - left))
          .slice(0, most);
        expect(result.ok).toBe(sum(largestCaps) >= amount);
        if (result.ok || result.covered === 0n) return;
        expect(result.covered).toBe(sum(largestCaps));
        expect(allocate(result.covered, candidates, facts).ok).toBe(true);
      }),
    );
  });

  test("the order in which candidates are handed in does not matter, their place in the ring does", () => {
    fc.assert(
      fc.property(scene, ({ amount, smallestTileMinor, tileCountMax, candidates }) => {
        const facts = { ...loan, smallestTileMinor, tileCountMax };
        expect(allocate(amount, [...candidates].reverse(), facts)).toEqual(allocate(amount, candidates, facts));
      }),
    );
  });
});

describe("automatic reinvestment", () => {
  const off = limited({ reinvest: false, keepAsideMinor: 20n });
  const on = limited({ keepAsideMinor: 20n });

  test("off: what comes back joins the money kept aside; on: nothing changes", () => {
    expect(keepAsideAfterReturn(off, 50n)).toBe(70n);
    expect(keepAsideAfterReturn(on, 50n)).toBe(20n);
  });

  test("off: a withdrawal takes the money kept aside first; on: nothing changes", () => {
    expect(keepAsideAfterLeaving(off, 15n, 100n)).toBe(5n);
    expect(keepAsideAfterLeaving(off, 30n, 100n)).toBe(0n);
    expect(keepAsideAfterLeaving(off, 5n, 10n)).toBe(10n);
    expect(keepAsideAfterLeaving(on, 15n, 5n)).toBe(20n);
  });

  test("off: a deposit that bounces leaves no more kept aside than is there; on: nothing changes", () => {
    expect(keepAsideAfterLeaving(off, 0n, 100n)).toBe(20n);
    expect(keepAsideAfterLeaving(off, 0n, 10n)).toBe(10n);
    expect(keepAsideAfterLeaving(off, 0n, 0n)).toBe(0n);
    expect(keepAsideAfterLeaving(on, 0n, 0n)).toBe(20n);
  });
});
