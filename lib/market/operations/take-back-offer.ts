import { lockLoanAccount } from "@/lib/loans/account-steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { offerInput } from "../schemas";
import { endOffer, readOffer } from "../store";

/** Takes an own offer back: what is not sold of the tile stays with its holder. */
export const takeBackOffer = defineOperation({
  name: "market.take-back-offer",
  input: offerInput,
  async run({ tx, actor, today }, { offerId }) {
    const seen = (await readOffer(tx, offerId, actor.id)) ?? refuse("not_found");
    await lockLoanAccount(tx, seen.loanId);
    // The loan's row guards its offers: a sale that was running has ended by now.
    const offer = (await readOffer(tx, offerId, actor.id)) ?? refuse("not_found");
    if (offer.state !== "open") refuse("offer_not_open");
    await endOffer(tx, offerId, { state: "taken_back", on: today });
    return { offerId, tileId: offer.tileId, loanId: offer.loanId, state: "taken_back" as const };
  },
});
