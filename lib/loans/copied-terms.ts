import type { Product } from "@/lib/catalog/steps";

/** Terms stay as they were when somebody applied, whatever becomes of the product. */
export function termsCopiedFrom(product: Product) {
  const { ratePpm, rateBasis, method, dayCount, intervalUnit, intervalCount, roundInstalmentTo } = product;
  const { originationFeePpm, preClosureFeePpm, servicingFeePpm, fundSharePpm } = product;
  return {
    ...{ ratePpm, rateBasis, method, dayCount, intervalUnit, intervalCount, roundInstalmentTo },
    ...{ originationFeePpm, preClosureFeePpm, servicingFeePpm, fundSharePpm },
  };
}
