import { grades } from "@/lib/core/loan";
import type { Strategy } from "@/lib/core/allocation";

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
