import { invariant } from "./invariant";
import { applyRate, divide, maxMoney, minMoney, type Money } from "./money";

/**
 * What has been passed on for one round of funding of a loan, cumulative, in minor units. `total` is T, the whole
 * round with the bank's tile. A repayment moves these figures and no depositor's row, so that it costs the same for
 * ten funders and for ten thousand; each tile's part follows from them.
 */
export type RoundCounters = {
  readonly total: Money;
  /** Returned to funders: principal, and after a write-off the fund's cover and recoveries. Never falls, at most `total`. */
  readonly cumPrincipal: Money;
  /** Interest of the funders, net of margin and fund share. Never falls. */
  readonly cumInterest: Money;
  /** Fed to the provision fund. Never falls. */
  readonly cumFund: Money;
  /** Gross interest earned by the valid payments. Falls when a payment is reversed. */
  readonly interestGross: Money;
  /** Servicing fee on `interestGross`. Falls with it. */
  readonly marginCum: Money;
};

/** What a replay of all valid payments says was paid by the borrower, with the product's rates in parts per million. */
export type Earned = {
  readonly principal: Money;
  readonly interestGross: Money;
  readonly feePpm: number;
  readonly fundPpm: number;
};

/** By how much an event moved the counters. Only `margin` and `advance` can be negative. */
export type CounterDeltas = {
  readonly principal: Money;
  readonly interest: Money;
  readonly fund: Money;
  readonly margin: Money;
  readonly advance: Money;
};

/** The counters of a round at its disbursement. */
export function newRound(total: Money): RoundCounters {
  invariant(total > 0n, "distribution: a round has a total above zero");
  return { total, cumPrincipal: 0n, cumInterest: 0n, cumFund: 0n, interestGross: 0n, marginCum: 0n };
}

/**
 * Divides cumulative gross interest: margin = floor(g · fee), fund = floor((g − margin) · share), net = the rest.
 * Taking the floors one after the other keeps all three from falling while g grows; always apply it to the cumulative
 * figure, never to one payment, or fees drift.
 */
export function earnedSplit(grossInterest: Money, feePpm: number, fundPpm: number): { margin: Money; fund: Money; net: Money } {
  invariant(grossInterest >= 0n, "distribution: gross interest cannot be negative");
  invariant(isShare(feePpm) && isShare(fundPpm), "distribution: fee and fund share lie between 0 and 1,000,000 ppm");
  const margin = applyRate(grossInterest, feePpm, "floor");
  const fund = applyRate(grossInterest - margin, fundPpm, "floor");
  return { margin, fund, net: grossInterest - margin - fund };
}

/**
 * The one rule for payment, reversal, backdating and replay: each counter becomes max(counter, earned), because what
 * belongs to funders or to the fund is never taken back; the excess over what is earned is the platform's advance,
 * which later payments refill first. Margin follows what is earned, down as well as up. Not for a written-off loan:
 * there the fund's cover and recoveries have moved `cumPrincipal` beyond what the borrower paid.
 * @param advanceBefore the round's advance before the event
 * @returns the new counters, the new advance, and the differences that the journal entry posts
 */
export function advanceCounters(
  counters: RoundCounters,
  earned: Earned,
  advanceBefore: Money,
): { counters: RoundCounters; advance: Money; deltas: CounterDeltas } {
  invariant(
    earned.principal >= 0n && earned.principal <= counters.total,
    "distribution: earned principal lies between 0 and the round's total",
  );
  const { margin, fund, net } = earnedSplit(earned.interestGross, earned.feePpm, earned.fundPpm);
  const next: RoundCounters = {
    total: counters.total,
    cumPrincipal: maxMoney(counters.cumPrincipal, earned.principal),
    cumInterest: maxMoney(counters.cumInterest, net),
    cumFund: maxMoney(counters.cumFund, fund),
    interestGross: earned.interestGross,
    marginCum: margin,
  };
  invariant(next.cumPrincipal <= next.total, "distribution: funders get at most the round's total as principal");
  return movedTo(next, earned, { counters, advance: advanceBefore });
}

/** A round that goes from some counters to the next: its advance then, and the differences that the journal entry posts. */
export function movedTo(
  next: RoundCounters,
  earned: Earned,
  before: { counters: RoundCounters; advance: Money },
): { counters: RoundCounters; advance: Money; deltas: CounterDeltas } {
  const { fund, net } = earnedSplit(earned.interestGross, earned.feePpm, earned.fundPpm);
  const advance = next.cumPrincipal - earned.principal + (next.cumInterest - net) + (next.cumFund - fund);
  const deltas = {
    principal: next.cumPrincipal - before.counters.cumPrincipal,
    interest: next.cumInterest - before.counters.cumInterest,
    fund: next.cumFund - before.counters.cumFund,
    margin: next.marginCum - before.counters.marginCum,
    advance: advance - before.advance,
  };
  return { counters: next, advance, deltas };
}

/**
 * Principal that the borrower's valid payments have earned, from the counters and the advance: the advance is what the
 * counters are above what is earned, and the parts of it in interest and fund follow from gross interest.
 */
export function principalEarned(counters: RoundCounters, advance: Money, { feePpm, fundPpm }: Pick<Earned, "feePpm" | "fundPpm">): Money {
  const { fund, net } = earnedSplit(counters.interestGross, feePpm, fundPpm);
  return counters.cumPrincipal - (advance - (counters.cumInterest - net) - (counters.cumFund - fund));
}

/**
 * A tile's part of a counter while the loan lives: floor(C · amount / T). Never falls; over all tiles at least 0 and
 * less than their number stays behind as dust.
 */
export function interimEntitlement(counter: Money, amount: Money, total: Money): Money {
  invariant(counter >= 0n, "distribution: a counter cannot be negative");
  invariant(amount >= 0n && amount <= total && total > 0n, "distribution: a tile lies inside its round");
  return divide(counter * amount, total, "floor");
}

/** What the counters have brought so much of a round by now, while the loan lives. */
export function broughtTo(
  amount: Money,
  { total, cumPrincipal, cumInterest }: Pick<RoundCounters, "total" | "cumPrincipal" | "cumInterest">,
): { principal: Money; interest: Money } {
  return { principal: interimEntitlement(cumPrincipal, amount, total), interest: interimEntitlement(cumInterest, amount, total) };
}

/**
 * A tile's part of a counter once the loan is closed for good: floor(C · (offset + amount) / T) − floor(C · offset / T).
 * It telescopes: over all tiles it adds up to C exactly, and each is the interim part or one minor unit more.
 * @param tile offset = the sum of the tiles before it, amount = its own
 */
export function finalEntitlement(counter: Money, tile: { offset: Money; amount: Money }, total: Money): Money {
  const upToEnd = interimEntitlement(counter, tile.offset + tile.amount, total);
  return upToEnd - interimEntitlement(counter, tile.offset, total);
}

/** The offset of each tile: the sum of the amounts before it, in the order given. */
export function tileOffsets(amounts: readonly Money[]): Money[] {
  let before = 0n;
  return amounts.map((amount) => {
    const offset = before;
    before += amount;
    return offset;
  });
}

/**
 * A funder's line for one payment, from a counter before and after it (the entry keeps both), so that history needs no
 * row per depositor. The lines of all payments add up to the entitlement.
 * @param tile amount = the tile, total = T of its round
 */
export function linePart(before: Money, after: Money, tile: { amount: Money; total: Money }): Money {
  invariant(after >= before, "distribution: a funders' counter never falls");
  return interimEntitlement(after, tile.amount, tile.total) - interimEntitlement(before, tile.amount, tile.total);
}

/**
 * Where a recovery goes after a write-off, in this order: the platform up to what it passed on from recoveries that
 * bounced, because nobody is paid twice; funders up to their loss, the fund up to what it covered, the platform up to the
 * advance it lost; what is left is interest and then fees, by the rule of payments.
 * @param owed what each of the four is still short of
 */
export function splitRecovery(
  recovered: Money,
  owed: { advanced: Money; funders: Money; fund: Money; lostAdvance: Money },
): { toAdvance: Money; toFunders: Money; toFund: Money; toLoss: Money; rest: Money } {
  invariant(recovered > 0n, "distribution: a recovery is above zero");
  invariant(Object.values(owed).every((short) => short >= 0n), "distribution: nobody is owed less than nothing");
  let rest = recovered;
  const take = (most: Money): Money => {
    const part = minMoney(rest, most);
    rest -= part;
    return part;
  };
  const [toAdvance, toFunders, toFund, toLoss] = [take(owed.advanced), take(owed.funders), take(owed.fund), take(owed.lostAdvance)];
  return { toAdvance, toFunders, toFund, toLoss, rest };
}

function isShare(ppm: number): boolean {
  return Number.isInteger(ppm) && ppm >= 0 && ppm <= 1_000_000;
}
