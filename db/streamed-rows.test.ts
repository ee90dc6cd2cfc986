import type { RowDataPacket } from "mysql2";
import { expect, test } from "vitest";
import { database } from "./client";
import { streamedRows } from "./streamed-rows";
import { isTransient, withTransaction, type Tx } from "./transaction";

/** So many and so wide that most of them are still to be sent, however much the way holds, when the first ones are read. */
const ROWS = 300_000;
const ALL_ROWS = `SELECT seq, REPEAT('x', 100) AS filler FROM seq_1_to_${ROWS} WHERE seq > ? ORDER BY seq`;

/** Reads all rows; `atRow` may do something to the connection on the way. @returns how many came, and their sum */
async function readAll(tx: Tx, atRow: (row: number) => Promise<void>): Promise<{ count: number; sum: number }> {
  let [count, sum] = [0, 0];
  for await (const row of streamedRows(tx, ALL_ROWS, [0])) {
    count += 1;
    sum += Number(row.seq);
    await atRow(count);
  }
  return { count, sum };
}

async function kill(tx: Tx): Promise<void> {
  await database().$client.query("KILL CONNECTION ?", [tx.$client.threadId]);
}

test("a connection that is lost while rows stream ends the attempt, and the next one has every row", async () => {
  const seen: number[] = [];
  const all = await withTransaction((tx) => {
    const attempt = seen.push(0) - 1;
    return readAll(tx, async (row) => {
      seen[attempt] = row;
      if (attempt === 0 && row === 1_000) await kill(tx);
    });
  });
  expect(all).toEqual({ count: ROWS, sum: (ROWS * (ROWS + 1)) / 2 });
  expect(seen).toHaveLength(2);
  expect(seen[0]).toBeGreaterThanOrEqual(1_000);
  expect(seen[0]).toBeLessThan(ROWS);
});

test("a connection that was lost before the statement is said to be lost", async () => {
  const error = await withTransaction(async (tx) => {
    await kill(tx);
    await expect(tx.$client.query("SELECT 1")).rejects.toThrow();
    return readAll(tx, () => Promise.resolve()).catch((thrown: unknown) => thrown);
  }).catch((thrown: unknown) => thrown);
  expect(isTransient(error)).toBe(true);
});

test("a statement that the database refuses is refused with its reason, and the connection goes on", async () => {
  await withTransaction(async (tx) => {
    const rows = streamedRows(tx, "SELECT nothing FROM nowhere", []);
    await expect(rows.next()).rejects.toMatchObject({ code: "ER_NO_SUCH_TABLE" });
    const [[one]] = await tx.$client.query<RowDataPacket[]>("SELECT 1 AS one");
    expect(one).toEqual({ one: 1 });
  });
});
