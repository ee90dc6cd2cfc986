import type { ProductDetails } from "@/lib/catalog/queries";
import { describeRules } from "@/lib/core/product-rules";
import { formatMoney, formatPlural, formatRate, type MoneyFormat } from "@/lib/format";

/** Who may have a product, one sentence a rule, in the order in which they are checked. */
export function rulesInWords(product: Pick<ProductDetails, "criteria" | "requiresDocuments">, format: MoneyFormat): string[] {
  const money = (major: number) => formatMoney(BigInt(major) * 10n ** BigInt(format.exponent), format, { fraction: "auto" });
  return describeRules(product, { money, rate: formatRate });
}

type Fees = Pick<ProductDetails, "originationFeePpm" | "preClosureFeePpm" | "lateFee" | "lateFeeGraceDays">;

/** Every fee that can arise, and that the others do not. */
export function feesInWords({ originationFeePpm, preClosureFeePpm, lateFee, lateFeeGraceDays }: Fees, format: MoneyFormat): { label: string; text: string }[] {
  const days = formatPlural(lateFeeGraceDays, "day");
  return [
    { label: "When it is paid out", text: originationFeePpm === 0 ? "Nothing." : `${formatRate(originationFeePpm)} of the amount, kept back from what you receive.` },
    {
      label: "When an instalment is late",
      text: lateFee === 0n ? "Nothing." : `${formatMoney(lateFee, format, { fraction: "auto" })} for an instalment that is more than ${days} late.`,
    },
    { label: "When you close it early", text: preClosureFeePpm === 0 ? "Nothing." : `${formatRate(preClosureFeePpm)} of the principal that is not due yet.` },
    { label: "Everything else", text: "Nothing: no fee for applying, for paying or for statements." },
  ];
}
