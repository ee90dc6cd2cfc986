import type { ReactNode } from "react";
import { MosaicPlate } from "@/components/charts/mosaic-plate";
import { layTiles } from "@/components/charts/mosaic-tiles";
import { formatMoney, type MoneyFormat } from "@/lib/format";
import { HomeSection } from "./home-section";
import classes from "./home.module.css";
import { sampleSpread } from "./sample-mosaic";

const LOANS_SPREAD = 40;
const PLATE_HEIGHT = 400;

/** The same money in one loan and in forty, when one borrower stops paying. */
export function SpreadPicture({ format }: { format: MoneyFormat }) {
  const scale = 10n ** BigInt(format.exponent);
  const whole = formatMoney(100_000n * scale, format, { fraction: "auto" });
  const part = formatMoney((100_000n * scale) / BigInt(LOANS_SPREAD), format, { fraction: "auto" });
  return (
    <HomeSection title="What does one bad loan cost you?" lead={`Two depositors put in ${whole} each. Then the same borrower stops paying for good.`}>
      <div className={classes.pair}>
        <Plate count={1} title="All of it in one loan" loss={whole}>
          Everything hung on one borrower.
        </Plate>
        <Plate count={LOANS_SPREAD} title={`Spread over ${LOANS_SPREAD} loans`} loss={part}>
          One tile of forty, before the provision fund takes the first loss.
        </Plate>
      </div>
    </HomeSection>
  );
}

type PlateProps = { count: number; title: string; loss: string; children: ReactNode };

function Plate({ count, title, loss, children }: PlateProps) {
  return (
    <figure className={classes.plate}>
      <MosaicPlate laid={layTiles(sampleSpread(count), PLATE_HEIGHT)} height={PLATE_HEIGHT} label={`${title}: one borrower stops paying and ${loss} is lost.`} />
      <figcaption className={classes.plateCaption}>
        <span className={classes.plateTitle}>{title}</span>
        <span className={classes.plateLoss}>−{loss}</span>
        <span className={classes.plateText}>{children}</span>
      </figcaption>
    </figure>
  );
}
