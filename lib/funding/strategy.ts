import { newDepositorStrategy, type Strategy } from "@/lib/core/allocation";
import { grades, type Grade } from "@/lib/core/loan";
import { longestDaysOf, monthsWithin } from "@/lib/core/longest-term";
import type { Money } from "@/lib/core/money";

/** The columns in which a strategy is stored. */
export type StrategyColumns = {
  acceptedGrades: number;
  longestTermDays: number | null;
  largestSharePpm: number;
  keepAside: bigint;
  reinvest: boolean;
};

/** A stored strategy as the rules of allocation read it. Bit 0 of the grades is A, bit 4 is E. */
export function strategyOf(columns: StrategyColumns): Strategy {
  return {
    acceptedGrades: new Set(grades.filter((_grade, bit) => (columns.acceptedGrades & (1 << bit)) !== 0)),
    longestTermDays: columns.longestTermDays,
    largestSharePpm: columns.largestSharePpm,
    keepAsideMinor: columns.keepAside,
    reinvest: columns.reinvest,
  };
}

/** A strategy as it is stored; the reverse of `strategyOf`. */
export function columnsOf(strategy: Strategy): StrategyColumns {
  return {
    acceptedGrades: grades.reduce((bits, grade, bit) => (strategy.acceptedGrades.has(grade) ? bits | (1 << bit) : bits), 0),
    longestTermDays: strategy.longestTermDays,
    largestSharePpm: strategy.largestSharePpm,
    keepAside: strategy.keepAsideMinor,
    reinvest: strategy.reinvest,
  };
}

/** A strategy in a depositor's words: grades best first, the term in months (null: any). */
export type ShownStrategy = { acceptedGrades: Grade[]; longestTermMonths: number | null; largestSharePpm: number; keepAside: Money; reinvest: boolean };

/** A strategy as it is shown; that of a new depositor where none is stored. */
export function shownStrategy(columns: StrategyColumns | null): ShownStrategy {
  const { acceptedGrades, longestTermDays, largestSharePpm, keepAsideMinor, reinvest } = columns ? strategyOf(columns) : newDepositorStrategy;
  return {
    acceptedGrades: grades.filter((grade) => acceptedGrades.has(grade)),
    longestTermMonths: longestTermDays === null ? null : monthsWithin(longestTermDays),
    largestSharePpm,
    keepAside: keepAsideMinor,
    reinvest,
  };
}

/** A shown strategy as the rules of allocation read it; the reverse of `shownStrategy`. */
export function ruleOf({ acceptedGrades, longestTermMonths, largestSharePpm, keepAside, reinvest }: ShownStrategy): Strategy {
  const longestTermDays = longestTermMonths === null ? null : longestDaysOf(longestTermMonths);
  return { acceptedGrades: new Set(acceptedGrades), longestTermDays, largestSharePpm, keepAsideMinor: keepAside, reinvest };
}
