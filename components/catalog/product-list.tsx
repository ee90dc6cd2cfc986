import { EmptyState } from "@/components/layout/empty-state";
import type { ProductSummary } from "@/lib/catalog/queries";
import { ProductCard } from "./product-card";
import classes from "./product-card.module.css";

/** All products on offer. */
export function ProductList({ products }: { products: readonly ProductSummary[] }) {
  if (products.length === 0) {
    return <EmptyState title="No loan products yet">The bank has not published a product. Please come back soon.</EmptyState>;
  }
  return (
    <ul className={classes.grid}>
      {products.map((product) => (
        <li key={product.id}>
          <ProductCard product={product} />
        </li>
      ))}
    </ul>
  );
}
