import { addDays, type BusinessDate } from "./business-date";
import type { LoanTerms } from "./loan-terms";
import type { Ratio } from "./ratio";
import { rateFactor, yearFraction, type RatePeriod } from "./rate";

/** A stretch of time. Interest of a day falls between the day before it and the day itself. */
export type Stretch = { from: BusinessDate; to: BusinessDate };

/**
 * The factors by which a balance bears interest over a stretch of a period: rate × part of a year for each part of it
 * with one rate. Paused days are left out.
 * @param stretch lies inside the period; by default the whole of it
 */
export function interestFactors({ annualRate, course = {} }: Pick<LoanTerms, "annualRate" | "course">, period: RatePeriod, stretch: Stretch = period): Ratio[] {
  const changes = (course.rateChanges ?? []).map((change) => ({ annualRate: change.annualRate, after: addDays(change.from, -1) }));
  const pauses = (course.interestPauses ?? []).map(({ from, to }) => ({ after: addDays(from, -1), to }));
  const cuts = [...changes.map(({ after }) => after), ...pauses.flatMap(({ after, to }) => [after, to])];
  return partsOf(stretch, cuts).flatMap((part) => {
    if (pauses.some(({ after, to }) => after <= part.from && part.to <= to)) return [];
    const rate = changes.findLast(({ after }) => after <= part.from)?.annualRate ?? annualRate;
    return [rateFactor(rate, yearFraction(period, part))];
  });
}

function partsOf({ from, to }: Stretch, cuts: readonly BusinessDate[]): Stretch[] {
  const inside = [...new Set(cuts)].filter((cut) => from < cut && cut < to).sort();
  const bounds = [from, ...inside, to];
  return inside.length === 0 ? [{ from, to }] : bounds.slice(1).map((end, index) => ({ from: bounds[index] ?? from, to: end }));
}
