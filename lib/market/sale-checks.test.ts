import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { checkInvariants } from "@/lib/reports/invariants";
import { offerTiles } from "./operations/offer-tiles";
import { endDays, expectBooksHold, liveTile, openMarket } from "./testing";

const names = async () => (await checkInvariants(database())).filter((each) => each.problems.length > 0).map((each) => each.name);

beforeAll(async () => {
  const market = await openMarket(["700", "900"]);
  const tile = await liveTile(market.loanId, market.seller);
  await offerTiles.execute(market.seller, { tileIds: [tile.id] });
  await endDays(3);
  await expectBooksHold();
});

test.each([
  ["a successor that carries less than its predecessor had", "UPDATE tiles SET base_interest = base_interest + ? WHERE acquired_entry_id IS NOT NULL LIMIT 1", "tiles-carried-on"],
  ["a sold tile that is still open", "UPDATE tiles SET closed = 1 - ? WHERE ended_entry_id IS NOT NULL LIMIT 1", "tiles-carried-on"],
  ["a price that was not posted", "UPDATE tile_sales SET interest = interest + ? LIMIT 1", "sales-posted"],
  ["units handed back that were not posted", "UPDATE tile_sales SET handed_back = handed_back + ? LIMIT 1", "sales-posted"],
  ["an offer of somebody else's tile", "UPDATE tile_offers SET seller_id = seller_id + ? WHERE state = 'open'", "offers-are-of-live-tiles"],
  ["a round that counts a tile too many", "UPDATE funding_rounds SET tile_count = tile_count + ?", "offers-are-of-live-tiles"],
])("%s is found", async (_what, statement, name) => {
  await database().$client.query(statement, [1]);
  expect(await names()).toContain(name);
  await database().$client.query(statement.replace("1 - ?", "1 + ?"), [statement.includes("1 - ?") ? 0 : -1]);
  await expectBooksHold();
});
