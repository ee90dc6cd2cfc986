import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, newDepositorStrategy, type Allocation, type Candidate, type LoanFacts } from "./allocation";
import { searchFunders, type FoundFunders } from "./funder-search";

const loan: LoanFacts = { borrowerPersonId: 1, grade: "C", termDays: 365, smallestTileMinor: 1n, tileCountMax: null };

function candidate(depositorId: number, availableMinor: bigint, keepAsideMinor = 0n): Candidate {
  const strategy = { ...newDepositorStrategy, keepAsideMinor };
  return { depositorId, personId: 100 + depositorId, position: depositorId, availableMinor, ownMoneyMinor: availableMinor, dueMinor: 0n, strategy };
}

const ring = (...waiting: bigint[]) => waiting.map((available, index) => candidate(index + 1, available));
const idsOf = (people: readonly { depositorId: number }[]) => people.map(({ depositorId }) => depositorId);
const givenBy = ({ parts }: Allocation) => parts.filter(({ amount }) => amount > 0n).map(({ depositorId, amount }) => ({ depositorId, amount }));

/** Walks the ring as far as the search wants; answers what it found and how many it was shown. */
function walk(amount: bigint, candidates: readonly Candidate[], facts: LoanFacts): FoundFunders & { shown: number } {
  const search = searchFunders(amount, facts);
  let shown = 0;
  for (const each of candidates) {
    if (search.isOver()) break;
    search.show(each);
    shown += 1;
  }
  return { ...search.found(), shown };
}

describe("a search for funders", () => {
  test("is over at those who fill the tiles and cover the amount, and a fifth to stand by", () => {
    const many = ring(...Array.from({ length: 10_000 }, () => 100n));
    const found = walk(1_000n, many, { ...loan, tileCountMax: 10 });
    expect(found).toMatchObject({ ok: true, covered: 1_000n, shown: 12 });
    expect([idsOf(found.chosen), idsOf(found.standBy)]).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [11, 12]]);
  });

  test("asks nobody to stand by where the chosen have plenty", () => {
    expect(walk(100n, ring(90n, 90n, 90n), { ...loan, tileCountMax: 2 })).toMatchObject({ ok: true, standBy: [], shown: 2 });
  });

  test("has no more standing by than there may be tiles, however little each has", () => {
    const found = walk(1_000n, ring(500n, 500n, 1n, 1n, 1n, 1n), { ...loan, tileCountMax: 2 });
    expect(idsOf(found.standBy)).toEqual([3, 4]);
  });

  test("that covers the amount looks for somebody to stand by among so many people and no more, also where none of them can give", () => {
    const nobody = Array.from({ length: 10_000 }, (_, index) => candidate(index + 3, 50n, 50n));
    expect(walk(100n, [...ring(50n, 50n), ...nobody], { ...loan, tileCountMax: 2 })).toMatchObject({ ok: true, standBy: [], shown: 2 + 2 * 2 + 250 });
    const trifles = ring(500n, 500n, ...Array.from({ length: 10_000 }, (_, index) => (index % 200 === 0 ? 1n : 0n)));
    const found = walk(1_000n, trifles, { ...loan, tileCountMax: 2 });
    expect([idsOf(found.standBy), found.shown]).toEqual([[3, 203], 203]);
  });

  test("passes over who can give nothing, and asks for no one in place of them to stand by", () => {
    const found = walk(100n, [candidate(1, 80n, 80n), candidate(2, 100n), candidate(3, 70n, 90n), candidate(4, 30n)], { ...loan, tileCountMax: 1 });
    expect([idsOf(found.chosen), idsOf(found.standBy)]).toEqual([[2], [4]]);
  });

  test("that finds too little has seen everybody, and says who covers most", () => {
    const found = walk(100n, ring(10n, 40n, 5n, 30n), { ...loan, tileCountMax: 2 });
    expect(found).toMatchObject({ ok: false, covered: 70n, shown: 4, standBy: [] });
    expect(idsOf(found.chosen)).toEqual([2, 4]);
  });

  test("an empty ring covers nothing", () => {
    expect(walk(100n, [], loan)).toEqual({ ok: false, covered: 0n, chosen: [], standBy: [], shown: 0 });
  });

  const scene = fc.record({
    amount: fc.bigInt(1n, 20_000n),
    smallestTileMinor: fc.bigInt(1n, 400n),
    tileCountMax: fc.option(fc.integer({ min: 1, max: 20 })),
    candidates: fc
      .array(fc.record({ available: fc.bigInt(0n, 3_000n), aside: fc.bigInt(0n, 500n) }), { maxLength: 60 })
      .map((list) => list.map(({ available, aside }, index) => candidate(index + 1, available, aside))),
  });

  test("leads to the very parts that an allocation over the whole ring gives, whatever the limits", () => {
    fc.assert(
      fc.property(scene, ({ amount, candidates, ...limits }) => {
        const facts = { ...loan, ...limits };
        const found = walk(amount, candidates, facts);
        const locked = new Set(idsOf([...found.chosen, ...found.standBy]));
        const whole = allocate(amount, candidates, facts);
        const result = allocate(amount, candidates.filter(({ depositorId }) => locked.has(depositorId)), facts);
        expect(givenBy(result)).toEqual(givenBy(whole));
        expect([found.ok, result.ok]).toEqual([whole.ok, whole.ok]);
        expect(found.covered).toBe(whole.ok ? amount : whole.covered);
      }),
      { numRuns: 2_000 },
    );
  });

  test("remembers at most two people a tile", () => {
    fc.assert(
      fc.property(scene, ({ amount, candidates, ...limits }) => {
        const { chosen, standBy } = walk(amount, candidates, { ...loan, ...limits });
        const smallest = limits.smallestTileMinor < amount ? limits.smallestTileMinor : amount;
        const tiles = Math.min(limits.tileCountMax ?? Infinity, Number(amount / smallest));
        expect(chosen.length).toBeLessThanOrEqual(tiles);
        expect(standBy.length).toBeLessThanOrEqual(tiles);
      }),
    );
  });

  test("looks at a hundred thousand people with ever more money, when not even they are enough", () => {
    const rising = Array.from({ length: 100_000 }, (_, index) => candidate(index + 1, BigInt(index + 1)));
    expect(walk(10n ** 12n, rising, { ...loan, tileCountMax: 10_000 })).toMatchObject({ ok: false, shown: 100_000 });
  });
});
