import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { asText, dateToday, loanAndAccount } from "@/lib/closing/testing";
import { payoff } from "@/lib/core/repayment";
import { invest } from "@/lib/deposits/operations/invest";
import { saveStrategy } from "@/lib/funding/operations/save-strategy";
import { getOwnTile, getPortfolio } from "@/lib/funding/queries";
import { payOffLoan } from "@/lib/loans/operations/pay-off-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { offerTiles } from "./operations/offer-tiles";
import { takeBackOffer } from "./operations/take-back-offer";
import { getTileSale, listOwnOffers } from "./queries";
import { endDays, expectBooksHold, liveTile, openMarket, passDays, tilesOf, type Market } from "./testing";

let market: Market;
const balanceOf = async (of: Market["seller"]) => (await getPortfolio.execute(of, {})).balance;
const buyer = (index: number) => market.buyers[index] ?? market.seller;

describe("a tile sold in parts, with payments before, between and after", () => {
  beforeAll(async () => {
    market = await openMarket(["1000.00", "500.00", "0"]);
    await passDays(31);
    await repayLoan.execute(market.borrower, { loanId: market.loanId, amount: "1035.29" });
  });

  test("what the buyers' money does not cover stays with the seller, behind their parts, and on offer", async () => {
    const whole = await liveTile(market.loanId, market.seller);
    await offerTiles.execute(market.seller, { tileIds: [whole.id] });
    const before = await balanceOf(market.seller);
    await endDays(1);
    const rows = await tilesOf(market.loanId);
    const live = rows.filter((row) => row.isLive);
    expect(live.map((row) => row.owner).at(-2)).toBe(market.seller.id);
    expect(live.slice(0, 3).reduce((sum, row) => sum + row.amount, 0n)).toBe(5_400_00n);
    // A tile of 100 costs about 84 when a sixth has come back; nobody is left with more than the last units.
    expect((await balanceOf(buyer(0))).waiting).toBeLessThan(3n);
    expect((await balanceOf(buyer(1))).waiting).toBeLessThan(3n);
    const after = await balanceOf(market.seller);
    const paid = 1_500_00n - (await balanceOf(buyer(0))).waiting - (await balanceOf(buyer(1))).waiting;
    // Units that floors lose go back to be distributed: at most one for each cut and counter.
    expect(after.waiting - before.waiting).toBeLessThanOrEqual(paid);
    expect(after.waiting - before.waiting).toBeGreaterThanOrEqual(paid - 4n);
    const kept = await liveTile(market.loanId, market.seller);
    expect(await listOwnOffers.execute(market.seller, {})).toMatchObject({ rows: [{ state: "open", tileId: kept.id }] });
    await expectBooksHold();
  });

  test("money that comes in buys more of it after the next close of business; a depositor with an offer does not buy", async () => {
    const kept = await liveTile(market.loanId, market.seller);
    await invest.execute(buyer(2), { amount: "300" });
    await invest.execute(buyer(0), { amount: "700" });
    const own = await liveTile(market.loanId, buyer(0));
    await offerTiles.execute(buyer(0), { tileIds: [own.id] });
    await endDays(1);
    expect((await balanceOf(buyer(2))).waiting).toBeLessThan(3n);
    expect((await balanceOf(buyer(0))).waiting).toBeGreaterThanOrEqual(700_00n);
    expect((await liveTile(market.loanId, market.seller)).amount).toBeLessThan(kept.amount);
    expect((await liveTile(market.loanId, buyer(0))).id).toBe(own.id);
    const { rows } = await listOwnOffers.execute(buyer(0), {});
    await takeBackOffer.execute(buyer(0), { offerId: rows[0]?.offerId });
    await expect(takeBackOffer.execute(buyer(0), { offerId: rows[0]?.offerId })).rejects.toMatchObject({ code: "offer_not_open" });
    await expect(takeBackOffer.execute(buyer(1), { offerId: rows[0]?.offerId })).rejects.toMatchObject({ code: "not_found" });
    await expectBooksHold();
  });

  test("the largest share of own money in one loan counts what is in the loan already", async () => {
    // Of about 1,700 of own money 1,000 are in this loan.
    await saveStrategy.execute(buyer(0), { largestSharePercent: "60" });
    await endDays(1);
    const { waiting, working } = await balanceOf(buyer(0));
    expect(working).toBeGreaterThan(1_000_00n);
    expect(working * 10n).toBeLessThanOrEqual((waiting + working) * 6n);
    await expectBooksHold();
  });

  test("an offer whose loan is late lapses with a word to the seller, and can be made again when it is paid", async () => {
    await passDays(30);
    expect(await listOwnOffers.execute(market.seller, {})).toMatchObject({ rows: [{ state: "lapsed", lapsedFor: "past_due" }] });
    const [mails] = await database().$client.query("SELECT subject FROM outbox WHERE kind = 'tile_offer_lapsed' AND user_id = ?", [market.seller.id]);
    expect(mails).toHaveLength(1);
    const kept = await liveTile(market.loanId, market.seller);
    await expect(offerTiles.execute(market.seller, { tileIds: [kept.id] })).rejects.toMatchObject({ code: "tile_not_for_sale" });
    // The instalment and its late fee.
    await repayLoan.execute(market.borrower, { loanId: market.loanId, amount: "1285.29" });
    expect(await getTileSale.execute(market.seller, { tileId: kept.id })).toMatchObject({ obstacle: null });
  });

  test("paid off and closed for good, the parts telescope: everybody has the whole principal, and nothing is left to distribute", async () => {
    const { account } = await loanAndAccount(market.loanId);
    await payOffLoan.execute(market.borrower, { loanId: market.loanId, amount: asText(payoff(account, await dateToday(), 20_000).total) });
    await passDays(62);
    const rows = (await tilesOf(market.loanId)).filter((row) => row.isLive);
    expect(rows.reduce((sum, row) => sum + row.settled[0], 0n)).toBe(6_000_00n);
    expect(rows.every((row) => row.settled[0] === row.amount)).toBe(true);
    const [[round]] = (await database().$client.query("SELECT cum_interest, closed_for_good FROM funding_rounds WHERE loan_id = ?", [market.loanId])) as unknown as [Record<string, number>[]];
    expect(round?.closed_for_good).toBe(1);
    expect(rows.reduce((sum, row) => sum + row.settled[1], 0n)).toBe(BigInt(round?.cum_interest ?? 0));
    for (const [owner, deposited] of [[market.seller, 100_000_00n], [buyer(0), 1_700_00n], [buyer(1), 500_00n], [buyer(2), 300_00n]] as const) {
      const { waiting, earned, working } = await balanceOf(owner);
      expect([waiting, working]).toEqual([deposited + earned, 0n]);
    }
    await expectBooksHold();
  });

  test("every row's lines add up to what it says came back and was earned", async () => {
    for (const row of (await tilesOf(market.loanId)).filter((each) => each.owner !== null)) {
      const owner = [market.seller, ...market.buyers].find((each) => each.id === row.owner);
      const view = owner && (await getOwnTile.execute(owner, { tileId: row.id }));
      if (!view) throw new Error(`tile ${row.id} is not shown to its holder`);
      const sum = (read: "principal" | "interest") => view.lines.reduce((total, line) => total + line[read], 0n);
      expect([sum("principal"), sum("interest")]).toEqual([view.tile.principalBack, view.tile.earned]);
      expect(view.left).toBe(0n);
    }
  });
});
