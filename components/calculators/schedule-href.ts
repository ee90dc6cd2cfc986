import type { ProductDetails } from "@/lib/catalog/queries";
import { graceOf } from "@/lib/core/loan-terms";
import { formatDecimal } from "@/lib/core/money";
import { formatRate } from "@/lib/format";
import type { scheduleDefaults } from "./schedule-question";

/** The schedule calculator with a product's own terms in it. */
export function scheduleHref(product: ProductDetails, exponent: number): string {
  const { example, today, ratePpm, rateBasis, method, dayCount, intervalUnit, intervalCount, roundInstalmentTo, roundInstalment } = product;
  const grace = graceOf(product);
  const texts = {
    principal: formatDecimal(example.amount, exponent),
    annualRate: formatRate(ratePpm).replace("%", ""),
    instalmentCount: String(example.instalments),
    disbursedOn: today,
    method,
    rateBasis,
    every: String(intervalCount),
    unit: intervalUnit,
    dayCount,
    ...(roundInstalmentTo !== null && { roundInstalmentTo: formatDecimal(roundInstalmentTo, exponent), roundInstalment }),
    ...(grace && { grace: grace.interest === "waived" ? "waived" : grace.of, graceInstalments: String(grace.instalments) }),
  } satisfies Partial<Record<keyof typeof scheduleDefaults, string>>;
  return `/calculators/schedule?${new URLSearchParams(texts).toString()}`;
}
