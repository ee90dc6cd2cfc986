import { z } from "zod";
import type { Tx } from "@/db/transaction";
import { readProduct } from "@/lib/catalog/steps";
import type { BusinessDate } from "@/lib/core/business-date";
import type { SaleObstacle } from "@/lib/core/tile-sale";
import { formatMoney } from "@/lib/format";
import { findLiveTile, sellTile, type SoldTile } from "@/lib/funding/sale-steps";
import { recipientOf } from "@/lib/identity/steps";
import { lockLoanAccount } from "@/lib/loans/account-steps";
import { notify } from "@/lib/notifications/steps";
import { leftOutInput } from "@/lib/platform/field-schemas";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineOperation } from "@/lib/platform/operation";
import { loanOnOffer, obstacleOf } from "../loan-on-offer";
import { obstacleWords } from "../schemas";
import { endOffer, insertSales, readNextOffer, readOffer, setOfferTried, type Offer } from "../store";

/**
 * One turn of the market's cycle after close of business: the oldest offer that today's cycle has not tried is sold
 * to the next depositors of the ring, whole, in parts or not at all. An offer whose loan may not be sold any more
 * lapses, with a word to the seller.
 * @param input.except offers that failed or are held, so that the others have their turn
 */
export const sellTiles = defineOperation({
  name: "market.sell-tiles",
  input: z.object({ except: leftOutInput }),
  async run({ tx, actor, today, keyId }, { except }) {
    const seen = await readNextOffer(tx, today, except);
    if (!seen) return { outcome: "nothing_to_do" as const };
    const loan = await lockLoanAccount(tx, seen.loanId);
    // The loan's row guards its offers: another process may have been first, or the seller.
    const offer = await readOffer(tx, seen.offerId);
    if (offer?.state !== "open" || offer.triedOn === today) return { outcome: "nothing_to_do" as const };
    const tile = await findLiveTile(tx, offer.tileId, offer.sellerId);
    // A disbursement that was undone ends tiles as well.
    if (!loan || !tile) return lapse(tx, offer, { obstacle: "not_running", on: today });
    const obstacle = obstacleOf(tile, loan, today);
    if (obstacle !== null) return lapse(tx, offer, { obstacle, on: today });

    const terms = loanOnOffer(loan, await readProduct(tx, loan.loan.productId), today);
    const sold = await sellTile(tx, tile, { loan: terms, entry: { businessDate: today, keyId, actorId: actor.id } });
    await setOfferTried(tx, offer.offerId, { tileId: sold?.keptTileId ?? offer.tileId, on: today });
    if (!sold) return { outcome: "no_buyer" as const, offerId: offer.offerId };
    await insertSales(tx, { offer, tile, sold, on: today });
    if (sold.keptTileId === null) await endOffer(tx, offer.offerId, { state: "sold", on: today });
    await tellSold(tx, offer, sold);
    return { outcome: "sold" as const, offerId: offer.offerId, buyers: sold.sales.length, amount: sold.amount, proceeds: sold.proceeds };
  },
});

async function tellSold(tx: Tx, { sellerId, loanId }: Offer, { proceeds, keptTileId }: SoldTile): Promise<void> {
  const params = { loanId, amount: formatMoney(proceeds, moneyFormat), isWhole: keptTileId === null };
  await notify(tx, { kind: "tile_sold", recipient: await recipientOf(tx, sellerId), params });
}

async function lapse(tx: Tx, { offerId, sellerId, loanId }: Offer, { obstacle, on }: { obstacle: SaleObstacle; on: BusinessDate }) {
  await endOffer(tx, offerId, { state: "lapsed", on, lapsedFor: obstacle });
  await notify(tx, { kind: "tile_offer_lapsed", recipient: await recipientOf(tx, sellerId), params: { loanId, reason: obstacleWords[obstacle] } });
  return { outcome: "lapsed" as const, offerId };
}
