import type { DelinquencyBucket } from "./delinquency";
import { applyRate, sumMoney, type Money } from "./money";

/**
 * What a bank should keep against the loans of a bucket, in parts per million of what is outstanding. The first is the
 * usual one for standard retail loans; then it grows with the share of such loans that is lost in the field's practice.
 */
export const provisionRatesPpm = {
  current: 4_000,
  "1-30": 20_000,
  "31-60": 100_000,
  "61-90": 250_000,
  npl: 500_000,
} as const satisfies Record<DelinquencyBucket, number>;

/** One bucket of the book, minor units. */
export type ProvisionLine = { bucket: DelinquencyBucket; outstanding: Money; ratePpm: number; required: Money };

/** Required provision: Σ outstanding × rate of the bucket, each rounded up, because a provision errs to the safe side. */
export function requiredProvision(book: readonly { bucket: DelinquencyBucket; amount: Money }[]): { lines: ProvisionLine[]; required: Money } {
  const lines = book.map(({ bucket, amount }) => {
    const ratePpm = provisionRatesPpm[bucket];
    return { bucket, outstanding: amount, ratePpm, required: applyRate(amount, ratePpm, "up") };
  });
  return { lines, required: sumMoney(lines.map(({ required }) => required)) };
}

/** How far the fund reaches, in parts per million of what is required; null when nothing is. Rounded down. */
export function coverageOf(fund: Money, required: Money): number | null {
  return required === 0n ? null : Number((fund * 1_000_000n) / required);
}
