import Link from "next/link";
import { Change } from "@/components/layout/change";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { formatDate, type MoneyFormat } from "@/lib/format";
import type { TileView } from "@/lib/funding/queries";
import type { TileSale } from "@/lib/market/queries";
import { obstacleWords } from "@/lib/market/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./funding.module.css";
import { OfferButton, TakeBackButton } from "./offer-buttons";
import { waitWords } from "./wait-words";

type SellTileCardProps = {
  view: TileView;
  sale: TileSale;
  /** Waiting money now. */
  waiting: bigint;
  format: MoneyFormat;
  offer: ServerAction<{ offers: readonly object[] }>;
  takeBack: ServerAction<object>;
};

/** The early way out of a loan: the price today against what keeping the tile would bring. */
export function SellTileCard({ view, sale, waiting, format, offer, takeBack }: SellTileCardProps) {
  const { tile } = view;
  if (sale.price === null || sale.wait === null) {
    return (
      <SectionCard title="Sell this tile">
        <p>{sale.obstacle ? `It cannot be sold now. ${obstacleWords[sale.obstacle]}` : "It cannot be sold now."}</p>
        {sale.offer && <p className={classes.quiet}>It is still on offer, and comes off it at the next close of business.</p>}
      </SectionCard>
    );
  }
  return (
    <SectionCard title={sale.offer ? "On offer" : "Sell this tile"} description={sale.offer ? offeredWords(sale.offer) : "Other depositors’ waiting money buys it, whole or in parts, after a close of business. No fee."}>
      <div className={classes.stack}>
        <PriceFigures price={sale.price} view={view} />
        <Wait {...waitWords(sale.wait, format)} />
        <div>
          {sale.offer ? (
            <TakeBackButton offerId={sale.offer.offerId} loanId={tile.loanId} action={takeBack} />
          ) : (
            <OfferButton tileIds={[tile.tileId]} action={offer} label="Sell this tile" title={`Sell your tile of loan ${tile.loanId}?`}>
              <OfferQuestion price={sale.price} left={view.left} waiting={waiting} />
            </OfferButton>
          )}
        </div>
      </div>
    </SectionCard>
  );
}

function offeredWords({ offeredOn, triedOn }: NonNullable<TileSale["offer"]>): string {
  const since = `Since ${formatDate(offeredOn)}.`;
  return triedOn <= offeredOn ? `${since} Buyers are asked after the next close of business.` : `${since} Buyers were asked last on ${formatDate(triedOn)}; they are asked again after every close of business.`;
}

type Price = NonNullable<TileSale["price"]>;

function Wait({ wait, reason }: ReturnType<typeof waitWords>) {
  return (
    <div>
      <p>
        Expected wait: <strong>{wait}</strong>
      </p>
      <p className={classes.quiet}>{reason}</p>
    </div>
  );
}

function PriceFigures({ price, view: { ahead, tile } }: { price: Price; view: TileView }) {
  const interestAhead = ahead.reduce((sum, line) => sum + line.interest, 0n);
  const result = tile.earned + price.interest;
  return (
    <KeyValues
      entries={[
        { label: "Principal still at work", value: <Money minor={price.principal} /> },
        { label: "Interest accrued to today", value: <Money minor={price.interest} />, hint: "Fees taken off; grows day by day" },
        { label: "Price today", value: <Money minor={price.principal + price.interest} />, strong: true },
        { label: "Your interest in all", value: <Money minor={result} signed />, hint: "With what it has earned so far" },
        { label: "Interest you give up", value: <Money minor={interestAhead - price.interest} />, hint: "What keeping it would still earn, if the borrower pays on time" },
      ]}
    />
  );
}

function OfferQuestion({ price, left, waiting }: { price: Price; left: bigint; waiting: bigint }) {
  return (
    <>
      <KeyValues
        entries={[
          { label: "In this loan", value: <Change now={<Money minor={left} />} then={<Money minor={0n} />} /> },
          { label: "Waiting", value: <Change now={<Money minor={waiting} />} then={<Money minor={waiting + price.principal + price.interest} />} />, hint: "When all of it is sold, at today’s price" },
        ]}
      />
      <p>
        It is sold to the next depositors in turn whose strategy takes the loan; nobody can promise when. Until then it stays yours and you can take the offer
        back. The price joins your waiting money, which may be lent again: to take it out, keep it aside in <Link href="/depositor/strategy">your strategy</Link>.
        While you sell, your waiting money buys no tiles of others.
      </p>
    </>
  );
}
