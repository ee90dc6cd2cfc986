import { invariant } from "./invariant";
import { minMoney, type Money } from "./money";

/**
 * Money that reaches a depositor, whatever it comes from, covers what is due from an earlier deposit that bounced
 * before it waits: w = min(amount, due) covers, the rest waits. Minor units.
 */
export function coveringDue(amount: Money, due: Money): { toDue: Money; toAvailable: Money } {
  invariant(amount >= 0n && due >= 0n, "due: neither what comes nor what is due can be negative");
  const toDue = minMoney(amount, due);
  return { toDue, toAvailable: amount - toDue };
}
