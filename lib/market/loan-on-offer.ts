import type { Product } from "@/lib/catalog/steps";
import { daysBetween, type BusinessDate } from "@/lib/core/business-date";
import { interimEntitlement } from "@/lib/core/distribution";
import { interestAccruedTo, priceOf, saleCounters, saleObstacle, type SaleObstacle, type TileMoney } from "@/lib/core/tile-sale";
import type { LiveTile, LoanOnOffer } from "@/lib/funding/sale-steps";
import type { LoanWithAccount } from "@/lib/loans/account-steps";

/** Why a tile of this loan cannot be sold today; null when it can. */
export function obstacleOf({ amount, counters }: LiveTile, { loan }: LoanWithAccount, today: BusinessDate): SaleObstacle | null {
  return saleObstacle(
    {
      loanState: loan.state,
      oldestUnpaidDueOn: loan.oldestUnpaidDueOn,
      // What the platform has given up is an advance still: what is earned next makes it good first.
      advance: loan.advance + loan.advanceLost,
      principalLeft: amount - interimEntitlement(counters.cumPrincipal, amount, counters.total),
    },
    today,
  );
}

/** A loan without obstacle, as its buyers see it. */
export function loanOnOffer({ loan, account }: LoanWithAccount, product: Pick<Product, "smallestTile" | "tileCountMax">, today: BusinessDate): LoanOnOffer {
  return {
    facts: {
      borrowerPersonId: loan.personId,
      grade: loan.grade,
      termDays: daysBetween(today, account.instalments.at(-1)?.dueOn ?? today),
      smallestTileMinor: product.smallestTile,
      tileCountMax: product.tileCountMax,
    },
    accrued: interestAccruedTo(account, today),
    feePpm: loan.servicingFeePpm,
    fundPpm: loan.fundSharePpm,
  };
}

/** What a whole tile without obstacle costs today. */
export function priceToday({ amount, counters }: LiveTile, { loan, account }: LoanWithAccount, today: BusinessDate): TileMoney {
  const rates = { feePpm: loan.servicingFeePpm, fundPpm: loan.fundSharePpm };
  return priceOf(amount, saleCounters(counters, interestAccruedTo(account, today), rates));
}
