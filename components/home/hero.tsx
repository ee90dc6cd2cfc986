import { MosaicPlate } from "@/components/charts/mosaic-plate";
import { layTiles } from "@/components/charts/mosaic-tiles";
import { formatMoney, type MoneyFormat } from "@/lib/format";
import { LinkButton } from "@/components/layout/link-button";
import classes from "./home.module.css";
import { sampleLoan } from "./sample-mosaic";

const PLATE_HEIGHT = 500;

/** What Tessera is: in a sentence, and as a picture. */
export function Hero({ format }: { format: MoneyFormat }) {
  const scale = 10n ** BigInt(format.exponent);
  const whole = formatMoney(500_000n * scale, format, { fraction: "auto" });
  const own = formatMoney(10_000n * scale, format, { fraction: "auto" });
  return (
    <section className={classes.hero}>
      <div className={classes.heroWords}>
        <h1 className={classes.headline}>Every loan is a mosaic.</h1>
        <p className={classes.heroLead}>
          Tessera is a lending bank that lays each loan from many depositors’ small tiles, so borrowers get one clear loan and no depositor hangs on one borrower.
        </p>
        <div className={classes.heroActions}>
          <LinkButton href="/sign-up?as=borrower" size="lg">
            Borrow
          </LinkButton>
          <LinkButton href="/sign-up?as=depositor" size="lg" variant="default">
            Invest
          </LinkButton>
        </div>
      </div>
      <figure className={classes.heroFigure}>
        <MosaicPlate laid={layTiles(sampleLoan(format.exponent), PLATE_HEIGHT)} height={PLATE_HEIGHT} label={`A loan of ${whole} drawn as sixty depositors’ tiles and the bank’s own share. One tile of ${own} is yours.`} />
        <figcaption className={classes.heroCaption}>
          <span className={classes.heroSwatch} aria-hidden />
          <span>
            Your tile, <span className="tabular">{own}</span>
          </span>
          <span className={classes.heroWhole}>
            of one loan, <span className="tabular">{whole}</span>
          </span>
        </figcaption>
      </figure>
    </section>
  );
}
