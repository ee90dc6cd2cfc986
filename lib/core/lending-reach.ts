import { capOf, keepAsideAfterReturn, type Cap, type Strategy } from "./allocation";
import { maxMoney, type Money } from "./money";

/** A depositor's money as it is shown; minor units. */
export type DepositorMoney = {
  readonly waiting: Money;
  /** The part of `waiting` that came back from loans and is still to be settled. */
  readonly settling: Money;
  /** Waiting, working and held for approved loans: what the largest share is a share of. */
  readonly ownMoney: Money;
  readonly due: Money;
};

/** What a strategy makes of somebody's money now. */
export type LendingReach = {
  /** Of the waiting money, what may be lent in all. */
  readonly lendable: Money;
  /** The most that one loan may take of it, and the limit that says so. */
  readonly perLoan: Cap;
};

/** Nobody's person, so that no loan is one's own. */
const NOBODY = 0;

/**
 * How far a strategy reaches: by the very rules of allocation, asked for the shortest loan of the best grade accepted.
 * What comes back counts as settled, and with reinvestment off as kept aside.
 */
export function lendingReach({ waiting, settling, ownMoney, due }: DepositorMoney, strategy: Strategy): LendingReach {
  const keepAsideMinor = keepAsideAfterReturn(strategy, settling);
  const [grade = null] = strategy.acceptedGrades;
  const candidate = { depositorId: 0, personId: NOBODY + 1, position: 0, availableMinor: waiting, ownMoneyMinor: ownMoney, dueMinor: due, strategy: { ...strategy, keepAsideMinor } };
  const perLoan = capOf(candidate, { borrowerPersonId: NOBODY, grade, termDays: 0, smallestTileMinor: 1n, tileCountMax: null });
  return { lendable: due > 0n ? 0n : maxMoney(0n, waiting - keepAsideMinor), perLoan };
}
