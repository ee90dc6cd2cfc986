import type { CapReason } from "@/lib/core/allocation";
import type { DelinquencyBucket } from "@/lib/core/delinquency";
import type { LoanState } from "@/lib/core/loan";
import type { LoanMethod } from "@/lib/core/loan-terms";
import type { ScoreAttribute } from "@/lib/core/score";
import { formatPlural, formatRate } from "@/lib/format";

/* What the console calls things. */

/** A loan's number as people say it. */
export function loanNumber(id: number): string {
  return `#${id}`;
}

type TermWords = { instalmentCount: number; intervalUnit: "month" | "day"; intervalCount: number };

/** "12 monthly instalments", "8 instalments, every 14 days". */
export function termInWords({ instalmentCount, intervalUnit, intervalCount }: TermWords): string {
  if (intervalUnit === "month" && intervalCount === 1) return formatPlural(instalmentCount, "monthly instalment");
  const every = intervalCount === 1 ? "every day" : `every ${intervalCount} ${intervalUnit}s`;
  return `${formatPlural(instalmentCount, "instalment")}, ${every}`;
}

type RateWords = { ratePpm: number; rateBasis: "year" | "term"; method: LoanMethod };

/** "12% a year on the outstanding balance", "20% for the term, flat". */
export function rateInWords({ ratePpm, rateBasis, method }: RateWords): string {
  const basis = rateBasis === "year" ? "a year" : "for the term";
  return `${formatRate(ratePpm)} ${basis}, ${method === "flat" ? "flat on the original amount" : "on the outstanding balance"}`;
}

/** What kept a depositor from giving more. */
export const capReasonWords: Readonly<Record<CapReason, string>> = {
  own_loan: "Loan of the same person",
  due_from_depositor: "Money due from the depositor",
  grade_not_accepted: "Grade not accepted",
  term_too_long: "Term too long for the strategy",
  available: "All waiting money given",
  kept_aside: "Money kept aside",
  share_of_own_money: "Largest share in one loan",
  smallest_tile: "Less than the smallest tile",
  tile_count: "Largest number of tiles reached",
  even_share: "Nothing: even share",
};

/** How the allocation found its depositors. */
export const pathWords = {
  ring: { label: "From the ring", help: "The depositors whose turn it was covered it at once." },
  extended: { label: "Extended", help: "Those whose turn it was were not enough, so the next in the ring were asked too." },
  gate: { label: "Behind the gate", help: "Money was short, so everybody with waiting money was asked, one such loan at a time." },
} as const satisfies Record<"ring" | "extended" | "gate", { label: string; help: string }>;

export const scoreAttributeWords: Readonly<Record<ScoreAttribute, string>> = {
  employment: "Employment",
  income: "Income",
  existing_emi: "Existing EMI",
  active_loans: "Active loans",
  age: "Age",
  other_income: "Second income",
};

/** A journal entry's kind in words: "loan_disbursed" → "Loan disbursed". */
export function entryKindInWords(kind: string): string {
  const words = kind.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const closeReasons: Readonly<Record<string, string>> = {
  repaid: "Repaid in full",
  repaid_early: "Repaid early",
  withdrawn_by_borrower: "Withdrawn by the borrower",
  expired: "The approval expired",
  disbursement_returned: "The payout came back",
};

/** Why a loan is closed. */
export function closeReasonInWords(reason: string | null): string {
  return reason === null ? "Closed" : (closeReasons[reason] ?? entryKindInWords(reason));
}

/** A loan's states as filters say them. */
export const stateWords: Readonly<Record<LoanState, string>> = {
  pending: "Waiting for a decision",
  approved: "Approved",
  rejected: "Rejected",
  withdrawn: "Withdrawn",
  active: "Active",
  closed: "Repaid",
  written_off: "Written off",
};

/** The buckets of arrears as filters and tables say them. */
export const bucketWords: Readonly<Record<DelinquencyBucket, string>> = {
  current: "On time",
  "1-30": "1–30 days late",
  "31-60": "31–60 days late",
  "61-90": "61–90 days late",
  npl: "Non-performing",
};
