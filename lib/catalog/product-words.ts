import type { Product } from "./steps";

/* A product's terms as people say them. */

/** How often an instalment comes: "monthly", "every 3 months", "every 14 days". */
export function intervalWords({ intervalUnit, intervalCount }: Pick<Product, "intervalUnit" | "intervalCount">): string {
  if (intervalCount > 1) return `every ${intervalCount} ${intervalUnit}s`;
  return intervalUnit === "month" ? "monthly" : "daily";
}

/** What sets a product apart, in two or three words each. */
export function badgesOf(product: Pick<Product, "method" | "originationFeePpm" | "requiresDocuments" | "approvesAutomatically">): string[] {
  return [
    ...(product.approvesAutomatically ? ["Decided at once"] : []),
    ...(product.originationFeePpm === 0 ? ["No origination fee"] : []),
    ...(product.method === "flat" ? ["Flat interest"] : []),
    ...(product.requiresDocuments ? ["Documents needed"] : []),
  ];
}
