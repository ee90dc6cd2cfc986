import { broughtTo, earnedSplit, finalEntitlement, movedTo, type CounterDeltas, type Earned, type RoundCounters } from "./distribution";
import { invariant } from "./invariant";
import { maxMoney, minMoney, type Money } from "./money";

/** A live tile of a round that is closed for good, minor units. */
export type OpenTile = { readonly amount: Money; readonly offset: Money; readonly settledPrincipal: Money; readonly settledInterest: Money };

/** Minor units of principal and of interest. */
export type TileReturn = { readonly principal: Money; readonly interest: Money };

/**
 * What a tile is given at closing: what any settlement would give it now, and besides the last unit of each counter
 * that the interim floors had left over. Over all tiles it leaves nothing of the counters behind.
 */
export function finalReturn(tile: OpenTile, counters: RoundCounters): { settled: TileReturn; rounding: TileReturn } {
  const { total, cumPrincipal, cumInterest } = counters;
  const interim = broughtTo(tile.amount, counters);
  const settled = { principal: interim.principal - tile.settledPrincipal, interest: interim.interest - tile.settledInterest };
  const rounding = {
    principal: finalEntitlement(cumPrincipal, tile, total) - interim.principal,
    interest: finalEntitlement(cumInterest, tile, total) - interim.interest,
  };
  invariant(settled.principal >= 0n && settled.interest >= 0n, "closing: no tile is settled above its entitlement");
  invariant(rounding.principal >= 0n && rounding.interest >= 0n, "closing: the final rule gives a tile at least what the interim one did");
  return { settled, rounding };
}

/**
 * As `advanceCounters` for a round that is closed for good: what its funders have stays as it is, whatever happens. A
 * payment that bounces is an advance only, and interest beyond what funders had goes to the provision fund.
 * @param excessBefore what funders and the fund had beyond what was earned, before the event
 */
export function advanceFinalCounters(counters: RoundCounters, earned: Earned, excessBefore: Money): { counters: RoundCounters; advance: Money; deltas: CounterDeltas } {
  invariant(earned.principal >= 0n && earned.principal <= counters.cumPrincipal, "closing: funders had all principal before it was closed for good");
  const { margin, fund, net } = earnedSplit(earned.interestGross, earned.feePpm, earned.fundPpm);
  const beyondFunders = maxMoney(0n, net - counters.cumInterest);
  const next = { ...counters, cumFund: maxMoney(counters.cumFund, fund + beyondFunders), interestGross: earned.interestGross, marginCum: margin };
  return movedTo(next, earned, { counters, advance: excessBefore });
}

/**
 * What funders and the fund have beyond what was earned is the platform's advance, but for what it gave up when the
 * loan was closed for good: that stays lost, unless the borrower's payments earn it after all. Principal that the
 * borrower owes is always an advance: it is still asked for.
 * @param excess.ofPrincipal the part of it that is principal
 */
export function advanceAfter(excess: { total: Money; ofPrincipal: Money }, lostBefore: Money): { advance: Money; lost: Money } {
  invariant(excess.ofPrincipal >= 0n && excess.total >= excess.ofPrincipal && lostBefore >= 0n, "closing: neither an excess nor a loss is below zero");
  const lost = minMoney(lostBefore, excess.total - excess.ofPrincipal);
  return { advance: excess.total - lost, lost };
}
