import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { sumOf } from "@/lib/core/tile-sale";
import type { OwnTileDetail } from "@/lib/funding/own-tile-store";
import { formatDate, formatRate, formatShare } from "@/lib/format";

const originLabels = { funded: "Tile taken on", bought: "Tile bought on", kept: "A part was sold on" } as const;

/** What was agreed about the loan behind a tile, and how its interest is shared. Nothing about the borrower. */
export function TileTerms({ tile }: { tile: OwnTileDetail }) {
  const rate = `${formatRate(tile.annualRatePpm)} ${tile.rateBasis === "year" ? "a year" : "for the term"}`;
  return (
    <KeyValues
      entries={[
        { label: "Product", value: tile.productName },
        { label: "Bank", value: tile.bankName },
        { label: "Grade", value: tile.grade ?? "–", hint: "A is the best, E the weakest" },
        { label: "The borrower pays", value: rate, hint: tile.method === "flat" ? "On the original amount" : "On what is still owed" },
        { label: "Instalments", value: tile.instalmentCount },
        { label: originLabels[tile.origin], value: formatDate(tile.heldFrom) },
        ...(tile.purchase ? [{ label: "Bought for", value: <Money minor={sumOf(tile.purchase)} />, hint: "Principal and accrued interest" }] : []),
        ...(tile.soldOn ? [{ label: "Sold on", value: formatDate(tile.soldOn) }] : []),
        ...(tile.sale ? [{ label: "Sold for", value: <Money minor={sumOf(tile.sale)} />, hint: soldHint(tile) }] : []),
        ...(tile.closedOn ? [{ label: tile.state === "withdrawn" ? "Given back on" : "Loan repaid on", value: formatDate(tile.closedOn) }] : []),
        { label: "Servicing fee", value: formatRate(tile.servicingFeePpm), hint: "Of the interest" },
        { label: "Provision fund", value: formatRate(tile.fundSharePpm), hint: "Of the rest; it covers first losses" },
      ]}
    />
  );
}

function soldHint({ sale, amount }: OwnTileDetail): string {
  return sale !== null && sale.amount < amount ? `${formatShare(sale.amount, amount)} of it; the rest is a tile of its own` : "Principal and accrued interest";
}
