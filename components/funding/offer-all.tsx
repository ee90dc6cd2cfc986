import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { formatPlural } from "@/lib/format";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./funding.module.css";
import { OfferButton } from "./offer-buttons";

type OfferAllProps = {
  tileIds: number[];
  /** Their principal still at work, minor units. */
  left: bigint;
  action: ServerAction<{ offers: readonly object[] }>;
};

/** The way out of everything: all tiles that can be sold go on offer at once. */
export function OfferAll({ tileIds, left, action }: OfferAllProps) {
  if (tileIds.length === 0) return <p>You have no tile that could be offered now.</p>;
  const tiles = formatPlural(tileIds.length, "tile");
  return (
    <div className={classes.stack}>
      <KeyValues entries={[{ label: "Could be offered", value: <Money minor={left} />, hint: `Principal at work in ${tiles} of loans on time` }]} />
      <div>
        <OfferButton tileIds={tileIds} action={action} label={`Offer ${tiles}`} title={`Offer ${tiles} for sale?`}>
          <p>
            All of your money that works in loans on time goes on offer: <Money minor={left} /> of principal, and the interest accrued when each is sold. What is sold
            joins your waiting money. Until then each tile stays yours, and you can take each offer back.
          </p>
        </OfferButton>
      </div>
    </div>
  );
}
