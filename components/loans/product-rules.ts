import type { ProductDetails } from "@/lib/catalog/queries";
import { describeKind } from "@/lib/core/kind-words";
import { graceOf, type GraceColumns, type LoanMethod } from "@/lib/core/loan-terms";
import type { Money } from "@/lib/core/money";
import { describeRules } from "@/lib/core/product-rules";
import { formatMoney, formatPlural, formatRate, type MoneyFormat } from "@/lib/format";

/** Who may have a product, one sentence a rule, in the order in which they are checked. */
export function rulesInWords(product: Pick<ProductDetails, "criteria" | "requiresDocuments" | "method">, format: MoneyFormat): string[] {
  const money = (major: number) => formatMoney(BigInt(major) * 10n ** BigInt(format.exponent), format, { fraction: "auto" });
  return describeRules(product, { money, rate: formatRate });
}

/** The columns of a product or a loan that say how it is paid back. */
export type KindColumns = GraceColumns & { method: LoanMethod; roundInstalmentTo: Money | null; roundInstalment: "up" | "nearest" };

/** How a product or a loan is paid back, one sentence a rule. */
export function kindInWords({ method, roundInstalmentTo, roundInstalment, ...columns }: KindColumns, format: MoneyFormat): string[] {
  return describeKind({ method, roundInstalmentTo, roundInstalment, grace: graceOf(columns) }, (minor) => formatMoney(minor, format, { fraction: "auto" }));
}

type LateFee = Pick<ProductDetails, "lateFee" | "lateFeeGraceDays" | "lateFeeCapPpm">;

/** When a late fee is charged, and how much it is at most: "more than 5 days late; at most 20% of what is overdue of it". */
export function lateFeeInWords({ lateFeeGraceDays, lateFeeCapPpm }: LateFee): string {
  const cap = lateFeeCapPpm < 1_000_000 ? `; at most ${formatRate(lateFeeCapPpm)} of what is overdue of it` : "";
  return `for an instalment that is more than ${formatPlural(lateFeeGraceDays, "day")} late${cap}`;
}

type Fees = LateFee & Pick<ProductDetails, "originationFeePpm" | "preClosureFeePpm">;

/** Every fee that can arise, and that the others do not. */
export function feesInWords({ originationFeePpm, preClosureFeePpm, ...late }: Fees, format: MoneyFormat): { label: string; text: string }[] {
  return [
    { label: "When it is paid out", text: originationFeePpm === 0 ? "Nothing." : `${formatRate(originationFeePpm)} of the amount, kept back from what you receive.` },
    {
      label: "When an instalment is late",
      text: late.lateFee === 0n ? "Nothing." : `${formatMoney(late.lateFee, format, { fraction: "auto" })} ${lateFeeInWords(late)}.`,
    },
    { label: "When you close it early", text: preClosureFeePpm === 0 ? "Nothing." : `${formatRate(preClosureFeePpm)} of the principal that is not due yet.` },
    { label: "Everything else", text: "Nothing: no fee for applying, for paying or for statements." },
  ];
}
