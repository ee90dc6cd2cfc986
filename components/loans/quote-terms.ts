import type { ProductSummary } from "@/lib/catalog/queries";
import { graceOf } from "@/lib/core/loan-terms";
import type { QuoteTerms } from "./loan-quote";

/** What the calculator takes from a product and does not ask. */
export function quoteTermsOf(product: ProductSummary): QuoteTerms {
  const { method, rateBasis, dayCount, roundInstalmentTo, roundInstalment, originationFeePpm, intervalUnit, intervalCount } = product;
  const grace = graceOf(product);
  return { method, rateBasis, dayCount, roundInstalmentTo, roundInstalment, originationFeePpm, interval: { unit: intervalUnit, count: intervalCount }, ...(grace && { grace }) };
}
