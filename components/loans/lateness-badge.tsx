import { Check, Clock } from "lucide-react";
import { StateBadge } from "@/components/layout/state-badge";
import { formatPlural } from "@/lib/format";

/** How late a loan is, in the borrower's words: days, not the bank's classes of risk. */
export function LatenessBadge({ daysPastDue }: { daysPastDue: number }) {
  if (daysPastDue === 0) return <StateBadge text="On time" tone="good" icon={Check} />;
  return <StateBadge text={`${formatPlural(daysPastDue, "day")} late`} tone="warn" icon={Clock} />;
}
