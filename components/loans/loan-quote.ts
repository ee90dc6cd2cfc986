import { agreeLoan } from "@/lib/core/agreed-loan";
import { instalmentStages, regularInstalment, type InstalmentStage } from "@/lib/core/instalment-stages";
import type { Grace, LoanMethod } from "@/lib/core/loan-terms";
import { parseMoney, type Money } from "@/lib/core/money";
import { rateOfPpm, type DayCount, type Interval } from "@/lib/core/rate";
import type { Schedule } from "@/lib/core/schedule";

/** What a calculator does not ask: it follows from the product. */
export type QuoteTerms = {
  method: LoanMethod;
  rateBasis?: "year" | "term";
  interval: Interval;
  dayCount: DayCount;
  roundInstalmentTo?: Money | null;
  roundInstalment?: "up" | "nearest";
  grace?: Grace;
  /** Parts per million of the amount, kept back at disbursement. */
  originationFeePpm?: number;
};

export type QuoteInput = { principal: Money; annualRatePpm: number; instalmentCount: number };

export type LoanQuote = {
  schedule: Schedule;
  /** What is paid regularly, and what is asked for at first and then. */
  instalment: Money;
  stages: InstalmentStage[];
  fee: Money;
  aprPpm: number | null;
};

/** Decimals of a percentage that parts per million can hold. */
const PERCENT_DECIMALS = 4;

/** The schedule and the yearly cost of a loan paid out today, by the very function that the contract and the disbursement use. */
export function quoteLoan(input: QuoteInput, { originationFeePpm = 0, ...terms }: QuoteTerms, today: string): LoanQuote {
  const { annualRatePpm, ...asked } = input;
  const agreed = agreeLoan({ ...terms, ...asked, annualRate: rateOfPpm(annualRatePpm), disbursedOn: today }, originationFeePpm);
  const { schedule } = agreed;
  return { schedule, instalment: regularInstalment(agreed.terms, schedule), stages: instalmentStages(agreed.terms, schedule), fee: agreed.originationFee, aprPpm: agreed.aprPpm };
}

/** "12.5" (percent a year) → 125_000 parts per million, or null when it is not a rate. */
export function parseRate(text: string): number | null {
  const ppm = parseMoney(text, PERCENT_DECIMALS);
  return ppm === null || ppm < 0n ? null : Number(ppm);
}

/** "a month", "every 14 days": how often an instalment comes. */
export function intervalWords({ unit, count }: Interval): string {
  return count === 1 ? `a ${unit}` : `every ${count} ${unit}s`;
}
