import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { Money } from "@/components/layout/money";
import type { ProductSummary } from "@/lib/catalog/queries";
import type { LoanMethod } from "@/lib/core/loan-terms";
import { formatPlural, formatRate } from "@/lib/format";
import classes from "./product-card.module.css";

/** One product: whose it is, what it costs, for whom it is. The whole card leads to its page. */
export function ProductCard({ product }: { product: ProductSummary }) {
  return (
    <article className={classes.card}>
      <div className={classes.head}>
        <p className={classes.bank}>{product.bankName}</p>
        <h3 className={classes.name}>
          <Link href={`/products/${product.id}`} className={classes.link}>
            {product.name}
          </Link>
        </h3>
        <p className={classes.description}>{product.description}</p>
      </div>
      <p className={classes.rate}>
        <span className={classes.rateValue}>{formatRate(product.ratePpm)}</span> {product.rateBasis === "term" ? "for the term" : "a year"}
        {product.example.aprPpm !== null && <span className={classes.apr}>APR {formatRate(Math.round(product.example.aprPpm / 100) * 100)}</span>}
      </p>
      <dl className={classes.facts}>
        <div>
          <dt>Amount</dt>
          <dd>
            <Money minor={product.amountMin} fraction="auto" /> to <Money minor={product.amountMax} fraction="auto" />
          </dd>
        </div>
        <div>
          <dt>Term</dt>
          <dd>{termWords(product)}</dd>
        </div>
      </dl>
      <div className={classes.foot}>
        <ul className={classes.badges}>
          {badgesOf(product).map((badge) => (
            <li key={badge}>{badge}</li>
          ))}
        </ul>
        <ArrowRight size={18} className={classes.arrow} aria-hidden />
      </div>
    </article>
  );
}

const methodBadges: Readonly<Record<LoanMethod, readonly string[]>> = {
  declining: [],
  flat: ["Flat interest"],
  equal_principal: ["Falling instalments"],
  bullet: ["Repaid at the end"],
};

function graceBadge({ graceInstalments, graceOf, graceInterest }: ProductSummary): string {
  const first = formatPlural(graceInstalments, "instalment");
  return graceOf === "principal" && graceInterest === "charged" ? `First ${first} interest only` : `First ${first} free`;
}

function termWords({ instalmentsMin, instalmentsMax, intervalUnit, intervalCount }: ProductSummary): string {
  const often = intervalCount === 1 ? (intervalUnit === "month" ? "monthly" : "daily") : `every ${intervalCount} ${intervalUnit}s`;
  const span = instalmentsMin === instalmentsMax ? "" : `${instalmentsMin} to `;
  return `${span}${formatPlural(instalmentsMax, "instalment")}, ${often}`;
}

function badgesOf(product: ProductSummary): string[] {
  return [
    ...methodBadges[product.method],
    ...(product.graceInstalments > 0 ? [graceBadge(product)] : []),
    ...(product.approvesAutomatically ? ["Decided at once"] : []),
    ...(product.originationFeePpm === 0 ? ["No fee at the start"] : []),
    ...(product.requiresDocuments ? ["Needs verified documents"] : []),
  ];
}
