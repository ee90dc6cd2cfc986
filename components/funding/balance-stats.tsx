import { Money } from "@/components/layout/money";
import { Stat, StatRow } from "@/components/layout/stat";
import type { DepositorBalance } from "@/lib/funding/balance-store";
import { formatMoney, formatPlural, type MoneyFormat } from "@/lib/format";

type BalanceStatsProps = { balance: DepositorBalance; loanCount: number; arriving: bigint; format: MoneyFormat };

/** What works, what waits, what it earned and what is on its way, exact to the minor unit. */
export function BalanceStats({ balance, loanCount, arriving, format }: BalanceStatsProps) {
  const { working, waiting, earned, lost, committed } = balance;
  return (
    <StatRow>
      <Stat label="Working" value={<Money minor={working} />} hint={workingHint(loanCount)} lead />
      <Stat label="Waiting" value={<Money minor={waiting} />} hint={committed > 0n ? `and ${formatMoney(committed, format)} set aside for approved loans` : "Lent to the next loans, or yours to take out"} />
      <Stat label="Earned" value={<Money minor={earned} />} hint="Interest since you began, all fees taken off" />
      {lost > 0n && <Stat label="Lost" value={<Money minor={lost} />} hint="In loans written off; recoveries make it smaller" />}
      <Stat label="On its way" value={<Money minor={arriving + balance.reserved} />} hint={onItsWayHint(arriving, balance.reserved, format)} />
    </StatRow>
  );
}

function workingHint(loanCount: number): string {
  return loanCount === 0 ? "In no loan at the moment" : `In ${formatPlural(loanCount, "loan")}`;
}

function onItsWayHint(arriving: bigint, leaving: bigint, format: MoneyFormat): string {
  if (arriving > 0n && leaving > 0n) return `${formatMoney(arriving, format)} to us, ${formatMoney(leaving, format)} to you`;
  if (arriving > 0n) return "A deposit that your bank still holds";
  return leaving > 0n ? "A withdrawal that is being paid out" : "No transfer is open";
}
