import { addMonths, type BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";

/** What went out to borrowers and came back from them in one calendar month. */
export type MonthFigures = { month: string; lent: Money; repaid: Money };

/** The first day of the month that lies `count` − 1 months before the month of a date: where a row of months begins. */
export function firstOfMonths(today: BusinessDate, count: number): BusinessDate {
  return addMonths(`${today.slice(0, 7)}-01`, 1 - count);
}

/**
 * A row of months without gaps up to the month of a date, so that a month in which nothing happened shows as nothing.
 * @param lent, repaid amounts by month "YYYY-MM"
 */
export function monthsUpTo(today: BusinessDate, count: number, sums: { lent: ReadonlyMap<string, Money>; repaid: ReadonlyMap<string, Money> }): MonthFigures[] {
  const first = firstOfMonths(today, count);
  return Array.from({ length: count }, (_, place) => {
    const month = addMonths(first, place).slice(0, 7);
    return { month, lent: sums.lent.get(month) ?? 0n, repaid: sums.repaid.get(month) ?? 0n };
  });
}
