import type { ProductSummary } from "@/lib/catalog/queries";
import type { QuoteTerms } from "./loan-quote";

/** What the calculator takes from a product and does not ask. */
export function quoteTermsOf(product: ProductSummary): QuoteTerms {
  const { method, rateBasis, dayCount, roundInstalmentTo, originationFeePpm, intervalUnit, intervalCount } = product;
  return { method, rateBasis, dayCount, roundInstalmentTo, originationFeePpm, interval: { unit: intervalUnit, count: intervalCount } };
}
