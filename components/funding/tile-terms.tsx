import { KeyValues } from "@/components/layout/key-values";
import type { OwnTileDetail } from "@/lib/funding/own-tile-store";
import { formatDate, formatRate } from "@/lib/format";

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
        { label: "Tile taken on", value: formatDate(tile.fundedOn) },
        ...(tile.closedOn ? [{ label: "Loan repaid on", value: formatDate(tile.closedOn) }] : []),
        { label: "Servicing fee", value: formatRate(tile.servicingFeePpm), hint: "Of the interest" },
        { label: "Provision fund", value: formatRate(tile.fundSharePpm), hint: "Of the rest; it covers first losses" },
      ]}
    />
  );
}
