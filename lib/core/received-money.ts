import { keepAsideAfterReturn } from "./allocation";
import { coveringDue } from "./covering-due";
import type { Money } from "./money";

/** A depositor whom money of their own comes back to; minor units. */
export type Receiver = { readonly due: Money; readonly keepAside: Money; readonly reinvest: boolean };

/**
 * What money that comes back to a depositor (from a loan, a sale, a withdrawal that was not paid) moves: it covers what
 * is due, the rest waits, and joins the money kept aside when nothing is reinvested. A new deposit is not such money.
 * @returns by how much each balance moves; minor units
 */
export function receivedBy({ due, keepAside, reinvest }: Receiver, amount: Money): { available: Money; due: Money; keepAside: Money } {
  const { toDue, toAvailable } = coveringDue(amount, due);
  const keepAsideAfter = keepAsideAfterReturn({ keepAsideMinor: keepAside, reinvest }, toAvailable);
  return { available: toAvailable, due: -toDue, keepAside: keepAsideAfter - keepAside };
}
