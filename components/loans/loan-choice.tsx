"use client";

import { Button } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useRouter } from "next/navigation";
import { useMemo, useState, useTransition, type ReactNode } from "react";
import { LinkButton } from "@/components/layout/link-button";
import { useMoneyFormat } from "@/components/layout/money-format";
import type { ProductSummary } from "@/lib/catalog/queries";
import { formatDecimal } from "@/lib/core/money";
import classes from "./borrower.module.css";
import { LoanCalculator } from "./loan-calculator";
import { quoteTermsOf } from "./quote-terms";

type LoanChoiceProps = {
  product: ProductSummary;
  today: string;
  /** What was asked when the answer below was given; minor units. */
  chosen: { amount: bigint; instalments: number };
  /** May the chosen loan be applied for? */
  mayApply: boolean;
  /** The bank's answer for the chosen loan, drawn by the server. */
  children: ReactNode;
};

/** The stillness after which a choice counts as made. */
const SETTLED_MS = 450;

/** Choosing amount and term: the cost answers at once in the browser, the bank's rules a moment later from the server. */
export function LoanChoice({ product, today, chosen, mayApply, children }: LoanChoiceProps) {
  const { exponent } = useMoneyFormat();
  const router = useRouter();
  const [checking, startTransition] = useTransition();
  const [latest, setLatest] = useState(chosen);
  const terms = useMemo(() => quoteTermsOf(product), [product]);
  const addressOf = (step: "loan" | "review", choice: typeof chosen) =>
    `/borrower/loans/apply?step=${step}&product=${product.id}&amount=${formatDecimal(choice.amount, exponent)}&instalments=${choice.instalments}`;
  const ask = useDebouncedCallback((choice: typeof chosen) => {
    startTransition(() => router.replace(addressOf("loan", choice), { scroll: false }));
  }, SETTLED_MS);
  const isStale = checking || latest.amount !== chosen.amount || latest.instalments !== chosen.instalments;
  return (
    <div className={classes.stack}>
      <LoanCalculator
        today={today}
        amount={{ min: product.amountMin, max: product.amountMax, initial: chosen.amount }}
        instalments={{ min: product.instalmentsMin, max: product.instalmentsMax, initial: chosen.instalments }}
        rate={{ fixedPpm: product.ratePpm }}
        terms={terms}
        onChoice={({ amountMinor, instalments }) => {
          const choice = { amount: amountMinor, instalments };
          setLatest(choice);
          ask(choice);
        }}
      />
      <div className={classes.answer} aria-live="polite" aria-busy={isStale} data-stale={isStale || undefined}>
        {children}
      </div>
      <div className={classes.actions}>
        {mayApply && !isStale ? (
          <LinkButton href={addressOf("review", latest)} size="md">
            Continue to review
          </LinkButton>
        ) : (
          <Button size="md" disabled>
            {isStale ? "Checking…" : "Continue to review"}
          </Button>
        )}
        <LinkButton href="/borrower/loans/apply?step=loan" variant="default" size="md">
          Choose another product
        </LinkButton>
      </div>
    </div>
  );
}
