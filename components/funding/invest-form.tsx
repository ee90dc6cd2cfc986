"use client";

import { showNotification } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { MoneyField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { useMoneyFormat } from "@/components/layout/money-format";
import { investInput } from "@/lib/deposits/schemas";
import { formatMoney } from "@/lib/format";
import type { ServerAction } from "@/lib/platform/server-action";
import { MethodField } from "./method-field";

type InvestFormProps = {
  action: ServerAction<{ amount: bigint; state: "held" | "confirmed" | "bounced" }>;
  /** Shows what the invented bank of the demo may do. */
  demo: boolean;
};

/** Brings money in. */
export function InvestForm({ action, demo }: InvestFormProps) {
  const router = useRouter();
  const format = useMoneyFormat();
  const form = useActionForm({
    schema: investInput(format.exponent),
    action,
    defaultValues: { amount: "", method: "own-account" },
    onDone: ({ amount, state }) => {
      const written = formatMoney(amount, format);
      if (state === "confirmed") showNotification({ title: `${written} arrived`, message: "It waits for the next loan." });
      else showNotification({ title: `${written} is on its way`, message: "It counts as waiting once your bank has sent it." });
      router.push("/depositor");
    },
  });
  return (
    <Form form={form} label="Invest">
      <MoneyField name="amount" label="Amount" description="It waits until the next loan takes a part of it." />
      {demo && <MethodField direction="in" />}
      <FormActions>
        <SubmitButton>Invest</SubmitButton>
      </FormActions>
    </Form>
  );
}
