import { formatMoney, formatPlural, type MoneyFormat } from "@/lib/format";
import type { ExpectedWait } from "@/lib/market/queries";

/** How long a tile may have to wait for buyers, from what was sold; never a promise. */
export function waitWords({ days, paceDays, sold, ahead }: ExpectedWait, format: MoneyFormat): { wait: string; reason: string } {
  const queue = ahead === 0n ? "Nothing of this grade is on offer before it." : `${formatMoney(ahead, format)} of this grade is on offer before it.`;
  if (days === null) return { wait: "Nobody can say.", reason: `Nothing of this grade was sold in the last ${paceDays} days. ${queue}` };
  const wait = days <= 1 ? "Until the next close of business." : `About ${formatPlural(days, "day")}.`;
  return { wait, reason: `At the pace of the last ${paceDays} days, in which ${formatMoney(sold, format)} of this grade was sold. ${queue}` };
}
