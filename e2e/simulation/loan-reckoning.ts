/*
 * What one loan has brought its funders, by the simulation's own reckoning: formulas written here once more, on what
 * the borrower's schedule says was paid, without a counter or a posting of the bank's. Minor units.
 */

const MILLION = 1_000_000n;

export type Parts = { principal: bigint; interest: bigint };

/** One funder's part of the loan, for as long as this funder holds it. */
export type Tile = {
  tileId: number;
  depositorId: number | null;
  bankId: number | null;
  amount: bigint;
  offset: bigint;
  /** What it cost its holder: its amount at the disbursement, the price at a sale, nothing for what is left after one. */
  cost: bigint;
  /** What it had brought before this holder had it. */
  before: Parts;
  /** What it brought its holder in all, once it is sold. */
  soldWith: bigint | null;
};

export type Loan = {
  principal: bigint;
  originationFee: bigint;
  feePpm: bigint;
  fundPpm: bigint;
  tiles: Tile[];
  /** What the payments that count have paid; `cash` is all of it. */
  paid: { principal: bigint; interest: bigint; late: bigint; preClosure: bigint; cash: bigint };
  /** What funders and the fund were given, and what the platform earned: none but the last ever falls. */
  given: { principal: bigint; interest: bigint; fund: bigint; margin: bigint };
  isFinal: boolean;
  lost: WriteOff | null;
  /** Its payout came back: what the platform gave to who had bought accrued interest of it. */
  undone: bigint | null;
};

export type WriteOff = {
  /** What the borrower owed on that day, and of payments that were taken back since. */
  owed: { principal: bigint; interest: bigint; fees: bigint };
  outstanding: bigint;
  cover: bigint;
  advance: bigint;
  /** Of all recoveries, those that bounced included where somebody keeps their part; `unpaid`: what the platform bears of those. */
  recovered: Recovered;
};

type Recovered = { cash: bigint; unpaid: bigint; funders: bigint; fund: bigint; advance: bigint; interest: bigint; fees: bigint };

/** Where one recovery went. */
export type RecoveryParts = { cash: bigint; toUnpaid: bigint; funders: bigint; fund: bigint; advance: bigint; interest: bigint; fees: bigint };

const larger = (left: bigint, right: bigint) => (left > right ? left : right);
const smaller = (left: bigint, right: bigint) => (left < right ? left : right);

/** Of each unit of interest first the servicing fee, then of the rest the fund's share, then the funders. */
function shareOut(interest: bigint, { feePpm, fundPpm }: Loan): { margin: bigint; fund: bigint; net: bigint } {
  const margin = (interest * feePpm) / MILLION;
  const fund = ((interest - margin) * fundPpm) / MILLION;
  return { margin, fund, net: interest - margin - fund };
}

/** The borrower's payments are these now. Who was given something keeps it. */
export function notePayments(loan: Loan, paid: Loan["paid"]): void {
  const before = loan.paid;
  loan.paid = paid;
  if (loan.lost) return noteBounced(loan.lost, before, paid);
  const { margin, fund, net } = shareOut(paid.interest, loan);
  const { given } = loan;
  loan.given = loan.isFinal
    ? { ...given, margin, fund: larger(given.fund, fund + larger(0n, net - given.interest)) }
    : { margin, principal: larger(given.principal, paid.principal), interest: larger(given.interest, net), fund: larger(given.fund, fund) };
}

/** Of a loan that was given up payments can only be taken back: they are owed again, and what was given on of them is lost. */
function noteBounced(lost: WriteOff, before: Loan["paid"], paid: Loan["paid"]): void {
  const [principal, interest] = [before.principal - paid.principal, before.interest - paid.interest];
  const fees = before.late + before.preClosure - paid.late - paid.preClosure;
  lost.owed = { principal: lost.owed.principal + principal, interest: lost.owed.interest + interest, fees: lost.owed.fees + fees };
  lost.advance += principal + interest;
}

/** What was given on from payments that were taken back since, or lost for that. */
export function advanceOf(loan: Loan): bigint {
  if (loan.lost) return loan.lost.advance - loan.lost.recovered.advance + loan.lost.recovered.unpaid;
  const { fund, net } = shareOut(loan.paid.interest, loan);
  return loan.given.principal - loan.paid.principal + (loan.given.interest - net) + (loan.given.fund - fund);
}

/** The loan is given up; the fund covers what it can. */
export function noteWriteOff(loan: Loan, owed: WriteOff["owed"], fund: bigint): WriteOff {
  const outstanding = loan.principal - loan.given.principal;
  const cover = smaller(fund, outstanding);
  const recovered = { cash: 0n, unpaid: 0n, funders: 0n, fund: 0n, advance: 0n, interest: 0n, fees: 0n };
  const lost = { owed, outstanding, cover, advance: advanceOf(loan), recovered };
  loan.given = { ...loan.given, principal: loan.given.principal + cover };
  loan.lost = lost;
  return lost;
}

/** Money for a written-off loan: what the platform bears of others that bounced, funders, the fund, the platform's advance, interest, fees, each up to what is theirs. */
export function noteRecovery(loan: Loan, { owed, outstanding, cover, advance, recovered }: WriteOff, amount: bigint): RecoveryParts {
  const short = loan.principal - loan.given.principal;
  const ofPrincipal = owed.principal - outstanding;
  const interestAdvanced = smaller(advance - ofPrincipal, owed.interest);
  let left = amount;
  const take = (most: bigint) => {
    const part = smaller(left, most);
    left -= part;
    return part;
  };
  const toUnpaid = take(recovered.unpaid);
  const funders = take(loan.isFinal ? 0n : short);
  const fund = take(cover - recovered.fund + (loan.isFinal ? short : 0n));
  const platform = take(ofPrincipal + interestAdvanced - recovered.advance);
  const interest = take(owed.interest - interestAdvanced - recovered.interest);
  loan.given = { ...loan.given, principal: loan.given.principal + funders };
  noteInterestRecovered(loan, interest);
  recovered.cash += amount;
  recovered.unpaid -= toUnpaid;
  recovered.funders += funders;
  recovered.fund += fund;
  recovered.advance += platform;
  recovered.interest += interest;
  recovered.fees += left;
  return { cash: amount, toUnpaid, funders, fund, advance: platform, interest, fees: left };
}

/** It bounced: fees go back, and what had gone to the platform; funders and the fund keep theirs, which the platform bears. */
export function noteRecoveryBounced({ recovered }: WriteOff, { cash, toUnpaid, funders, fund, advance, interest, fees }: RecoveryParts): void {
  recovered.cash -= cash;
  recovered.fees -= fees;
  recovered.advance -= advance;
  recovered.unpaid += toUnpaid + funders + fund + interest;
}

function noteInterestRecovered(loan: Loan, interest: bigint): void {
  const { given } = loan;
  const gross = given.interest + given.fund + given.margin + interest;
  const { margin, fund, net } = shareOut(gross, loan);
  if (loan.isFinal) {
    const platform = smaller(larger(given.margin, margin), gross - given.interest - given.fund);
    loan.given = { ...given, margin: platform, fund: gross - given.interest - platform };
    return;
  }
  const toFunders = larger(given.interest, net);
  const toFund = larger(given.fund, fund);
  loan.given = { ...given, interest: toFunders, fund: toFund, margin: gross - toFunders - toFund };
}

/** The payout came back: everybody has what the tile is, nobody ends with less than all of the loan has cost them, and it was never lent. */
export function noteUndone(loan: Loan): void {
  loan.undone = 0n;
  for (const tile of loan.tiles) tile.soldWith ??= tile.amount;
  for (const depositorId of new Set(loan.tiles.map((tile) => tile.depositorId))) {
    const theirs = loan.tiles.filter((tile) => tile.depositorId === depositorId);
    const [first] = theirs;
    const short = theirs.reduce((sum, { cost, soldWith }) => sum + cost - (soldWith ?? 0n), 0n);
    if (!first || short <= 0n) continue;
    first.soldWith = (first.soldWith ?? 0n) + short;
    loan.undone += short;
  }
}

/** A tile is sold, whole or in part: its holder has the price instead, and others begin where it stood. */
export function noteSale(loan: Loan, sold: Tile, { parts, price }: { parts: readonly Omit<Tile, "before" | "soldWith">[]; price: bigint }): void {
  const begun = parts.map((part) => ({ ...part, before: floorsOf(loan, part.amount), soldWith: null }));
  const whole = floorsOf(loan, sold.amount);
  // Floors of parts may add up to less than the floor of the whole: the seller hands those units back.
  const handedBack = sumParts(whole) - begun.reduce((sum, { before }) => sum + sumParts(before), 0n);
  sold.soldWith = sumParts(whole) - sumParts(sold.before) + price - handedBack;
  loan.tiles.push(...begun);
}

/** What a tile has brought its holder. */
export function broughtBack(loan: Loan, tile: Tile): bigint {
  if (tile.soldWith !== null) return tile.soldWith;
  const now = loan.isFinal ? finalOf(loan, tile) : floorsOf(loan, tile.amount);
  return sumParts(now) - sumParts(tile.before);
}

/** So much of the loan's principal as has come back, and the interest with it. */
export function floorsOf({ given, principal: total }: Loan, upTo: bigint): Parts {
  return { principal: (given.principal * upTo) / total, interest: (given.interest * upTo) / total };
}

/** The last units are shared out: what is up to the end of the tile, less what is up to its beginning. */
function finalOf(loan: Loan, { offset, amount }: Tile): Parts {
  const [end, begin] = [floorsOf(loan, offset + amount), floorsOf(loan, offset)];
  return { principal: end.principal - begin.principal, interest: end.interest - begin.interest };
}

function sumParts({ principal, interest }: Parts): bigint {
  return principal + interest;
}
