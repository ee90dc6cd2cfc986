import { expect, test } from "vitest";
import { addDays } from "./business-date";
import { slowSchedule } from "./fixtures/slow-schedule";
import { loanMethods, type Grace, type LoanTerms } from "./loan-terms";
import { dayCounts, rateOfPpm, type Interval } from "./rate";
import { buildSchedule } from "./schedule";

const INSTALMENTS_LEAST = 10_000;

/*
 * Loans as banks lend them: amounts in steps, most over three or five years, rates to the hundredth of a percent, paid
 * out on any day of seven years, two of them leap years. The numbers are drawn from one seed, so a failure comes again.
 */

const draw = drawsOf(20_261_122);
const between = (min: number, max: number) => min + Math.floor(draw() * (max - min + 1));
const oneOf = <Choice>(choices: readonly Choice[]): Choice => choices[between(0, choices.length - 1)] as Choice;

function anyTerms(): LoanTerms {
  const method = oneOf(loanMethods);
  const interval = oneOf<Interval>([{ unit: "month", count: 1 }, { unit: "month", count: 1 }, { unit: "month", count: 3 }, { unit: "day", count: oneOf([7, 14, 30]) }]);
  const instalmentCount = interval.unit === "month" && interval.count === 3 ? between(4, 20) : oneOf([36, 36, 36, 60, 60, between(3, 24), between(6, 84)]);
  const isByTerm = method === "flat" && between(1, 4) === 1;
  const graceCount = method === "flat" ? 0 : oneOf([0, 0, 0, between(1, 4)]);
  const grace: Grace = { instalments: Math.min(graceCount, instalmentCount - 1), of: oneOf(["principal", "both"]), interest: oneOf(["charged", "charged", "waived"]) };
  const principal = BigInt(between(20, 1_400)) * oneOf([2_500n, 2_500n, 100_000n, 1n]) + oneOf([50_000n, 123_457n]);
  // Nobody rounds an instalment by more than a hundredth of it.
  const multiples = [100n, 1_000n].filter((multiple) => principal > multiple * 100n * BigInt(instalmentCount));
  return {
    principal,
    annualRate: rateOfPpm(between(299, 2_599) * 100),
    method,
    ...(isByTerm && { rateBasis: "term" }),
    ...{ interval, instalmentCount },
    dayCount: oneOf(dayCounts),
    disbursedOn: addDays("2019-01-01", between(0, 2_555)),
    ...(method !== "bullet" && { roundInstalmentTo: oneOf([null, null, ...multiples]), roundInstalment: oneOf(["up", "nearest"]) }),
    ...(grace.instalments > 0 && { grace }),
  };
}

test("ten thousand instalments of loans as they are lent are those of a slow and exact reckoning, to the last unit", () => {
  const seen = new Set<string>();
  let compared = 0;
  while (compared < INSTALMENTS_LEAST) {
    const terms = anyTerms();
    const { instalments, instalmentAmount } = buildSchedule(terms);
    const slow = slowSchedule(terms);
    const lines = instalments.map(({ dueOn, principal, interest }) => ({ dueOn, principal, interest }));
    expect({ terms, lines, instalmentAmount }).toEqual({ terms, ...slow });
    compared += lines.length;
    seen.add(`${terms.method}, ${terms.grace ? `${terms.grace.of} ${terms.grace.interest}` : "no grace"}`);
  }
  // Four kinds, of which three with each of the four graces and without.
  expect(seen.size).toBe(3 * 5 + 1);
});

/** Numbers from 0 to below 1, always the same from the same seed (mulberry32). */
function drawsOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
