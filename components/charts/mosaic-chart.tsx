"use client";

import Link from "next/link";
import { useMemo, useState, type ReactNode } from "react";
import { useMoneyFormat } from "@/components/layout/money-format";
import { SimpleTable } from "@/components/tables/simple-table";
import { formatMoney, formatPlural, formatShare, toMinor, type MoneyFormat } from "@/lib/format";
import { FigureFrame } from "./chart-frame";
import { MosaicPlate } from "./mosaic-plate";
import { layTiles, type MosaicTile, type TileTone } from "./mosaic-tiles";
import classes from "./mosaic.module.css";

type MosaicChartProps = {
  /** The question: "Who funded this loan?", "Where is my money?". */
  title: string;
  hint?: ReactNode;
  tiles: readonly MosaicTile[];
  /** What the tones are called here, when the usual names do not fit. */
  names?: Partial<Record<TileTone, string>>;
  /** Height of the plate for a width of 640. */
  height?: number;
};

const toneNames = {
  own: "Yours",
  other: "Other depositors",
  bank: "The bank's own share",
  waiting: "Waiting",
  late: "In loans that are late",
  lost: "Lost",
} as const satisfies Record<TileTone, string>;

/** A loan as its funders' tiles, or a depositor's money as tiles over loans: area is money. */
export function MosaicChart({ title, hint, tiles, names = {}, height = 360 }: MosaicChartProps) {
  const format = useMoneyFormat();
  const [pointed, setPointed] = useState<number | null>(null);
  const laid = useMemo(() => layTiles(tiles, height), [tiles, height]);
  const total = tiles.reduce((sum, { minor }) => sum + toMinor(minor), 0n);
  const nameOf = (tone: TileTone) => names[tone] ?? toneNames[tone];
  const tones = sumByTone(tiles);
  const mixed = tones.some(({ tone }) => tone === "other");
  const inWords = tones.map(({ tone, minor }) => `${nameOf(tone)}: ${formatMoney(minor, format)}, ${formatShare(minor, total)}`).join(". ");
  const under = pointed === null ? undefined : laid[pointed]?.tile;
  if (laid.length === 0) return null;
  return (
    <FigureFrame title={title} hint={hint} alternative={<TileTable title={title} tiles={tiles} total={total} format={format} nameOf={nameOf} />}>
      <MosaicPlate laid={laid} height={height} label={`${formatPlural(tiles.length, "tile")}. ${inWords}.`} onPoint={setPointed} pointed={pointed} />
      <p className={classes.readout} aria-hidden>
        <span>{under ? under.label : formatPlural(tiles.length, "tile")}</span>
        <span className={classes.amount}>
          {formatMoney(under?.minor ?? total, format)}
          {under && <span className={classes.share}>{formatShare(under.minor, total)}</span>}
        </span>
      </p>
      <ul className={classes.legend}>
        {tones.map(({ tone, minor }) => (
          <li key={tone}>
            <span className={classes.swatch} data-tone={tone} data-bevelled={(tone === "own" && mixed) || undefined} aria-hidden />
            <span>{nameOf(tone)}</span>
            <span className={classes.amount}>
              {formatMoney(minor, format)}
              <span className={classes.share}>{formatShare(minor, total)}</span>
            </span>
          </li>
        ))}
      </ul>
    </FigureFrame>
  );
}

function sumByTone(tiles: readonly MosaicTile[]): { tone: TileTone; minor: bigint }[] {
  const order: TileTone[] = ["own", "late", "lost", "waiting", "other", "bank"];
  return order
    .map((tone) => ({ tone, minor: tiles.filter((tile) => tile.tone === tone).reduce((sum, { minor }) => sum + toMinor(minor), 0n) }))
    .filter(({ minor }) => minor > 0n);
}

type TileTableProps = { title: string; tiles: readonly MosaicTile[]; total: bigint; format: MoneyFormat; nameOf: (tone: TileTone) => string };

function TileTable({ title, tiles, total, format, nameOf }: TileTableProps) {
  const bySize = [...tiles].sort((left, right) => (toMinor(right.minor) > toMinor(left.minor) ? 1 : -1));
  return (
    <SimpleTable
      caption={title}
      maxHeight={320}
      columns={[{ header: "Tile" }, { header: "Kind" }, { header: "Amount", align: "end" }, { header: "Share", align: "end" }]}
      rows={bySize.map(({ id, label, href, tone, minor }) => ({
        key: id,
        cells: [href ? <Link href={href}>{label}</Link> : label, nameOf(tone), formatMoney(minor, format), formatShare(minor, total)],
      }))}
    />
  );
}
