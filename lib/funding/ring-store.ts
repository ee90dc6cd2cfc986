import type { RowDataPacket } from "mysql2";
import { streamedRows } from "@/db/streamed-rows";
import type { Tx } from "@/db/transaction";
import type { Candidate } from "@/lib/core/allocation";
import type { FunderSearch } from "@/lib/core/funder-search";
import { RING_PLACES } from "@/lib/core/ring-place";
import { CANDIDATE_COLUMNS, candidateOf, ROWS_PER_STATEMENT } from "./store";

/* Going round the ring behind the gate, without locks. A candidate's position is how far its place is from the cursor. */

/** Who needs few people reads few rows; who needs many does not ask for each handful. */
const FIRST_PAGE = 250;

/** Where the pool's cursor stands. */
export async function readCursor(tx: Tx, poolId: number): Promise<number> {
  const [pools] = await tx.$client.query<RowDataPacket[]>("SELECT cursor_position FROM pools WHERE id = ?", [poolId]);
  return Number(pools[0]?.cursor_position ?? 0);
}

/**
 * Shows everybody with money to lend, in ring order from the cursor on, read page by page until the search is over. Each
 * page is what was committed when it was read: good for finding money, not for saying that there is none.
 */
export async function walkRing(tx: Tx, cursor: number, search: FunderSearch): Promise<void> {
  let pageSize = FIRST_PAGE;
  for (const [first, last] of [[cursor + 1, RING_PLACES - 1], [0, cursor]] as const) {
    let from = first;
    while (!search.isOver()) {
      const [page] = await tx.$client.query<RowDataPacket[]>(
        `SELECT ${CANDIDATE_COLUMNS}, ring FROM depositors FORCE INDEX (depositors_ring)
         WHERE eligible = 1 AND ring BETWEEN ? AND ? ORDER BY ring LIMIT ?`,
        [from, last, pageSize],
      );
      for (const row of page) search.show(candidateAt(row, cursor));
      if (page.length < pageSize) break;
      from = Number(page.at(-1)?.ring) + 1;
      pageSize = Math.min(2 * pageSize, ROWS_PER_STATEMENT);
    }
  }
}

/**
 * Shows the same people as they all were at one instant: one statement sees one state of the database. Between pages
 * money may go from somebody behind to somebody in front, is then seen nowhere, and a loan that fits would be refused.
 */
export async function viewRingAtOnce(tx: Tx, cursor: number, search: FunderSearch): Promise<void> {
  const rows = streamedRows(
    tx,
    `SELECT ${CANDIDATE_COLUMNS}, ring FROM depositors FORCE INDEX (depositors_ring) WHERE eligible = 1 ORDER BY ring > ? DESC, ring`,
    [cursor],
  );
  for await (const row of rows) search.show(candidateAt(row, cursor));
}

function candidateAt(row: RowDataPacket, cursor: number): Candidate {
  return candidateOf(row, (Number(row.ring) - cursor - 1 + RING_PLACES) % RING_PLACES);
}
