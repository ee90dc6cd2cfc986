import type { Money } from "./money";

/* Who takes part in a loan when there may be more who can give than tiles: found while going round the ring once. */

/** Somebody who can give so much at most. `position` is the place in the ring: smaller is asked first. */
type Limited = { readonly position: number; readonly cap: Money };

/** Those who take part so far. Keeps no more of them than the loan may have tiles, however many are offered. */
export type Gathering<Able extends Limited> = {
  /** Offers the next in ring order; who can give nothing does not take part. */
  offer: (next: Able) => void;
  /** There are as many as there is room for and they cover the amount: nobody further round the ring is needed. */
  isEnough: () => boolean;
  /** What those who take part can give together; may be more than the amount. */
  covered: () => Money;
  /** In ring order. */
  participants: () => Able[];
};

/**
 * Gathers the first in ring order, and when these cannot cover the amount, later ones with more in place of those with
 * least, going no further round the ring than needed.
 * @param roomFor the largest number of tiles
 */
export function gatherParticipants<Able extends Limited>(amount: Money, roomFor: number): Gathering<Able> {
  // Once there is no more room, a heap: its head has the smallest cap, of equals is the later in the ring, and gives way first.
  const kept: Able[] = [];
  let covered = 0n;
  const isFull = () => kept.length === roomFor;
  const isEnough = () => isFull() && covered >= amount;

  function offer(next: Able): void {
    if (next.cap === 0n || isEnough()) return;
    if (!isFull()) {
      kept.push(next);
      covered += next.cap;
      if (isFull()) kept.sort(leastUseful);
      return;
    }
    const least = kept[0];
    if (least === undefined || next.cap <= least.cap) return;
    covered += next.cap - least.cap;
    replaceHead(kept, next);
  }

  return { offer, isEnough, covered: () => covered, participants: () => kept.toSorted((left, right) => left.position - right.position) };
}

function leastUseful(left: Limited, right: Limited): number {
  if (left.cap !== right.cap) return left.cap < right.cap ? -1 : 1;
  return right.position - left.position;
}

function replaceHead<Able extends Limited>(heap: Able[], next: Able): void {
  let place = 0;
  for (;;) {
    const child = lesserChild(heap, place);
    const below = heap[child];
    if (below === undefined || leastUseful(next, below) <= 0) break;
    heap[place] = below;
    place = child;
  }
  heap[place] = next;
}

function lesserChild(heap: readonly Limited[], place: number): number {
  const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
  return left !== undefined && right !== undefined && leastUseful(right, left) < 0 ? 2 * place + 2 : 2 * place + 1;
}
