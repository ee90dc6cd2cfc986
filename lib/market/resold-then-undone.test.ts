import { expect, test } from "vitest";
import type { Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { saveStrategy } from "@/lib/funding/operations/save-strategy";
import { getPortfolio } from "@/lib/funding/queries";
import { grantHoliday } from "@/lib/loans/operations/grant-holiday";
import { undoDisbursement } from "@/lib/loans/operations/undo-disbursement";
import { offerTiles } from "./operations/offer-tiles";
import { endDays, expectBooksHold, interestOfRows, liveTile, openMarket, passDays, tilesOf } from "./testing";

const balanceOf = async (of: Actor) => (await getPortfolio.execute(of, {})).balance;

test("who sold the whole tile on to several has back the units that the floors of their prices took", async () => {
  const { seller, admin, loanId, buyers } = await openMarket(["20000.00", "0", "0"]);
  const [reseller = seller, ...others] = buyers;
  await offerTiles.execute(seller, { tileIds: [(await liveTile(loanId, seller)).id] });
  await passDays(20);
  // The days of the holiday cost nothing, so the next price has the same interest.
  await grantHoliday.execute(admin, { loanId, instalments: 1, interest: "waived", reason: "A bad month." });
  await saveStrategy.execute(seller, { largestSharePercent: "0.01" });
  for (const other of others) await invest.execute(other, { amount: "3000.01" });
  await offerTiles.execute(reseller, { tileIds: [(await liveTile(loanId, reseller)).id] });
  await endDays(1);
  expect((await tilesOf(loanId)).filter(({ isLive, owner }) => isLive && owner !== null).map(({ owner }) => owner).toSorted()).toEqual(others.map(({ id }) => id).toSorted());
  expect(await balanceOf(reseller)).toMatchObject({ waiting: 19_999_99n, working: 0n, earned: -1n });

  await undoDisbursement.execute(admin, { loanId, reason: "The account is closed." });
  await expectBooksHold();
  expect(await balanceOf(reseller)).toMatchObject({ waiting: 20_000_00n, earned: 0n });
  for (const other of others) expect(await balanceOf(other)).toMatchObject({ waiting: 3_000_01n, earned: 0n });
  expect(await interestOfRows(loanId, reseller)).toBe(0n);
});
