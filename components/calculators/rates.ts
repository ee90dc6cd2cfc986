import { Decimal, roundHalfEven } from "@/lib/core/decimal";

/** A rate beyond this is written with an exponent; nobody reads hundreds of digits. */
const PLAIN_MAX = new Decimal(1_000_000);

/** A rate as a percentage with some decimals: 0.373362535 → "37.3363%". */
export function percentText(rate: Decimal, places: number): string {
  const percent = rate.times(100);
  const text = percent.abs().lt(PLAIN_MAX) ? percent.toFixed(places) : percent.toExponential(places);
  return `${text.replace("-", "−")}%`;
}

/** A rate as the fraction that the API answers, in twelve digits: "0.373362535097". */
export function fractionText(rate: Decimal): string {
  return rate.toSignificantDigits(12).toString();
}

/** An amount of any precision as minor units, to be drawn and listed. */
export function minorOf(amount: Decimal, exponent: number): bigint {
  return roundHalfEven(amount.times(new Decimal(10).pow(exponent)));
}
