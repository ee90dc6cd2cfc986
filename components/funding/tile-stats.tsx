import { Money } from "@/components/layout/money";
import { Stat, StatRow } from "@/components/layout/stat";
import type { TileView } from "@/lib/funding/queries";
import { formatMoney, formatShare, type MoneyFormat } from "@/lib/format";

/** One tile in four figures. */
export function TileStats({ view: { tile, left }, format }: { view: TileView; format: MoneyFormat }) {
  const lost = tile.state === "written_off";
  return (
    <StatRow>
      <Stat label="Your tile" value={<Money minor={tile.amount} />} hint={`${formatShare(tile.amount, tile.loanTotal)} of a loan of ${formatMoney(tile.loanTotal, format, { fraction: "auto" })}`} lead />
      <Stat label="Principal back" value={<Money minor={tile.principalBack} />} hint={`${formatShare(tile.principalBack, tile.amount)} of your tile`} />
      <Stat label="Interest earned" value={<Money minor={tile.earned} />} hint="Fees taken off" />
      <Stat label={lost ? "Lost" : "Still at work"} value={<Money minor={left} />} hint={leftHint(tile.state, left)} />
    </StatRow>
  );
}

function leftHint(state: TileView["tile"]["state"], left: bigint): string {
  if (state === "written_off") return left === 0n ? "Everything was recovered" : "Recoveries make it smaller";
  return left === 0n ? "Your tile is whole again" : "Comes back with the instalments";
}
