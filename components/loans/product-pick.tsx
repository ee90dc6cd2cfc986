import Link from "next/link";
import { Money } from "@/components/layout/money";
import type { ProductSummary } from "@/lib/catalog/queries";
import classes from "./loan-cards.module.css";
import { formatApr } from "./loan-cost-facts";

type ProductPickProps = { products: readonly ProductSummary[]; hrefOf: (productId: number) => string };

/** The products to choose one from, the cheapest first. */
export function ProductPick({ products, hrefOf }: ProductPickProps) {
  return (
    <ul className={classes.pick}>
      {products.map((product) => (
        <li key={product.id} className={classes.card}>
          <div>
            <h3 className={classes.cardTitle}>
              <Link href={hrefOf(product.id)} className={classes.cover}>
                {product.name}
              </Link>
            </h3>
            <p className={classes.quiet}>
              {product.bankName}, <Money minor={product.amountMin} fraction="auto" /> to <Money minor={product.amountMax} fraction="auto" />
            </p>
          </div>
          <p className={classes.pickRate}>
            {formatApr(product.example.aprPpm)}
            <span className={classes.quiet}> APR</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
