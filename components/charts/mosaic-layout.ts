/** A rectangle of the picture, in its own units. Geometry only: no money is calculated here. */
export type Rect = { x: number; y: number; width: number; height: number };

type Piece = { index: number; area: number };

/**
 * Lays out areas in proportion to weights, as square as possible, filling the whole plate
 * (the squarified treemap of Bruls, Huizing and van Wijk). Deterministic, so server and browser draw the same.
 * @param weights all above zero
 * @returns a rectangle per weight, in the order of the weights
 */
export function layoutMosaic(weights: readonly number[], width: number, height: number): Rect[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const pieces = weights
    .map((weight, index) => ({ index, area: (weight / total) * width * height }))
    .sort((left, right) => right.area - left.area || left.index - right.index);
  const placed: Rect[] = weights.map(() => ({ x: 0, y: 0, width: 0, height: 0 }));
  let free: Rect = { x: 0, y: 0, width, height };
  let start = 0;
  while (start < pieces.length) {
    const end = endOfStrip(pieces, start, Math.min(free.width, free.height));
    free = placeStrip(pieces.slice(start, end), free, placed);
    start = end;
  }
  return placed;
}

// A strip takes pieces as long as its worst piece gets squarer.
function endOfStrip(pieces: readonly Piece[], start: number, side: number): number {
  let end = start + 1;
  let area = pieces[start]?.area ?? 0;
  let worst = worstRatio({ largest: pieces[start], smallest: pieces[start] }, area, side);
  while (end < pieces.length) {
    const next = area + (pieces[end]?.area ?? 0);
    const ratio = worstRatio({ largest: pieces[start], smallest: pieces[end] }, next, side);
    if (ratio > worst) break;
    worst = ratio;
    area = next;
    end += 1;
  }
  return end;
}

// Pieces come largest first, so the first and the last are the extremes of a strip.
function worstRatio({ largest, smallest }: { largest: Piece | undefined; smallest: Piece | undefined }, stripArea: number, side: number): number {
  const thickness = stripArea / side;
  const ratioOf = (piece: Piece | undefined) => {
    const length = (piece?.area ?? 0) / thickness;
    return Math.max(thickness / length, length / thickness);
  };
  return Math.max(ratioOf(largest), ratioOf(smallest));
}

function placeStrip(strip: readonly Piece[], free: Rect, placed: Rect[]): Rect {
  const area = strip.reduce((sum, piece) => sum + piece.area, 0);
  const standing = free.width >= free.height;
  const thickness = area / (standing ? free.height : free.width);
  let offset = 0;
  for (const piece of strip) {
    const length = piece.area / thickness;
    placed[piece.index] = standing
      ? { x: free.x, y: free.y + offset, width: thickness, height: length }
      : { x: free.x + offset, y: free.y, width: length, height: thickness };
    offset += length;
  }
  return standing
    ? { x: free.x + thickness, y: free.y, width: free.width - thickness, height: free.height }
    : { x: free.x, y: free.y + thickness, width: free.width, height: free.height - thickness };
}
