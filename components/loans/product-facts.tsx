import { Check } from "lucide-react";
import { KeyValues } from "@/components/layout/key-values";
import type { ProductDetails } from "@/lib/catalog/queries";
import type { MoneyFormat } from "@/lib/format";
import classes from "./borrower.module.css";
import { feesInWords, kindInWords, rulesInWords, type KindColumns } from "./product-rules";

type ProductFactsProps = { product: ProductDetails; format: MoneyFormat };

/** Who may have this product. */
export function RuleFacts({ product, format }: ProductFactsProps) {
  return <Sentences of={rulesInWords(product, format)} />;
}

/** How a product or a loan is paid back. */
export function KindFacts({ of, format }: { of: KindColumns; format: MoneyFormat }) {
  return <Sentences of={kindInWords(of, format)} />;
}

function Sentences({ of }: { of: readonly string[] }) {
  return (
    <ul className={classes.rules}>
      {of.map((rule) => (
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
