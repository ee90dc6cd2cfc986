import { findLiveTile } from "@/lib/funding/sale-steps";
import { lockLoanAccount } from "@/lib/loans/account-steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { obstacleOf } from "../loan-on-offer";
import { obstacleWords, offerTilesInput } from "../schemas";
import { insertOffer, readOpenOffer } from "../store";

/**
 * Puts own tiles up for sale at par plus accrued interest, all of them or none. Other depositors' waiting money buys
 * them in turns after close of business; until then each can be taken back.
 */
export const offerTiles = defineOperation({
  name: "market.offer-tiles",
  input: offerTilesInput,
  async run({ tx, actor, today }, { tileIds }): Promise<{ offers: { offerId: number; tileId: number; loanId: number }[] }> {
    const tiles = [];
    for (const tileId of tileIds) tiles.push((await findLiveTile(tx, tileId, actor.id)) ?? refuse("not_found"));
    const offers = [];
    for (const { tileId, loanId } of tiles.toSorted((left, right) => left.loanId - right.loanId || left.tileId - right.tileId)) {
      const loan = (await lockLoanAccount(tx, loanId)) ?? refuse("not_found");
      // Under the loan's lock nobody else can sell or offer it.
      const tile = (await findLiveTile(tx, tileId, actor.id)) ?? refuse("not_found");
      const obstacle = obstacleOf(tile, loan, today);
      if (obstacle !== null) refuse("tile_not_for_sale", { message: `The tile of loan ${loanId} cannot be sold now. ${obstacleWords[obstacle]}` });
      if (await readOpenOffer(tx, tileId)) refuse("tile_offered_already");
      offers.push({ offerId: await insertOffer(tx, tile, today), tileId, loanId });
    }
    return { offers };
  },
});
