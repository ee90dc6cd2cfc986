import type { BusinessDate } from "./business-date";
import type { Money } from "./money";
import type { Ratio } from "./ratio";
import type { DayCount, Interval } from "./rate";

/** The kinds of loan. */
export const loanMethods = ["declining", "equal_principal", "bullet", "flat"] as const;

export type LoanMethod = (typeof loanMethods)[number];

/** Does each instalment after grace ask for the same amount? */
export function isLevel(method: LoanMethod): boolean {
  return method === "declining" || method === "flat";
}

/** Everything a schedule follows from. */
export type LoanTerms = {
  /** What is paid out on `disbursedOn`. */
  principal: Money;
  /** Exact, of a year, or of the whole term where `rateBasis` says so: 8.5 % is 85/1000. */
  annualRate: Ratio;
  /**
   * "declining": equal instalments, interest on the outstanding balance.
   * "equal_principal": the same principal in each instalment, and the interest of the outstanding balance on top.
   * "bullet": each instalment is the interest of its period, the last one the whole principal as well.
   * "flat": interest on the original amount for the whole term, owed from disbursement.
   */
  method: LoanMethod;
  /** "term" makes the rate of a flat loan one for the whole term ("20 % for the term"). By default "year". */
  rateBasis?: "year" | "term";
  interval: Interval;
  instalmentCount: number;
  dayCount: DayCount;
  disbursedOn: BusinessDate;
  /** Rounds the instalment to a multiple of this many minor units (100: whole rupees); absent or null: to the minor unit. */
  roundInstalmentTo?: Money | null;
  /** To which multiple: the next one above, by default, or the nearest. */
  roundInstalment?: "up" | "nearest";
  /** Where the first due date is not one interval after the disbursement: the others follow from it. */
  firstDueOn?: BusinessDate;
  /** A month without the anchor day: its last day ("clamp", by default), or the first day of the next month ("roll"). */
  monthEnd?: "clamp" | "roll";
  grace?: Grace;
  course?: LoanCourse;
};

/**
 * The first instalments ask for less. Of "principal": only for interest. Of "both": for nothing; interest that is
 * charged meanwhile stands in the instalments after them, without interest on it.
 */
export type Grace = { instalments: number; of: "principal" | "both"; interest: "charged" | "waived" };

/** Grace as products and loans keep it. */
export type GraceColumns = { graceInstalments: number; graceOf: Grace["of"]; graceInterest: Grace["interest"] };

/** Kept grace as the rules of schedules read it; null where there is none. */
export function graceOf({ graceInstalments, graceOf: of, graceInterest: interest }: GraceColumns): Grace | null {
  return graceInstalments === 0 ? null : { instalments: graceInstalments, of, interest };
}

/** What happens to a declining loan after the first disbursement. Lists ascend by date. */
export type LoanCourse = {
  /** Instalments are fitted anew from the period in which more is paid out. */
  disbursements?: readonly { on: BusinessDate; amount: Money }[];
  /** `from` is the first day that bears the new rate. Instalments are fitted anew from its period on. */
  rateChanges?: readonly { from: BusinessDate; annualRate: Ratio }[];
  /** Days without interest, the first and the last included. The instalment is kept; the last one asks for less. */
  interestPauses?: readonly { from: BusinessDate; to: BusinessDate }[];
  /** A due date that is moved, and all later ones with it. The instalment is kept; the last one takes the difference. */
  dueDateShifts?: readonly { from: BusinessDate; to: BusinessDate }[];
  /** An instalment that was agreed before, instead of the fitted one. */
  instalmentKept?: Money;
};
