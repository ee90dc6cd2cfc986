import type { Product } from "@/lib/catalog/steps";

/** Terms stay as they were when somebody applied, whatever becomes of the product. */
export function termsCopiedFrom(product: Product) {
  const { ratePpm, rateBasis, method, dayCount, intervalUnit, intervalCount, roundInstalmentTo, roundInstalment } = product;
  const { graceInstalments, graceOf, graceInterest, lateFee, lateFeeGraceDays, lateFeeCapPpm } = product;
  const { originationFeePpm, preClosureFeePpm, servicingFeePpm, fundSharePpm } = product;
  return {
    ...{ ratePpm, rateBasis, method, dayCount, intervalUnit, intervalCount, roundInstalmentTo, roundInstalment },
    ...{ graceInstalments, graceOf, graceInterest, lateFee, lateFeeGraceDays, lateFeeCapPpm },
    ...{ originationFeePpm, preClosureFeePpm, servicingFeePpm, fundSharePpm },
  };
}
