"use client";

import { Button } from "@mantine/core";
import { showNotification } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { MoneyField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { useMoneyFormat } from "@/components/layout/money-format";
import { formatDecimal } from "@/lib/core/money";
import { withdrawalInput } from "@/lib/deposits/schemas";
import { formatMoney } from "@/lib/format";
import type { ServerAction } from "@/lib/platform/server-action";
import { MethodField } from "./method-field";

type WithdrawFormProps = {
  action: ServerAction<{ amount: bigint; state: "paid" | "requested" }>;
  /** How much may leave, minor units. */
  withdrawable: bigint;
  /** Shows what the invented bank of the demo may do. */
  demo: boolean;
};

/** Takes waiting money out. */
export function WithdrawForm({ action, withdrawable, demo }: WithdrawFormProps) {
  const router = useRouter();
  const format = useMoneyFormat();
  const written = formatMoney(withdrawable, format);
  // The bank checks it again at the moment of the withdrawal; here it only saves a trip.
  const schema = withdrawalInput(format.exponent).refine(({ amount }) => amount <= withdrawable, {
    path: ["amount"],
    error: `You can take out at most ${written}.`,
  });
  const form = useActionForm({
    schema,
    action,
    defaultValues: { amount: "", method: "own-account" },
    onDone: ({ amount, state }) => {
      const paid = formatMoney(amount, format);
      if (state === "paid") showNotification({ title: `${paid} was paid out`, message: "It is in your own account." });
      else showNotification({ title: `${paid} is on its way to you`, message: "The receiving bank has still to confirm it." });
      router.push("/depositor");
    },
  });
  const takeAll = () => form.methods.setValue("amount", formatDecimal(withdrawable, format.exponent), { shouldValidate: true });
  return (
    <Form form={form} label="Withdraw">
      <MoneyField name="amount" label="Amount" description={`At most ${written}.`} />
      {demo && <MethodField direction="out" />}
      <FormActions>
        <SubmitButton>Withdraw</SubmitButton>
        <Button variant="default" size="md" onClick={takeAll}>
          All that waits
        </Button>
      </FormActions>
    </Form>
  );
}
