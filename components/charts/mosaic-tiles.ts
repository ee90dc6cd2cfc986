import { toMajorNumber, toMinor, type MinorUnits } from "@/lib/format";
import { layoutMosaic, type Rect } from "./mosaic-layout";

/**
 * What a tile is: yours, another depositor's, the bank's own share, money that waits (a place laid out but not filled),
 * money in a loan that is late, money that was lost.
 */
export type TileTone = "own" | "other" | "bank" | "waiting" | "late" | "lost";

export type MosaicTile = {
  id: string | number;
  /** "Your tile", "Depositor 12", "Loan 1043 · Home improvement". */
  label: string;
  minor: MinorUnits;
  tone: TileTone;
  /** The tile's own page, followed from the table. */
  href?: string;
};

export type LaidTile = { tile: MosaicTile; rect: Rect; shade: 1 | 2 | 3 | 4 };

/** More tiles than this cannot be told apart; the smallest are laid as one. */
const TILES_DRAWN_MAX = 320;

export const PLATE_WIDTH = 640;

/** Gives each tile its place and its shade. Tiles without money are left out. */
export function layTiles(tiles: readonly MosaicTile[], plateHeight: number): LaidTile[] {
  const drawn = foldSmallest(tiles.filter(({ minor }) => toMinor(minor) > 0n));
  const waiting = drawn.filter(({ tone }) => tone === "waiting");
  const laid = drawn.filter(({ tone }) => tone !== "waiting");
  const edge = PLATE_WIDTH * (weightOf(laid) / weightOf(drawn));
  // What is not laid yet stands together at the end, as a bed for the next stones.
  return [...layField(laid, { x: 0, width: edge }, plateHeight), ...layField(waiting, { x: edge, width: PLATE_WIDTH - edge }, plateHeight)];
}

function layField(tiles: readonly MosaicTile[], field: { x: number; width: number }, height: number): LaidTile[] {
  if (tiles.length === 0) return [];
  const rects = layoutMosaic(tiles.map(({ minor }) => weight(minor)), field.width, height);
  return tiles.flatMap((tile, index) => {
    const rect = rects[index];
    return rect ? [{ tile, rect: { ...rect, x: rect.x + field.x }, shade: shadeOf(String(tile.id)) }] : [];
  });
}

// Only proportions matter for a picture, so minor units without a point are as good as major ones.
function weight(minor: MinorUnits): number {
  return toMajorNumber(minor, 0);
}

function weightOf(tiles: readonly MosaicTile[]): number {
  return weight(tiles.reduce((sum, { minor }) => sum + toMinor(minor), 0n));
}

function foldSmallest(tiles: MosaicTile[]): MosaicTile[] {
  if (tiles.length <= TILES_DRAWN_MAX) return tiles;
  const bySize = [...tiles].sort((left, right) => (toMinor(right.minor) > toMinor(left.minor) ? 1 : -1));
  const kept = bySize.slice(0, TILES_DRAWN_MAX - 1);
  const folded = bySize.slice(TILES_DRAWN_MAX - 1);
  const minor = folded.reduce((sum, tile) => sum + toMinor(tile.minor), 0n);
  return [...kept, { id: "folded", label: `${folded.length} smaller tiles`, minor, tone: folded[0]?.tone ?? "other" }];
}

// Stones from one quarry are never quite alike; the shade follows from the id, so that it never changes.
function shadeOf(id: string): 1 | 2 | 3 | 4 {
  let hash = 2166136261;
  for (const letter of id) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  const shades = [1, 2, 3, 4] as const;
  return shades[(hash >>> 8) % 4] ?? 1;
}
