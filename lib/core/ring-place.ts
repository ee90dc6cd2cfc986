/** How many places the ring has; they are numbered from 0. */
export const RING_PLACES = 2 ** 32;

/**
 * A depositor's fixed place in the ring of those whose turn comes, 0 to 2^32 − 1: the id with its bits mixed (the
 * finaliser of MurmurHash3). People who registered one after the other stand far apart, as if drawn by lot, but:
 * - every step can be undone, so two depositors never share a place (of 77,000 drawn by lot, two do with even odds),
 *   and a cursor that stops at one place never passes over somebody else who stands there too;
 * - the same bank with the same people has the same ring, so a run can be repeated exactly.
 * No place is better than another one, so that it can be foretold is no harm.
 */
export function ringPlace(depositorId: number): number {
  let mixed = depositorId >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
