"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { z } from "zod";
import { Form } from "@/components/forms/form";
import { MoneyField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { LinkButton } from "@/components/layout/link-button";
import { useMoneyFormat } from "@/components/layout/money-format";
import { positiveMoneyInput } from "@/lib/platform/field-schemas";
import classes from "./borrower.module.css";

const sentAmount = z.object({ amount: z.string() });

/** Compares products for one amount; the address holds it. */
export function AmountFilter({ amount }: { amount: string }) {
  const { exponent } = useMoneyFormat();
  const router = useRouter();
  const form = useActionForm({
    schema: z.object({ amount: positiveMoneyInput(exponent) }),
    action: async (input) => {
      router.push(`/products?amount=${encodeURIComponent(sentAmount.parse(input).amount)}`, { scroll: false });
      return { ok: true, data: null };
    },
    defaultValues: { amount },
  });
  return (
    <Form form={form} label="Compare for an amount">
      <div className={classes.filter}>
        <MoneyField name="amount" label="How much do you need?" />
        <Button type="submit" size="md">
          Compare
        </Button>
        {amount !== "" && (
          <LinkButton href="/products" variant="default" size="md">
            Show all
          </LinkButton>
        )}
      </div>
    </Form>
  );
}
