import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { asText, dateToday, loanAndAccount } from "@/lib/closing/testing";
import { system } from "@/lib/core/permissions";
import { payoff } from "@/lib/core/repayment";
import { getOwnTile, getPortfolio } from "@/lib/funding/queries";
import { payOffLoan } from "@/lib/loans/operations/pay-off-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { reverseRepayment } from "@/lib/loans/operations/reverse-repayment";
import { offerTiles } from "./operations/offer-tiles";
import { sellTiles } from "./operations/sell-tiles";
import { getTileSale, listOwnOffers } from "./queries";
import { endDays, expectBooksHold, liveTile, openMarket, passDays, tilesOf, type Market } from "./testing";

let market: Market;
const buyer = (index: number) => market.buyers[index] ?? market.seller;
const balanceOf = async (index: number | "seller") => (await getPortfolio.execute(index === "seller" ? market.seller : buyer(index), {})).balance;
const waitingAndWorking = async (index: number | "seller") => {
  const { waiting, working } = await balanceOf(index);
  return [waiting, working];
};

describe("a whole tile, sold in the middle of a period", () => {
  beforeAll(async () => {
    market = await openMarket(["100.00", "20000.00"]);
  });

  test("before a payment its price is par, and accrues day by day", async () => {
    const { id } = await liveTile(market.loanId, market.seller);
    expect(await getTileSale.execute(market.seller, { tileId: id })).toMatchObject({ obstacle: null, offer: null, price: { principal: 5_400_00n, interest: 0n } });
    await passDays(15);
    // 15 of the 31 days of the period are 29.03 of its 60.00; less 10 %, then 5 %, 24.83, of which nine tenths.
    expect(await getTileSale.execute(market.seller, { tileId: id })).toMatchObject({ price: { principal: 5_400_00n, interest: 22_34n } });
  });

  test("offered today it is not sold today, and a stranger's tile cannot be offered", async () => {
    const { id } = await liveTile(market.loanId, market.seller);
    await expect(offerTiles.execute(buyer(0), { tileIds: [id] })).rejects.toMatchObject({ code: "not_found" });
    await offerTiles.execute(market.seller, { tileIds: [id] });
    await expect(offerTiles.execute(market.seller, { tileIds: [id] })).rejects.toMatchObject({ code: "tile_offered_already" });
    expect(await sellTiles.execute(system, {})).toEqual({ outcome: "nothing_to_do" });
  });

  test("after close of business the ring buys it, each what the own money allows; rows end and begin, and the price moves", async () => {
    const { id } = await liveTile(market.loanId, market.seller);
    const [before] = await waitingAndWorking("seller");
    await endDays(1);
    const rows = await tilesOf(market.loanId);
    expect(rows.map(({ owner, amount, offset, isLive }) => [owner, amount, offset, isLive])).toEqual([
      [market.seller.id, 5_400_00n, 0n, false],
      ...(await orderedBuys(rows)),
      [null, 600_00n, 5_400_00n, true],
    ]);
    expect(rows[0]?.id).toBe(id);
    const [first, second] = [await waitingAndWorking(0), await waitingAndWorking(1)];
    const seller = await waitingAndWorking("seller");
    const paid = 20_100_00n - (first[0] ?? 0n) - (second[0] ?? 0n);
    // Sixteen days: 30.97 gross, 26.49 net, nine tenths of it, in two floors.
    expect(paid - 5_400_00n).toBe(23_83n);
    expect(seller).toEqual([(before ?? 0n) + paid, 0n]);
    expect((first[1] ?? 0n) + (second[1] ?? 0n)).toBe(5_400_00n);
    expect(await listOwnOffers.execute(market.seller, {})).toMatchObject({ total: 1, rows: [{ state: "sold", proceeds: paid }] });
    await expectBooksHold();
  });

  test("the next instalment goes to the buyers alone, and their interest begins where the price left it", async () => {
    await passDays(15);
    const seller = await balanceOf("seller");
    await repayLoan.execute(market.borrower, { loanId: market.loanId, amount: "1035.29" });
    expect(await balanceOf("seller")).toEqual(seller);
    const tile = await liveTile(market.loanId, buyer(1));
    const view = await getOwnTile.execute(buyer(1), { tileId: tile.id });
    expect(view?.tile.origin).toBe("bought");
    expect(view?.lines.map(({ kind }) => kind)).toEqual(["tile_bought", "repayment"]);
    const sum = (read: "principal" | "interest") => view?.lines.reduce((total, line) => total + line[read], 0n);
    expect([sum("principal"), sum("interest")]).toEqual([view?.tile.principalBack, view?.tile.earned]);
    // Half a month of interest is left to whoever held it for half a month.
    expect((await balanceOf("seller")).earned + (await balanceOf(0)).earned + (await balanceOf(1)).earned).toBeGreaterThanOrEqual(46_15n);
    await expectBooksHold();
  });

  test("the seller's tile stays readable: what came, what the sale brought, and that it is sold", async () => {
    const [sold] = await tilesOf(market.loanId);
    const view = await getOwnTile.execute(market.seller, { tileId: sold?.id });
    expect(view?.tile.soldOn).not.toBeNull();
    expect(view?.left).toBe(0n);
    expect(view?.tile.principalBack).toBe(5_400_00n);
    expect(view?.lines.map(({ kind }) => kind)).toEqual(["tile_sold"]);
    expect(view?.tile.earned).toBe((await balanceOf("seller")).earned);
    expect(await getTileSale.execute(market.seller, { tileId: sold?.id })).toBeNull();
  });

  test("a reversal of that payment claws nothing back from the buyers, and stops sales until it is made good", async () => {
    const before = [await balanceOf(0), await balanceOf(1)];
    await reverseRepayment.execute(market.admin, { repaymentId: await newestRepayment(), reason: "The transfer bounced." });
    expect([await balanceOf(0), await balanceOf(1)]).toEqual(before);
    const tile = await liveTile(market.loanId, buyer(1));
    expect(await getTileSale.execute(buyer(1), { tileId: tile.id })).toMatchObject({ price: null });
    await expect(offerTiles.execute(buyer(1), { tileIds: [tile.id] })).rejects.toMatchObject({ code: "tile_not_for_sale" });
    await expectBooksHold();
  });

  test("paid off in the end, every minor unit that the loan brought is with somebody", async () => {
    await repayLoan.execute(market.borrower, { loanId: market.loanId, amount: "1035.29" });
    const payoff = await payoffText();
    await payOffLoan.execute(market.borrower, { loanId: market.loanId, amount: payoff });
    await endDays(1);
    expect((await balanceOf(0)).working + (await balanceOf(1)).working).toBe(0n);
    const [first, second, seller] = [await balanceOf(0), await balanceOf(1), await balanceOf("seller")];
    expect(first.waiting).toBe(100_00n + first.earned);
    expect(second.waiting).toBe(20_000_00n + second.earned);
    expect(seller.waiting).toBe(100_000_00n + seller.earned);
    await expectBooksHold();
  });
});

async function orderedBuys(rows: Awaited<ReturnType<typeof tilesOf>>) {
  const bought = rows.filter((row) => row.isLive && row.owner !== null);
  expect(bought.map((row) => row.owner).toSorted()).toEqual(market.buyers.map((each) => each.id).toSorted());
  let offset = 0n;
  return bought.map((row) => {
    const expected = [row.owner, row.amount, offset, true];
    offset += row.amount;
    return expected;
  });
}

async function newestRepayment(): Promise<number> {
  const [rows] = await database().$client.query("SELECT MAX(id) AS id FROM repayments WHERE loan_id = ?", [market.loanId]);
  return Number((rows as { id: number }[])[0]?.id);
}

async function payoffText(): Promise<string> {
  const { account } = await loanAndAccount(market.loanId);
  return asText(payoff(account, await dateToday(), 20_000).total);
}
