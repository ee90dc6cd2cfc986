import { expect, test } from "vitest";
import type { Actor } from "@/lib/core/permissions";
import { getPortfolio } from "@/lib/funding/queries";
import { writeOffLoan } from "@/lib/loans/operations/write-off-loan";
import { offerTiles } from "./operations/offer-tiles";
import { endDays, expectBooksHold, liveTile, openMarket, passDays } from "./testing";

const balanceOf = async (of: Actor) => (await getPortfolio.execute(of, {})).balance;

test("a loss is borne by who holds the tile at the write-off; the seller keeps the price", async () => {
  const { seller, admin, loanId, buyers } = await openMarket(["20000.00"]);
  const [buyer = seller] = buyers;
  const tile = await liveTile(loanId, seller);
  await offerTiles.execute(seller, { tileIds: [tile.id] });
  await endDays(1);
  const sold = await balanceOf(seller);
  expect(sold.working).toBe(0n);
  await passDays(125);
  await writeOffLoan.execute(admin, { loanId, reason: "The borrower has left." });
  expect(await balanceOf(seller)).toEqual(sold);
  expect(await balanceOf(buyer)).toMatchObject({ working: 0n, lost: 5_400_00n });
  await expectBooksHold();
});
