"use client";

import { ConfirmAction } from "@/components/forms/confirm-action";
import { SelectField } from "@/components/forms/fields";
import { MoneyField } from "@/components/forms/special-fields";
import { useMoneyFormat } from "@/components/layout/money-format";
import { bankCapitalInput } from "@/lib/catalog/schemas";
import type { Money } from "@/lib/core/money";
import { formatMoney } from "@/lib/format";
import type { ServerAction } from "@/lib/platform/server-action";

/** Feeds the provision fund from a bank's capital, after saying that it does not come back. */
export function TopUpFund({ banks, fund, topUp }: { banks: readonly { value: string; label: string }[]; fund: Money; topUp: ServerAction<{ amount: Money }> }) {
  const format = useMoneyFormat();
  return (
    <ConfirmAction
      schema={bankCapitalInput(format.exponent)}
      action={topUp}
      defaultValues={{ bankId: banks[0]?.value ?? "", amount: "" }}
      label="Top up…"
      button={{ size: "sm", variant: "default" }}
      title="Top up the provision fund"
      confirm="Top up"
      done={({ amount }) => `The provision fund holds ${formatMoney(fund + amount, format)} now.`}
    >
      <p>The fund holds {formatMoney(fund, format)}. The amount leaves the bank’s capital that is free to lend and covers losses of depositors from now on. It does not come back.</p>
      <SelectField name="bankId" label="Bank" options={banks} />
      <MoneyField name="amount" label="Amount" />
    </ConfirmAction>
  );
}
