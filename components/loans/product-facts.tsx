import { Check } from "lucide-react";
import { KeyValues } from "@/components/layout/key-values";
import type { ProductDetails } from "@/lib/catalog/queries";
import type { MoneyFormat } from "@/lib/format";
import classes from "./borrower.module.css";
import { feesInWords, rulesInWords } from "./product-rules";

type ProductFactsProps = { product: ProductDetails; format: MoneyFormat };

/** Who may have this product. */
export function RuleFacts({ product, format }: ProductFactsProps) {
  return (
    <ul className={classes.rules}>
      {rulesInWords(product, format).map((rule) => (
        <li key={rule}>
          <Check size={18} aria-hidden />
          {rule}
        </li>
      ))}
    </ul>
  );
}

/** What it can cost besides interest, and when. */
export function FeeFacts({ product, format }: ProductFactsProps) {
  return <KeyValues layout="columns" entries={feesInWords(product, format).map(({ label, text }) => ({ label, value: text }))} />;
}
