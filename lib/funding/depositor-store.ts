import type { Tx } from "@/db/transaction";
import type { Money } from "@/lib/core/money";
import { ROWS_PER_STATEMENT } from "./store";

/** By how much a depositor's stored balances move; what is left out stays. */
export type DepositorMove = {
  depositorId: number;
  available?: Money;
  reserved?: Money;
  committed?: Money;
  due?: Money;
  working?: Money;
  keepAside?: Money;
};

/** Moves many locked depositors in one statement. Plain SQL with a pinned plan: this is in every loan and settlement. */
export async function moveDepositors(tx: Tx, moves: readonly DepositorMove[]): Promise<void> {
  for (let start = 0; start < moves.length; start += ROWS_PER_STATEMENT) {
    const slice = moves.slice(start, start + ROWS_PER_STATEMENT);
    await tx.$client.query(
      `UPDATE JSON_TABLE(?, '$[*]' COLUMNS (i BIGINT PATH '$.i', a BIGINT PATH '$.a', r BIGINT PATH '$.r', c BIGINT PATH '$.c',
         d BIGINT PATH '$.d', w BIGINT PATH '$.w', k BIGINT PATH '$.k')) v
       STRAIGHT_JOIN depositors d FORCE INDEX (PRIMARY) ON d.user_id = v.i
       SET d.available = d.available + v.a, d.reserved = d.reserved + v.r, d.committed = d.committed + v.c,
         d.due = d.due + v.d, d.working = d.working + v.w, d.keep_aside = d.keep_aside + v.k
       WHERE d.user_id IN (?)`,
      [JSON.stringify(slice.map(rowOf)), slice.map((move) => move.depositorId)],
    );
  }
}

function rowOf(move: DepositorMove) {
  const { available = 0n, reserved = 0n, committed = 0n, due = 0n, working = 0n, keepAside = 0n } = move;
  const figures = { a: available, r: reserved, c: committed, d: due, w: working, k: keepAside };
  return { i: move.depositorId, ...Object.fromEntries(Object.entries(figures).map(([key, minor]) => [key, minor.toString()])) };
}
