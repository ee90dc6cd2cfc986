import { formatMoney, formatPlural, type MoneyFormat } from "@/lib/format";
import type { ExpectedWait } from "@/lib/market/queries";

/** How long a tile may have to wait for buyers, from what was sold; never a promise. */
export function waitWords({ days, paceDays, sold, ahead }: ExpectedWait, format: MoneyFormat): { value: string; hint: string } {
  const queue = ahead === 0n ? "Nothing of this grade stands before it" : `${formatMoney(ahead, format)} of this grade stands before it`;
  if (days === null) return { value: "Nobody can say", hint: `Nothing of this grade was sold in the last ${paceDays} days. ${queue}.` };
  const value = days <= 1 ? "The next close of business" : `About ${formatPlural(days, "day")}`;
  return { value, hint: `At the pace of the last ${paceDays} days, in which ${formatMoney(sold, format)} of this grade was sold. ${queue}.` };
}
