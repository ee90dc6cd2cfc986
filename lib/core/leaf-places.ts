/**
 * Places for the two leaves of each entry of a tree: both of entry 0, both of entry 1, and so on. Everybody sees the
 * sums of the nodes beside the own ways to the root, and a node over one pair of leaves, or two single leaves, could be
 * one whole entry. So entries stand in a random ring and each shares one pair of places with the entry before it and one
 * with the entry after it: of three entries or more, no pair has both leaves of one entry, and no two pairs have the
 * leaves of the same two. Larger nodes are sums of several entries or of parts.
 * @param ring the entries in random order
 * @param pairs the pairs of places in random order, as many as there are entries
 */
export function leafPlaces(ring: Uint32Array, pairs: Uint32Array): Uint32Array {
  const places = new Uint32Array(ring.length * 2);
  let before = ring.at(-1) ?? 0;
  for (const [at, entry] of ring.entries()) {
    const left = (pairs[at] ?? 0) * 2;
    places[before * 2 + 1] = left;
    places[entry * 2] = left + 1;
    before = entry;
  }
  return places;
}
