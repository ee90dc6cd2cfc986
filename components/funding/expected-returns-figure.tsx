import { BarsFigure } from "@/components/charts/figures";
import { EmptyState } from "@/components/layout/empty-state";
import type { MonthlyReturns } from "@/lib/funding/queries";
import { formatDate, formatMoney, type MoneyFormat } from "@/lib/format";

const TITLE = "What should come back in the next twelve months?";

/** What the schedules promise month by month, as long as borrowers pay on time. */
export function ExpectedReturnsFigure({ expected, format }: { expected: MonthlyReturns; format: MoneyFormat }) {
  const { months, overdue } = expected;
  const total = months.reduce((sum, { principal, interest }) => sum + principal + interest, 0n);
  const late = overdue.principal + overdue.interest;
  if (total === 0n && late === 0n) {
    return (
      <EmptyState title="Nothing is expected yet" compact>
        Once a loan has taken a part of your money, this shows what comes back, month by month.
      </EmptyState>
    );
  }
  const inAll = `${formatMoney(total, format)}, when every borrower pays on time.`;
  const left = late > 0n ? ` ${formatMoney(late, format)} should have come already and is not in the picture; nor is what non-performing loans still owe.` : "";
  const points = (part: "principal" | "interest") => months.map((each) => ({ label: monthLabel(each.month), valueMinor: each[part] }));
  return (
    <BarsFigure
      title={TITLE}
      hint={inAll + left}
      series={[
        { name: "Principal", points: points("principal") },
        { name: "Interest, fees taken off", points: points("interest") },
      ]}
    />
  );
}

/** "2026-03" → "Mar 2026". */
function monthLabel(month: string): string {
  return formatDate(`${month}-01`).replace(/^1 /, "");
}
