import { capOf, factsFor, tileRoom, type Asked, type Candidate, type LoanFacts } from "./allocation";
import type { Money } from "./money";
import { gatherParticipants } from "./participants";

/** Stand-bys are looked for until the limits of all who were found are this many tenths of the amount. */
const WANTED_TENTHS = 12n;

/** Once the amount is covered, so many people are shown in search of stand-bys, and two more a tile: a page of them, and no walk over everybody. */
const SHOWN_FOR_STAND_BY_MAX = 250;

/** Whom a search found, in any order, each with its place in the ring. */
export type FoundFunders = {
  /** Those who take part cover the amount. */
  readonly ok: boolean;
  /** What those who take part cover, at most the amount. */
  readonly covered: Money;
  /** Those who take part. */
  readonly chosen: readonly Asked[];
  /** The next of the ring who can give, in case some of the chosen have less by the time they are locked. */
  readonly standBy: readonly Asked[];
};

/** A search under way. It remembers at most two people a tile, however many it is shown. */
export type FunderSearch = {
  /** Shows it the next in ring order. */
  show: (candidate: Candidate) => void;
  /** Nobody further round the ring is needed. */
  isOver: () => boolean;
  found: () => FoundFunders;
};

/**
 * Looks for those who are to fund a loan without having everybody at hand: whoever walks the ring shows one candidate
 * after the other and stops when the search is over. `allocate` over those it found, as they were seen, gives every
 * depositor exactly what `allocate` over the whole ring would.
 * @param amount the pooled part of the loan, minor units, above zero
 */
export function searchFunders(amount: Money, loan: LoanFacts): FunderSearch {
  const facts = factsFor(amount, loan);
  const roomFor = tileRoom(amount, facts);
  const gathering = gatherParticipants<Asked>(amount, roomFor);
  const standBy: Asked[] = [];
  let spare = 0n;
  let shownSinceEnough = 0;
  const hasStandBy = () => standBy.length >= roomFor || (gathering.covered() + spare) * 10n >= amount * WANTED_TENTHS;
  const isOver = () => gathering.isEnough() && (hasStandBy() || shownSinceEnough >= 2 * roomFor + SHOWN_FOR_STAND_BY_MAX);

  function show(candidate: Candidate): void {
    if (isOver()) return;
    const asked = { depositorId: candidate.depositorId, position: candidate.position, ...capOf(candidate, facts) };
    if (!gathering.isEnough()) return gathering.offer(asked);
    shownSinceEnough += 1;
    if (asked.cap === 0n) return;
    standBy.push(asked);
    spare += asked.cap;
  }

  function found(): FoundFunders {
    const covered = gathering.covered();
    return { ok: covered >= amount, covered: covered < amount ? covered : amount, chosen: gathering.participants(), standBy };
  }

  return { show, isOver, found };
}
