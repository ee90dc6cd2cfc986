import type { BusinessDate } from "./business-date";
import { daysPastDue, NPL_DAYS } from "./delinquency";
import { earnedSplit, splitRecovery, type RoundCounters } from "./distribution";
import { invariant } from "./invariant";
import type { LoanState } from "./loan";
import { maxMoney, minMoney, type Money } from "./money";

/** What a borrower owes, minor units. */
export type Owed = { readonly principal: Money; readonly interest: Money; readonly fees: Money };

/**
 * Why a loan cannot be written off, or null. By the field's practice a loss is recognised when the loan is
 * non-performing: at 90 days past due.
 */
export function whyNotWriteOff(
  { state, oldestUnpaidDueOn }: { state: LoanState; oldestUnpaidDueOn: BusinessDate | null },
  today: BusinessDate,
): "loan_not_active" | "loan_not_npl" | null {
  if (state !== "active") return "loan_not_active";
  return daysPastDue(oldestUnpaidDueOn, today) < NPL_DAYS ? "loan_not_npl" : null;
}

/** Who bears what of a loan that is given up, minor units. */
export type Loss = {
  /** o = T − cum_principal: what funders have not had back. */
  readonly outstanding: Money;
  /** r = min(fund, o). */
  readonly fundCover: Money;
  /** o − r: what their tiles lose. */
  readonly funders: Money;
  /** a: what funders keep of payments that are gone, which the platform advanced. */
  readonly advance: Money;
};

/**
 * Divides the loss of a loan: the fund covers what it can, funders bear the rest, the platform its advance. Nobody loses
 * anything of a loan whose principal has wholly come back, and which still asks for interest or fees.
 */
export function lossOf({ total, cumPrincipal }: RoundCounters, { fund, advance }: { fund: Money; advance: Money }): Loss {
  invariant(fund >= 0n && advance >= 0n, "write-off: neither the fund nor an advance is below zero");
  const outstanding = total - cumPrincipal;
  invariant(outstanding >= 0n, "write-off: funders had no more than the round's total");
  const fundCover = minMoney(fund, outstanding);
  return { outstanding, fundCover, funders: outstanding - fundCover, advance };
}

/** Is there anything to post for a loss? */
export function isNoLoss({ outstanding, advance }: Loss): boolean {
  return outstanding + advance === 0n;
}

/**
 * The counters of a round after its write-off. From now on its gross interest is what was passed on as interest in all,
 * whoever paid it: what the platform had advanced of it is its loss, and comes back as such.
 */
export function writtenOffCounters(counters: RoundCounters, { fundCover }: Pick<Loss, "fundCover">): RoundCounters {
  const { cumInterest, cumFund, marginCum } = counters;
  return { ...counters, cumPrincipal: counters.cumPrincipal + fundCover, interestGross: cumInterest + cumFund + marginCum };
}

/** What has come back of a loan, minor units. Whoever had a part of a recovery that bounced keeps it, but for fees. */
export type Recovered = {
  /** The recoveries that count, and the fees in them. */
  readonly total: Money;
  readonly fees: Money;
  /** Divided as interest, also of those that bounced; and of those alone. */
  readonly interest: Money;
  readonly interestBounced: Money;
  /** What funders and the fund had of recoveries that bounced, and what later ones have not returned of it to the platform. */
  readonly advanced: Money;
};

/** A written-off loan: what was known on the day, and what has come back since. Minor units. */
export type WrittenOff = {
  /** What the borrower owed on the day of the write-off, with what payments had paid that bounced since. */
  readonly owed: Owed;
  readonly outstanding: Money;
  readonly fundCover: Money;
  /** What the platform lost: the advance of payments that bounced before, and what was passed on of those since. */
  readonly advance: Money;
  /** Returned to the fund; after closing for good also what funders would have had. */
  readonly fundReturned: Money;
  readonly advanceReturned: Money;
  readonly recovered: Recovered;
};

/**
 * What the borrower still owes of a written-off loan: what `recover` would divide. Fees and interest that recoveries have
 * paid stay paid, also when principal is owed again since; what returns an advance returns its principal first.
 */
export function stillOwed({ owed, outstanding, advanceReturned, recovered }: Omit<WrittenOff, "advance" | "fundCover" | "fundReturned">): Owed & { total: Money } {
  const total = owed.principal + owed.interest + owed.fees - recovered.total;
  const fees = owed.fees - recovered.fees;
  const interestReturned = maxMoney(0n, advanceReturned - (owed.principal - outstanding));
  const interest = owed.interest - recovered.interest - interestReturned + minMoney(recovered.advanced, recovered.interestBounced);
  return { principal: total - interest - fees, interest, fees, total };
}

/**
 * A payment that was posted before the write-off has bounced after it: all that it paid is owed again, and nothing else
 * for it. Funders and the fund keep what they had of it, so the platform has lost its principal and its interest as it
 * lost the advance of a payment that bounced before.
 * @param paid what it had paid
 */
export function owedAgain({ owed, advance }: Pick<WrittenOff, "owed" | "advance">, paid: Owed): Pick<WrittenOff, "owed" | "advance"> {
  invariant(paid.principal >= 0n && paid.interest >= 0n && paid.fees >= 0n, "write-off: no payment paid less than nothing");
  return {
    owed: { principal: owed.principal + paid.principal, interest: owed.interest + paid.interest, fees: owed.fees + paid.fees },
    advance: advance + paid.principal + paid.interest,
  };
}

/** Where a recovery goes, minor units. `interest` is divided as a payment's is; `gross` is all of it. */
type Recovery = {
  readonly parts: { readonly toAdvance: Money; readonly toFunders: Money; readonly toFund: Money; readonly toLoss: Money };
  readonly interest: { readonly gross: Money; readonly net: Money; readonly fund: Money; readonly margin: Money };
  readonly fees: Money;
  readonly counters: RoundCounters;
};

/**
 * Divides a recovery: the platform up to what it passed on from recoveries that bounced, funders up to their loss, the
 * fund up to its cover, the platform up to the advance it lost, then interest, then fees. Once the loan is closed for
 * good the counters of funders stand still, and what would have been theirs goes to the fund.
 * @param round the counters as they are, whether they are final, and the product's rates
 * @returns not ok when it is more than is still owed; `most` is that
 */
export function recover(
  amount: Money,
  writtenOff: WrittenOff,
  round: { counters: RoundCounters; isFinal: boolean; feePpm: number; fundPpm: number },
): ({ ok: true } & Recovery) | { ok: false; most: Money } {
  const most = stillOwed(writtenOff).total;
  if (amount > most) return { ok: false, most };
  const claims = claimsOn(writtenOff, round);
  const { rest, ...parts } = splitRecovery(amount, claims);
  const gross = minMoney(rest, claims.interest);
  const fees = rest - gross;
  invariant(fees <= claims.fees, "recovery: what is within the debt has somebody to go to");
  const counters = interestRecovered({ ...round.counters, cumPrincipal: round.counters.cumPrincipal + parts.toFunders }, gross, round);
  const before = round.counters;
  const interest = {
    gross,
    net: counters.cumInterest - before.cumInterest,
    fund: counters.cumFund - before.cumFund,
    margin: counters.marginCum - before.marginCum,
  };
  invariant(interest.net >= 0n && interest.fund >= 0n && interest.margin >= 0n, "recovery: interest is taken back from nobody");
  return { ok: true, parts, interest, fees, counters };
}

/**
 * What funders and the fund are still short of, minor units. Once the loan is closed for good the funders' part is final,
 * and what would have been theirs is the fund's as well.
 */
export function shortOf(
  { fundCover, fundReturned }: Pick<WrittenOff, "fundCover" | "fundReturned">,
  { counters, isFinal }: { counters: RoundCounters; isFinal: boolean },
): { funders: Money; fund: Money } {
  const funders = counters.total - counters.cumPrincipal;
  return { funders, fund: fundCover - fundReturned + (isFinal ? funders : 0n) };
}

/** What each may still get of a recovery. Of an advance only as much comes back as the borrower owes. */
function claimsOn(writtenOff: WrittenOff, round: { counters: RoundCounters; isFinal: boolean }) {
  const { owed, outstanding, advance, advanceReturned, recovered } = writtenOff;
  const { funders, fund } = shortOf(writtenOff, round);
  const advanceOfPrincipal = owed.principal - outstanding;
  const advanceOfInterest = advance - advanceOfPrincipal;
  invariant(advanceOfPrincipal >= 0n && advanceOfInterest >= 0n, "write-off: an advance is of principal and of interest");
  const interestAdvanced = minMoney(advanceOfInterest, owed.interest);
  return {
    advanced: recovered.advanced,
    funders: round.isFinal ? 0n : funders,
    fund,
    lostAdvance: advanceOfPrincipal + interestAdvanced - advanceReturned,
    interest: owed.interest - interestAdvanced - recovered.interest,
    fees: owed.fees - recovered.fees,
  };
}

/** Interest by the rule of payments: the floors of the cumulative gross, none of the three ever falling. */
function interestRecovered(counters: RoundCounters, gross: Money, { isFinal, feePpm, fundPpm }: { isFinal: boolean; feePpm: number; fundPpm: number }): RoundCounters {
  const interestGross = counters.interestGross + gross;
  const earned = earnedSplit(interestGross, feePpm, fundPpm);
  if (isFinal) {
    // The margin follows gross interest as far as neither the funders' part nor the fund's falls for it.
    const forPlatform = interestGross - counters.cumInterest - counters.cumFund;
    const marginCum = minMoney(maxMoney(counters.marginCum, earned.margin), forPlatform);
    return { ...counters, interestGross, marginCum, cumFund: interestGross - counters.cumInterest - marginCum };
  }
  const cumInterest = maxMoney(counters.cumInterest, earned.net);
  const cumFund = maxMoney(counters.cumFund, earned.fund);
  return { ...counters, interestGross, cumInterest, cumFund, marginCum: interestGross - cumInterest - cumFund };
}
