import type { MosaicTile } from "@/components/charts/mosaic-tiles";

/* The pictures of the front page: invented, but laid by the rule of the bank (everybody gives the same, except who has less). */

/** Which of the equal tiles is shown as the reader's own. */
const OWN_TILE = 9;

/** A loan of 500,000 in major units: the bank's share of 25,000 and sixty depositors' tiles. */
export function sampleLoan(exponent: number): MosaicTile[] {
  const scale = 10n ** BigInt(exponent);
  const sizes = [...Array<bigint>(36).fill(10_000n), ...Array<bigint>(14).fill(6_000n), ...Array<bigint>(10).fill(3_100n)];
  const tiles = sizes.map((major, place): MosaicTile => ({
    id: `sample-${place}`,
    label: place === OWN_TILE ? "Your tile" : `Depositor ${place + 1}`,
    minor: major * scale,
    tone: place === OWN_TILE ? "own" : "other",
  }));
  return [{ id: "bank", label: "The bank", minor: 25_000n * scale, tone: "bank" }, ...tiles];
}

/** The same money in `count` equal loans, one of which is lost. */
export function sampleSpread(count: number): MosaicTile[] {
  const lostPlace = Math.floor(count * 0.56);
  return Array.from({ length: count }, (_, place) => ({ id: `spread-${place}`, label: `Loan ${place + 1}`, minor: 1n, tone: place === lostPlace ? "lost" : "own" }));
}
