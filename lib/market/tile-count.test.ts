import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { offerTiles } from "./operations/offer-tiles";
import { endDays, expectBooksHold, liveTile, openMarket, tilesOf, type Market } from "./testing";

let market: Market;

beforeAll(async () => {
  market = await openMarket(["3000", "3000", "3000"]);
  await database().$client.query("UPDATE products SET tile_count_max = 2");
});

test("the largest number of tiles counts depositors' tiles and not the bank's, as when a loan is funded", async () => {
  await offerTiles.execute(market.seller, { tileIds: [(await liveTile(market.loanId, market.seller)).id] });
  await endDays(1);
  const live = (await tilesOf(market.loanId)).filter((tile) => tile.isLive);
  expect(live.map(({ owner, amount }) => [owner === null, amount])).toEqual([[false, 2_700_00n], [false, 2_700_00n], [true, 600_00n]]);
  await expectBooksHold();
});
