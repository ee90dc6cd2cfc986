import Link from "next/link";
import { Money } from "@/components/layout/money";
import { SimpleTable } from "@/components/tables/simple-table";
import type { ProductSummary } from "@/lib/catalog/queries";
import { formatDecimal } from "@/lib/core/money";
import classes from "./borrower.module.css";
import { formatApr } from "./loan-cost-facts";
import { isOneStage } from "./stage-entries";
import { oftenWords, unevenWords } from "./term-words";

const columns = [
  { header: "Product" },
  { header: "APR", align: "end" },
  { header: "It costs you", align: "end" },
  { header: "Interest", align: "end" },
  { header: "Fee", align: "end" },
  { header: "Instalment", align: "end" },
  { header: "Term" },
] as const;

/** The same amount with every product that lends it, the lowest yearly cost first. */
export function ProductComparison({ products, exponent }: { products: readonly ProductSummary[]; exponent: number }) {
  return (
    <SimpleTable
      caption="The cost of this amount, product by product"
      columns={columns}
      rows={products.map(({ id, name, bankName, example, ...product }) => ({
        key: id,
        cells: [
          <div key="product">
            <Link href={`/products/${id}?amount=${formatDecimal(example.amount, exponent)}`}>{name}</Link>
            <p className={classes.quiet}>{bankName}</p>
          </div>,
          formatApr(example.aprPpm),
          <Money key="cost" minor={example.totalInterest + example.originationFee} />,
          <Money key="interest" minor={example.totalInterest} />,
          <Money key="fee" minor={example.originationFee} />,
          <div key="instalment">
            <Money minor={example.instalmentAmount} />
            {!isOneStage(example.stages) && <p className={classes.quiet}>{unevenWords(example.stages)}</p>}
          </div>,
          `${example.instalments}, ${oftenWords(product)}`,
        ],
      }))}
    />
  );
}
