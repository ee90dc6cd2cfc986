import { Money } from "@/components/layout/money";
import { Stat, StatRow } from "@/components/layout/stat";
import type { TileView } from "@/lib/funding/queries";
import { formatMoney, formatShare, type MoneyFormat } from "@/lib/format";

/** One tile in four figures. */
export function TileStats({ view: { tile, left }, format }: { view: TileView; format: MoneyFormat }) {
  const lost = tile.state === "written_off";
  const ofTheLoan = `${formatShare(tile.amount, tile.loanTotal)} of a loan of ${formatMoney(tile.loanTotal, format, { fraction: "auto" })}`;
  return (
    <StatRow>
      <Stat label={tile.soldOn ? "Your tile was" : "Your tile"} value={<Money minor={tile.amount} />} hint={ofTheLoan} lead />
      <Stat label="Principal back" value={<Money minor={tile.principalBack} />} hint={backHint(tile, format)} />
      <Stat label="Interest earned" value={<Money minor={tile.earned} />} hint={earnedHint(tile)} />
      {tile.soldOn === null ? (
        <Stat label={lost ? "Lost" : "Still at work"} value={<Money minor={left} />} hint={leftHint(tile, left)} />
      ) : (
        <Stat label="Still at work" value={<Money minor={0n} />} hint={soldHint(tile)} />
      )}
    </StatRow>
  );
}

type Tile = TileView["tile"];

function backHint({ principalBack, given, origin, soldOn }: Tile, format: MoneyFormat): string {
  const share = formatShare(principalBack, given);
  if (soldOn !== null) return `${share} of what you gave, the sale included`;
  return origin === "funded" ? `${share} of your tile` : `${share} of the ${formatMoney(given, format)} that were left of it`;
}

function earnedHint({ origin, soldOn, purchase }: Tile): string {
  if (origin === "bought" && purchase !== null && purchase.interest > 0n) return "Fees taken off, less the accrued interest that you paid for";
  return soldOn === null ? "Fees taken off" : "Fees taken off, with the accrued interest of the sale";
}

function soldHint({ sale, amount }: Tile): string {
  return sale !== null && sale.amount < amount ? "What you kept is a tile of its own" : "All of it is sold";
}

function leftHint({ state, final }: Tile, left: bigint): string {
  if (state === "written_off" && left > 0n) return final ? "Final: collection has ended" : "Recoveries make it smaller";
  if (state === "written_off") return "Everything was recovered";
  return left === 0n ? "Your tile is whole again" : "Comes back with the instalments";
}
