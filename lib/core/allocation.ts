import { invariant } from "./invariant";
import { grades, type Grade } from "./loan";
import { applyRate, minMoney, sumMoney, type Money } from "./money";
import { gatherParticipants } from "./participants";

/** A depositor's own limits on what may be lent and where. */
export type Strategy = {
  readonly acceptedGrades: ReadonlySet<Grade>;
  /** Days from disbursement to the last due date, because products with instalments of days and of months must compare; null = any. */
  readonly longestTermDays: number | null;
  /** The largest part of own money (waiting and working) in one loan, parts per million. */
  readonly largestSharePpm: number;
  /** Waiting money that is never lent. */
  readonly keepAsideMinor: Money;
  /** Off: what comes back is not lent again. See `keepAsideAfterReturn`. */
  readonly reinvest: boolean;
};

/** A new depositor accepts every grade and term, up to the whole of the own money in one loan, and reinvests. */
export const newDepositorStrategy: Strategy = {
  acceptedGrades: new Set(grades),
  longestTermDays: null,
  largestSharePpm: 1_000_000,
  keepAsideMinor: 0n,
  reinvest: true,
};

/** A depositor whose turn has come. `position` is the place in the ring counted from the cursor: smaller is asked first. */
export type Candidate = {
  readonly depositorId: number;
  readonly personId: number;
  readonly position: number;
  readonly availableMinor: Money;
  /** Waiting + working: what the largest share is a share of. */
  readonly ownMoneyMinor: Money;
  /** Due from the depositor after a deposit bounced. */
  readonly dueMinor: Money;
  /** Of the own money, what is in this very loan already (it counts towards the largest share); absent: nothing. */
  readonly inLoanMinor?: Money;
  readonly strategy: Strategy;
};

/** What a strategy and a product ask about the loan. Grade is null for a product without a score. */
export type LoanFacts = {
  readonly borrowerPersonId: number;
  readonly grade: Grade | null;
  readonly termDays: number;
  readonly smallestTileMinor: Money;
  readonly tileCountMax: number | null;
};

/** What kept a depositor from giving more, in order of precedence. `even_share`: nothing did, everybody gave the same. */
export const capReasons = [
  "own_loan",
  "due_from_depositor",
  "grade_not_accepted",
  "term_too_long",
  "available",
  "kept_aside",
  "share_of_own_money",
  "smallest_tile",
  "tile_count",
  "even_share",
] as const;

export type CapReason = (typeof capReasons)[number];

export type Cap = { readonly cap: Money; readonly heldBy: CapReason };

/** A candidate whose limits are known. */
export type Asked = Cap & { readonly depositorId: number; readonly position: number };

/** One candidate's part of the decision, those who give nothing included: who was asked, what they could, what they gave. */
export type AllocationPart = Asked & { readonly amount: Money };

export type Allocation =
  | { readonly ok: true; readonly parts: readonly AllocationPart[] }
  | { readonly ok: false; readonly covered: Money; readonly parts: readonly AllocationPart[] };

/**
 * Takes `amount` from the candidates as evenly as their limits, the smallest tile and the largest number of tiles
 * allow. An answer that is not ok says how much these candidates can cover (when above zero, asking for exactly that
 * succeeds) with the parts that cover it, so that a bank can top up the rest.
 * @param amount the pooled part of the loan, minor units, above zero
 * @param candidates in any order; their `position` decides
 * @returns a part for every candidate, in ring order
 */
export function allocate(amount: Money, candidates: readonly Candidate[], loan: LoanFacts): Allocation {
  const facts = factsFor(amount, loan);
  const asked = candidates.map((candidate) => ({ depositorId: candidate.depositorId, position: candidate.position, ...capOf(candidate, facts) }));
  return shareOut(amount, asked, facts);
}

/**
 * The second half of `allocate`, and of the sale of a tile: shares `amount` out over those whose limits are known.
 * @param everybody in any order; their `position` decides. A cap is 0 or at least the smallest tile
 */
export function shareOut(
  amount: Money,
  everybody: readonly Asked[],
  { smallestTileMinor, tileCountMax }: Pick<LoanFacts, "smallestTileMinor" | "tileCountMax">,
): Allocation {
  invariant(amount > 0n, "allocation: the amount is above zero");
  invariant(smallestTileMinor > 0n, "allocation: the smallest tile is above zero");
  invariant(tileCountMax === null || tileCountMax > 0, "allocation: the largest number of tiles is above zero");
  const asked = everybody.toSorted((left, right) => left.position - right.position);
  const roomFor = tileRoom(amount, { smallestTileMinor, tileCountMax });
  const gathering = gatherParticipants<Asked>(amount, roomFor);
  for (const each of asked) gathering.offer(each);
  const covered = minMoney(amount, gathering.covered());
  const shares = shareByDepositor(covered, gathering.participants());
  const crowdedOut = roomFor === tileCountMax ? "tile_count" : "smallest_tile";
  const parts = asked.map(({ depositorId, position, cap, heldBy }) => {
    const share = shares.get(depositorId);
    if (share === undefined) return { depositorId, position, amount: 0n, cap, heldBy: cap === 0n ? heldBy : crowdedOut };
    return { depositorId, position, amount: share, cap, heldBy: share < cap ? ("even_share" as const) : heldBy };
  });
  invariant(sumMoney(parts.map((part) => part.amount)) === covered, "allocation: the parts must add up to what they cover");
  return covered === amount ? { ok: true, parts } : { ok: false, covered, parts };
}

/**
 * The most that one candidate may give to this loan, and which limit says so. Limits that forbid the loan come first,
 * then the lowest of the amounts (of equals the first named), then the smallest tile.
 */
export function capOf(candidate: Candidate, loan: LoanFacts): Cap {
  const { strategy, availableMinor } = candidate;
  if (candidate.personId === loan.borrowerPersonId) return { cap: 0n, heldBy: "own_loan" };
  if (candidate.dueMinor > 0n) return { cap: 0n, heldBy: "due_from_depositor" };
  if (!acceptsGrade(strategy, loan.grade)) return { cap: 0n, heldBy: "grade_not_accepted" };
  if (strategy.longestTermDays !== null && loan.termDays > strategy.longestTermDays) return { cap: 0n, heldBy: "term_too_long" };
  const limits: Cap[] = [
    { cap: availableMinor, heldBy: "available" },
    { cap: availableMinor - strategy.keepAsideMinor, heldBy: "kept_aside" },
    { cap: applyRate(candidate.ownMoneyMinor, strategy.largestSharePpm, "floor") - (candidate.inLoanMinor ?? 0n), heldBy: "share_of_own_money" },
  ];
  const lowest = limits.reduce((low, limit) => (limit.cap < low.cap ? limit : low));
  if (lowest.cap <= 0n) return { cap: 0n, heldBy: lowest.heldBy };
  if (lowest.cap < loan.smallestTileMinor) return { cap: 0n, heldBy: "smallest_tile" };
  return lowest;
}

/**
 * Water-filling: everybody gives the same, those who have less give all they have. Exact: the shares add up to
 * `amount`, no share is above its cap, shares below their cap differ by at most one minor unit, and the odd units
 * are given by the first in ring order. O(n log n).
 * @param caps in ring order, adding up to at least `amount`
 * @returns the shares in the same order
 */
export function waterFill(amount: Money, caps: readonly Money[]): Money[] {
  invariant(amount >= 0n && caps.every((cap) => cap >= 0n), "allocation: nobody gives less than nothing");
  invariant(sumMoney(caps) >= amount, "allocation: the caps must cover the amount");
  const ascending = [...caps].sort(compareMoney);
  let rest = amount;
  let count = BigInt(caps.length);
  for (const cap of ascending) {
    if (cap > rest / count) break;
    rest -= cap;
    count -= 1n;
  }
  if (count === 0n) return [...caps];
  const level = rest / count;
  let odd = rest % count;
  return caps.map((cap) => {
    if (cap <= level) return cap;
    if (odd === 0n) return level;
    odd -= 1n;
    return level + 1n;
  });
}

/** The part of a strategy that says what becomes of money that comes back. */
type Reinvesting = Pick<Strategy, "keepAsideMinor" | "reinvest">;

/**
 * What a settlement of `returned` makes of the money kept aside: with automatic reinvestment off, everything that
 * comes back (principal and interest) joins it, so that only money newly invested is lent.
 */
export function keepAsideAfterReturn(strategy: Reinvesting, returned: Money): Money {
  return strategy.reinvest ? strategy.keepAsideMinor : strategy.keepAsideMinor + returned;
}

/**
 * What waiting money that leaves makes of it. With reinvestment off the returned money is what a withdrawal takes
 * first, and no more stays kept aside than is there, so that a later deposit is not kept aside in its place. With
 * reinvestment on the figure is the depositor's own and stays.
 * @param withdrawn what a withdrawal takes; 0 when a deposit bounces, which was not returned money
 * @param availableAfter waiting money once all that leaves is taken off
 */
export function keepAsideAfterLeaving(strategy: Reinvesting, withdrawn: Money, availableAfter: Money): Money {
  if (strategy.reinvest) return strategy.keepAsideMinor;
  const lowered = strategy.keepAsideMinor - withdrawn;
  return minMoney(lowered > 0n ? lowered : 0n, availableAfter);
}

/** A loan without a grade is taken only by those who take every grade. */
function acceptsGrade(strategy: Strategy, grade: Grade | null): boolean {
  return grade === null ? grades.every((each) => strategy.acceptedGrades.has(each)) : strategy.acceptedGrades.has(grade);
}

function shareByDepositor(covered: Money, chosen: readonly { depositorId: number; cap: Money }[]): Map<number, Money> {
  const shares = waterFill(
    covered,
    chosen.map(({ cap }) => cap),
  );
  return new Map(chosen.map(({ depositorId }, index) => [depositorId, shares[index] ?? 0n]));
}

function compareMoney(left: Money, right: Money): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The largest number of tiles. With no more than this and no cap below the smallest tile, no even share can fall below it either. */
export function tileRoom(amount: Money, { smallestTileMinor, tileCountMax }: Pick<LoanFacts, "smallestTileMinor" | "tileCountMax">): number {
  const bySize = Number(minMoney(amount / smallestTileMinor, BigInt(Number.MAX_SAFE_INTEGER)));
  return tileCountMax === null ? bySize : Math.min(tileCountMax, bySize);
}

/** A loan smaller than the smallest tile is one tile. */
export function factsFor(amount: Money, loan: LoanFacts): LoanFacts {
  return { ...loan, smallestTileMinor: minMoney(loan.smallestTileMinor, amount) };
}
