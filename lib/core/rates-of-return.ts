import { Decimal } from "./decimal";

/** Money at a time: `at` in units of time (days, months, years), `amount` from one side's view: paid out negative, received positive. */
export type Flow = { at: Decimal; amount: Decimal };

/**
 * All effective annual rates, ascending, at which flows are worth nothing: Σ amount / (1 + r)^t = 0, t in years. A rate
 * is looked for from −100 % (less 10^−15) to beyond 10^290.
 *
 * With x = ln(1 + r), the positive flows are worth P(x) and the negative ones N(x), and a root is where
 * q(x) = ln P − ln N is 0. The slope of q is the mean time of N less the mean time of P, each weighted by worth, and
 * both mean times fall as x grows; so over any interval the slope lies between bounds known from its ends. An interval
 * where the slope keeps its sign has one root at most, and one where q cannot reach 0 has none; all others are halved.
 * That finds every root, however many there are. Where roots lie is found in floating point, to 14 digits or so; where
 * times are whole numbers of units, Newton's steps give the roots to 30.
 * @param unitsPerYear 12 for months, 365 for days, 1 for years
 */
export function ratesOfReturn(flows: readonly Flow[], unitsPerYear = 1): Decimal[] {
  const moving = merged(flows);
  const sides = sidesOf(moving, unitsPerYear);
  if (sides === null) return [];
  const isWhole = moving.every(({ at }) => at.isInteger());
  return rootsBetween(sides, X_MIN, X_MAX).map((x) => {
    const discount = new Decimal(-x).div(unitsPerYear).exp();
    return new Decimal(1).div((isWhole ? polish(moving, discount) : discount).pow(unitsPerYear)).minus(1);
  });
}

/** The root that a question about "the" rate means: the one nearest to 0. Null where there is none. */
export function nearestToZero(rates: readonly Decimal[]): Decimal | null {
  return rates.reduce<Decimal | null>((nearest, rate) => (nearest === null || rate.abs().lt(nearest.abs()) ? rate : nearest), null);
}

/** What flows are worth at a rate, at time 0: Σ amount / (1 + r)^t. */
export function presentValue(flows: readonly Flow[], rate: Decimal): Decimal {
  return worth(merged(flows), new Decimal(1).div(rate.plus(1))).value;
}

const X_MIN = -34;
const X_MAX = 670;
/** Two roots nearer to each other than this count as one, at which the value only touches 0. */
const WIDTH_MIN = 1e-8;
const TOUCHING = 1e-14;
/** No cash flows that anybody has need more: it bounds the time. */
const INTERVALS_MAX = 20_000;

/** One side's flows as the natural logarithm of the amount, at a time. Amounts of any size stay in range. */
type Side = readonly { at: number; size: number }[];
type Sides = { positive: Side; negative: Side };
/** q and the mean times of both sides at a point. */
type Point = { x: number; q: number; positiveAt: number; negativeAt: number };

/** Flows of the same time added up, ascending in time, without what is nothing. */
function merged(flows: readonly Flow[]): Flow[] {
  const byTime = new Map<string, Flow>();
  for (const { at, amount } of flows) {
    const same = byTime.get(at.toString());
    byTime.set(at.toString(), same ? { at, amount: same.amount.plus(amount) } : { at, amount });
  }
  return [...byTime.values()].filter(({ amount }) => !amount.isZero()).sort((left, right) => left.at.cmp(right.at));
}

function sidesOf(flows: readonly Flow[], unitsPerYear: number): Sides | null {
  const side = (sign: number) => flows.filter(({ amount }) => amount.s === sign).map(({ at, amount }) => ({ at: Number(at) / unitsPerYear, size: Number(amount.abs().ln().toFixed(20)) }));
  const sides = { positive: side(1), negative: side(-1) };
  return sides.positive.length > 0 && sides.negative.length > 0 ? sides : null;
}

function pointAt({ positive, negative }: Sides, x: number): Point {
  const [above, below] = [worthOf(positive, x), worthOf(negative, x)];
  return { x, q: above.log - below.log, positiveAt: above.meanAt, negativeAt: below.meanAt };
}

/** The logarithm of what one side is worth, and the mean time of it. */
function worthOf(side: Side, x: number): { log: number; meanAt: number } {
  let largest = -Infinity;
  for (const { at, size } of side) largest = Math.max(largest, size - at * x);
  let [sum, moment] = [0, 0];
  for (const { at, size } of side) {
    const weight = Math.exp(size - at * x - largest);
    sum += weight;
    moment += weight * at;
  }
  return { log: largest + Math.log(sum), meanAt: moment / sum };
}

function rootsBetween(sides: Sides, low: number, high: number): number[] {
  const roots: number[] = [];
  const open: [Point, Point][] = [[pointAt(sides, low), pointAt(sides, high)]];
  // The lower half is looked at first, so that roots come in order.
  for (let count = 0, next = open.pop(); next !== undefined && count < INTERVALS_MAX; next = open.pop(), count++) {
    const [left, right] = next;
    const width = right.x - left.x;
    // Mean times fall as x grows, which bounds the slope from the ends of the interval.
    const [slopeMin, slopeMax] = [right.negativeAt - left.positiveAt, left.negativeAt - right.positiveAt];
    const changesSign = left.q === 0 || (left.q < 0) !== (right.q < 0);
    if (slopeMin > 0 || slopeMax < 0) {
      if (changesSign && right.q !== 0) roots.push(rootIn(sides, left, right));
    } else if (width < WIDTH_MIN) {
      if (changesSign || Math.min(Math.abs(left.q), Math.abs(right.q)) < TOUCHING) pushApart(roots, (left.x + right.x) / 2);
    } else if (changesSign || Math.abs(left.q + right.q) <= Math.max(Math.abs(slopeMin), Math.abs(slopeMax)) * width) {
      const middle = pointAt(sides, (left.x + right.x) / 2);
      open.push([middle, right], [left, middle]);
    }
  }
  return roots;
}

/** Two neighbouring intervals may both see the one point at which the value touches 0. */
function pushApart(roots: number[], x: number): void {
  const last = roots.at(-1);
  if (last === undefined || x - last > 100 * WIDTH_MIN) roots.push(x);
}

/** The only root of an interval at whose ends q has different signs: by halving. */
function rootIn(sides: Sides, left: Point, right: Point): number {
  let [low, high] = [left.x, right.x];
  const isLow = (q: number) => q === 0 || (q < 0) === (left.q < 0);
  if (left.q === 0) return low;
  for (let step = 0; step < 200 && high - low > 1e-15 * Math.max(1, Math.abs(low)); step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (isLow(pointAt(sides, middle).q)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Newton's steps on Σ amount · v^t, v the discount factor of one unit of time, from a root known to 14 digits or so. */
function polish(flows: readonly Flow[], guess: Decimal): Decimal {
  let discount = guess;
  for (let step = 0; step < 4; step++) {
    const { value, slope } = worth(flows, discount);
    if (value.isZero() || slope.isZero()) break;
    const change = value.div(slope);
    // At a point that only touches 0 the slope says nothing.
    if (change.abs().gt("1e-6")) break;
    discount = discount.minus(change);
    if (change.abs().lt("1e-24")) break;
  }
  // Where nothing is earned the answer is 0, not nearly 0.
  const one = new Decimal(1);
  return discount.minus(one).abs().lt("1e-12") && worth(flows, one).value.isZero() ? one : discount;
}

/** Σ amount · v^t and its derivative by v. Flows ascend in time: each power goes on from the last. */
function worth(flows: readonly Flow[], discount: Decimal): { value: Decimal; slope: Decimal } {
  let [value, slope, power, reached] = [new Decimal(0), new Decimal(0), new Decimal(1), new Decimal(0)];
  const powers = new Map<string, Decimal>();
  for (const { at, amount } of flows) {
    const step = at.minus(reached);
    const grown = powers.get(step.toString()) ?? discount.pow(step);
    powers.set(step.toString(), grown);
    power = power.times(grown);
    reached = at;
    const part = power.times(amount);
    value = value.plus(part);
    slope = slope.plus(part.times(at));
  }
  return { value, slope: slope.div(discount) };
}
