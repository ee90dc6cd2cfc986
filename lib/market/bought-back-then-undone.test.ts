import { expect, test } from "vitest";
import { database } from "@/db/client";
import type { Actor } from "@/lib/core/permissions";
import { saveStrategy } from "@/lib/funding/operations/save-strategy";
import { getPortfolio } from "@/lib/funding/queries";
import { accountBalance } from "@/lib/ledger/queries";
import { undoDisbursement } from "@/lib/loans/operations/undo-disbursement";
import { offerTiles } from "./operations/offer-tiles";
import { endDays, expectBooksHold, interestOfRows, liveTile, openMarket, passDays } from "./testing";

const balanceOf = async (of: Actor) => (await getPortfolio.execute(of, {})).balance;

test("who bought a tile and sold a part of it on has back what both together cost; the first seller, who bought the part, keeps what is left of the price", async () => {
  const { seller, admin, loanId, buyers } = await openMarket(["20000.00"]);
  const [buyer = seller] = buyers;
  const before = await balanceOf(seller);
  await saveStrategy.execute(seller, { largestSharePercent: "2" });
  await offerTiles.execute(seller, { tileIds: [(await liveTile(loanId, seller)).id] });
  await passDays(20);
  const got = (await balanceOf(seller)).earned;
  expect(await balanceOf(buyer)).toMatchObject({ working: 5_400_00n, earned: -got });
  await offerTiles.execute(buyer, { tileIds: [(await liveTile(loanId, buyer)).id] });
  await endDays(1);
  const kept = await liveTile(loanId, buyer);
  expect(kept.amount).toBeLessThan(5_400_00n);
  const sold = [await balanceOf(buyer), await balanceOf(seller)].map(({ earned }) => earned);
  expect(sold).toEqual([expect.toSatisfy((earned: bigint) => earned < 0n), expect.toSatisfy((earned: bigint) => earned > 0n && earned < got)]);
  expect((sold[0] ?? 0n) + (sold[1] ?? 0n)).toBe(0n);

  await undoDisbursement.execute(admin, { loanId, reason: "The account is closed." });
  await expectBooksHold();
  expect(await balanceOf(buyer)).toMatchObject({ waiting: 20_000_00n, working: 0n, earned: 0n });
  expect(await balanceOf(seller)).toMatchObject({ waiting: before.waiting + before.working + (sold[1] ?? 0n), working: 0n, earned: sold[1] });
  expect(await accountBalance(database(), "loss")).toBe(sold[1]);
  expect([await interestOfRows(loanId, buyer), await interestOfRows(loanId, seller)]).toEqual([0n, sold[1]]);
});
