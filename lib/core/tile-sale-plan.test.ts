import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capOf, newDepositorStrategy, type Candidate } from "./allocation";
import { interimEntitlement } from "./distribution";
import { BUYERS_MAX, planSale, proceedsOf, type OfferedTile } from "./tile-sale-plan";
import { saleCounters, sumOf } from "./tile-sale";

const fresh = { cumFund: 0n, marginCum: 0n };
const noFees = { feePpm: 0, fundPpm: 0 };
const loan = { borrowerPersonId: 1, grade: "C", termDays: 300, smallestTileMinor: 10n, tileCountMax: null } as const;

function tile(over: Partial<OfferedTile> = {}): OfferedTile {
  const counters = saleCounters({ ...fresh, total: 1_000n, cumPrincipal: 0n, cumInterest: 0n, interestGross: 0n }, 0n, noFees);
  return { amount: 100n, offset: 200n, counters, loan, tileCount: 5, ...over };
}

function buyer(depositorId: number, availableMinor: bigint, over: Partial<Candidate> = {}): Candidate {
  return { depositorId, personId: 100 + depositorId, position: depositorId, availableMinor, ownMoneyMinor: availableMinor, dueMinor: 0n, strategy: newDepositorStrategy, ...over };
}

const sharesOf = (plan: ReturnType<typeof planSale>) => plan?.parts.map(({ depositorId, amount, offset }) => [depositorId, amount, offset]);

describe("one turn of the cycle", () => {
  test("shares a tile out evenly over the next buyers, side by side from its offset on", () => {
    const plan = planSale(tile(), [buyer(3, 500n), buyer(1, 500n), buyer(2, 500n)]);
    expect(sharesOf(plan)).toEqual([[1, 34n, 200n], [2, 33n, 234n], [3, 33n, 267n]]);
    expect(plan?.kept).toBeNull();
  });

  test("leaves with the seller what nobody buys, behind the parts that are sold", () => {
    const plan = planSale(tile(), [buyer(1, 30n), buyer(2, 20n)]);
    expect(sharesOf(plan)).toEqual([[1, 30n, 200n], [2, 20n, 230n]]);
    expect(plan?.kept).toMatchObject({ amount: 50n, offset: 250n });
  });

  test("never leaves the seller less than the smallest tile", () => {
    const plan = planSale(tile(), [buyer(1, 95n)]);
    expect(sharesOf(plan)).toEqual([[1, 90n, 200n]]);
    expect(plan?.kept?.amount).toBe(10n);
  });

  test("sells a tile below twice the smallest whole or not at all", () => {
    expect(planSale(tile({ amount: 19n }), [buyer(1, 18n)])).toBeNull();
    expect(sharesOf(planSale(tile({ amount: 19n }), [buyer(1, 18n), buyer(2, 19n)]))).toEqual([[2, 19n, 200n]]);
  });

  test("makes no more tiles than the product allows, the seller's remainder included", () => {
    const full = { ...loan, tileCountMax: 5 };
    expect(sharesOf(planSale(tile({ loan: full }), [buyer(1, 60n), buyer(2, 100n)]))).toEqual([[2, 100n, 200n]]);
    expect(planSale(tile({ loan: full }), [buyer(1, 60n), buyer(2, 99n)])).toBeNull();
    expect(sharesOf(planSale(tile({ loan: full, tileCount: 4 }), [buyer(1, 60n), buyer(2, 50n)]))).toEqual([[1, 50n, 200n], [2, 50n, 250n]]);
  });

  test.each<[string, Partial<Candidate>]>([
    ["the borrower's own person", { personId: 1 }],
    ["who owes for a deposit that bounced", { dueMinor: 1n }],
    ["who does not take the grade", { strategy: { ...newDepositorStrategy, acceptedGrades: new Set(["A"]) } }],
    ["for whom the remaining term is too long", { strategy: { ...newDepositorStrategy, longestTermDays: 299 } }],
    ["who keeps the money aside", { strategy: { ...newDepositorStrategy, keepAsideMinor: 500n } }],
    ["whose largest share of one loan is in this loan already", { strategy: { ...newDepositorStrategy, largestSharePpm: 200_000 }, inLoanMinor: 100n }],
  ])("asks nobody %s", (_who, over) => {
    expect(planSale(tile(), [buyer(1, 500n, over)])).toBeNull();
  });

  test("hands back the unit that two floors lose (T 3, f 2, C 2), and the seller is paid for it", () => {
    const counters = saleCounters({ ...fresh, total: 3n, cumPrincipal: 2n, cumInterest: 0n, interestGross: 0n }, 0n, noFees);
    const plan = planSale(tile({ amount: 2n, offset: 1n, counters, loan: { ...loan, smallestTileMinor: 1n } }), [buyer(1, 1n), buyer(2, 1n)]);
    expect(plan?.parts).toEqual([
      { depositorId: 1, amount: 1n, offset: 1n, price: { principal: 1n, interest: 0n }, brought: { principal: 0n, interest: 0n }, handedBack: { principal: 1n, interest: 0n } },
      { depositorId: 2, amount: 1n, offset: 2n, price: { principal: 1n, interest: 0n }, brought: { principal: 0n, interest: 0n }, handedBack: { principal: 0n, interest: 0n } },
    ]);
  });
});

describe("whatever is offered to whomever", () => {
  test("the parts tile the tile, nobody pays more than the own strategy allows, no part is below the smallest tile, and money is exact", () => {
    let sold = 0;
    fc.assert(
      fc.property(anyOffer, anyBuyers, (offered, buyers) => {
        const plan = planSale(offered, buyers);
        expect(planSale(offered, buyers.toReversed())).toEqual(plan);
        if (!plan) return;
        sold += 1;
        const smallest = offered.amount < offered.loan.smallestTileMinor ? offered.amount : offered.loan.smallestTileMinor;
        const pieces = [...plan.parts, ...(plan.kept ? [plan.kept] : [])];
        let end = offered.offset;
        for (const { amount, offset } of pieces) {
          expect(offset).toBe(end);
          expect(amount >= smallest).toBe(true);
          end += amount;
        }
        expect(end).toBe(offered.offset + offered.amount);
        expect(plan.parts.length <= BUYERS_MAX).toBe(true);
        for (const { depositorId, price } of plan.parts) {
          const asked = buyers.find((each) => each.depositorId === depositorId);
          if (!asked) throw new Error("somebody who was not asked buys");
          expect(sumOf(price) > 0n && sumOf(price) <= capOf(asked, { ...offered.loan, smallestTileMinor: 1n }).cap).toBe(true);
        }
        expectExactMoney(offered, plan);
      }),
      { numRuns: 500 },
    );
    expect(sold).toBeGreaterThan(50);
  });

  test("a whole ring of offers and buyers: going on with what each has left, nobody is ever overdrawn and equals pay alike", () => {
    fc.assert(
      fc.property(fc.array(anyOffer, { maxLength: 8 }), fc.integer({ min: 1, max: 12 }), fc.bigInt({ min: 0n, max: 50_000n }), (offers, count, each) => {
        let ring = Array.from({ length: count }, (_, index) => buyer(index, each));
        for (const offered of offers) {
          const plan = planSale({ ...offered, loan: { ...offered.loan, tileCountMax: null } }, ring);
          const paid = new Map(plan?.parts.map(({ depositorId, price }) => [depositorId, sumOf(price)]));
          ring = ring.map((one) => ({ ...one, availableMinor: one.availableMinor - (paid.get(one.depositorId) ?? 0n) }));
          expect(ring.every(({ availableMinor }) => availableMinor >= 0n)).toBe(true);
          const amounts = plan?.parts.map(({ amount }) => amount) ?? [];
          // All had the same before the first offer: shares differ by one unit of the tile at most, and the odd units go to the first.
          if (offered === offers[0]) expectAlike(amounts);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Even shares in ring order: each is as much as the last or one unit more, and none is more than the one before it. */
function expectAlike(amounts: readonly bigint[]) {
  const level = amounts.at(-1) ?? 0n;
  expect(amounts.filter((amount) => amount - level !== 0n && amount - level !== 1n)).toEqual([]);
  expect(amounts).toEqual(amounts.toSorted((left, right) => Number(right - left)));
}

/** What the seller had of the counters is what the pieces have and what is handed back; prices are measured against each piece's own floors. */
function expectExactMoney({ amount, counters }: OfferedTile, plan: NonNullable<ReturnType<typeof planSale>>) {
  const pieces = [...plan.parts, ...(plan.kept ? [plan.kept] : [])];
  const { paid, handedBack } = proceedsOf(plan);
  expect(sumOf(paid) > sumOf(handedBack)).toBe(true);
  for (const [counter, kind] of [[counters.cumPrincipal, "principal"], [counters.cumInterest, "interest"]] as const) {
    const carried = pieces.reduce((sum, piece) => sum + piece.brought[kind], 0n);
    expect(carried + handedBack[kind]).toBe(interimEntitlement(counter, amount, counters.total));
    expect(handedBack[kind] >= 0n && handedBack[kind] < BigInt(pieces.length)).toBe(true);
  }
  const soldAmount = amount - (plan.kept?.amount ?? 0n);
  expect(paid.principal).toBe(soldAmount - plan.parts.reduce((sum, part) => sum + part.brought.principal, 0n));
}

const anyOffer: fc.Arbitrary<OfferedTile> = fc
  .record({
    total: fc.bigInt({ min: 1n, max: 100_000n }),
    backPpm: fc.nat({ max: 999_999 }),
    interest: fc.bigInt({ min: 0n, max: 20_000n }),
    accrued: fc.bigInt({ min: 0n, max: 2_000n }),
    amountPpm: fc.nat({ max: 999_999 }),
    smallestTileMinor: fc.bigInt({ min: 1n, max: 5_000n }),
    tileCountMax: fc.constantFrom(null, null, 5, 8),
  })
  .map(({ total, backPpm, interest, accrued, amountPpm, smallestTileMinor, tileCountMax }) => {
    const counters = saleCounters({ ...fresh, total, cumPrincipal: (total * BigInt(backPpm)) / 1_000_000n, cumInterest: interest, interestGross: interest }, accrued, noFees);
    const amount = (total * BigInt(amountPpm)) / 1_000_000n + 1n;
    return tile({ amount: amount > total ? total : amount, offset: 0n, counters, loan: { ...loan, smallestTileMinor, tileCountMax } });
  });

const anyBuyers = fc
  .array(fc.record({ money: fc.bigInt({ min: 0n, max: 60_000n }), sharePpm: fc.constantFrom(1_000_000, 1_000_000, 500_000), aside: fc.bigInt({ min: 0n, max: 500n }), person: fc.integer({ min: 1, max: 40 }) }), { maxLength: 12 })
  .map((list) =>
    list.map(({ money, sharePpm, aside, person }, index) =>
      buyer(index + 1, money, { personId: person, strategy: { ...newDepositorStrategy, largestSharePpm: sharePpm, keepAsideMinor: aside } }),
    ),
  );
