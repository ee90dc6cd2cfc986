import { beforeAll, expect, test } from "vitest";
import type { RowDataPacket } from "mysql2";
import { withTransaction, type Tx } from "@/db/transaction";
import { dateToday } from "@/lib/closing/testing";
import { addDays } from "@/lib/core/business-date";
import { readNextOffer } from "./store";
import { liveTile, openMarket, type Market } from "./testing";

let market: Market;

beforeAll(async () => {
  market = await openMarket([]);
});

/** How many rows it reads to find the next offer of the cycle when so many were tried in it already. */
async function rowsRead(tx: Tx, { tried, waiting }: { tried: number; waiting: number }): Promise<number> {
  const today = addDays(await dateToday(), 1);
  const { id, loanId, roundNumber } = { ...(await liveTile(market.loanId, market.seller)), loanId: market.loanId, roundNumber: 1 };
  const offer = (triedOn: string) => [id, loanId, roundNumber, market.seller.id, "open", addDays(today, -1), triedOn];
  const offers = [...Array.from({ length: tried }, () => offer(today)), ...Array.from({ length: waiting }, () => offer(addDays(today, -1)))];
  await tx.$client.query("INSERT INTO tile_offers (tile_id, loan_id, round_number, seller_id, state, offered_on, tried_on) VALUES ?", [offers]);
  const before = await handlerReads(tx);
  expect(await readNextOffer(tx, today, [])).toMatchObject({ offeredOn: addDays(today, -1), triedOn: addDays(today, -1) });
  const reads = (await handlerReads(tx)) - before;
  await tx.$client.query("DELETE FROM tile_offers");
  return reads;
}

async function handlerReads(tx: Tx): Promise<number> {
  const [rows] = await tx.$client.query<RowDataPacket[]>("SHOW SESSION STATUS LIKE 'Handler_read%'");
  // What it costs to ask for the figures is among them; the same each time.
  return rows.reduce((sum, row) => sum + Number(row.Value), 0);
}

test("to find the next offer of a cycle costs the same after two thousand that found no buyer as after two", async () => {
  const [few, many] = await withTransaction(async (tx) => [
    await rowsRead(tx, { tried: 2, waiting: 3 }),
    await rowsRead(tx, { tried: 2_000, waiting: 3 }),
  ]);
  expect(many).toBe(few);
});
