import { expect, test } from "vitest";
import { database } from "@/db/client";
import type { Actor } from "@/lib/core/permissions";
import { getOwnTile, getPortfolio } from "@/lib/funding/queries";
import { accountBalance } from "@/lib/ledger/queries";
import { undoDisbursement } from "@/lib/loans/operations/undo-disbursement";
import { offerTiles } from "./operations/offer-tiles";
import { listOwnOffers } from "./queries";
import { endDays, expectBooksHold, liveTile, openMarket } from "./testing";

const balanceOf = async (of: Actor) => (await getPortfolio.execute(of, {})).balance;

test("who bought a tile of a loan that was never lent has back what it cost, accrued interest included; the seller keeps the price", async () => {
  const { seller, admin, loanId, buyers } = await openMarket(["2000.00", "900.00"]);
  const [first = seller, second = seller] = buyers;
  const before = await Promise.all([balanceOf(first), balanceOf(second)]);
  const tile = await liveTile(loanId, seller);
  await offerTiles.execute(seller, { tileIds: [tile.id] });
  await endDays(10);
  // A part was sold, with interest that had accrued; the rest is still on offer.
  const sold = await balanceOf(seller);
  const kept = await liveTile(loanId, seller);
  expect((await balanceOf(first)).earned).toBeLessThan(0n);
  const bought = await liveTile(loanId, first);
  expect(kept.amount).toBeLessThan(tile.amount);

  await undoDisbursement.execute(admin, { loanId, reason: "The account is closed." });
  await expectBooksHold();
  const [again, secondAgain] = await Promise.all([balanceOf(first), balanceOf(second)]);
  expect([again, secondAgain]).toEqual(before);
  expect(await balanceOf(seller)).toMatchObject({ working: 0n, waiting: sold.waiting + kept.amount, earned: sold.earned });
  expect(await accountBalance(database(), "loss")).toBe(sold.earned);
  const view = await getOwnTile.execute(first, { tileId: bought.id });
  expect(view?.tile).toMatchObject({ principalBack: bought.amount, earned: 0n });
  expect(view?.lines.reduce((sum, line) => sum + line.interest, 0n)).toBe(0n);

  await endDays(1);
  expect(await listOwnOffers.execute(seller, {})).toMatchObject({ rows: [{ state: "lapsed", lapsedFor: "not_running" }] });
  await expectBooksHold();
});
