"use client";

import { showNotification } from "@mantine/notifications";
import { useWatch } from "react-hook-form";
import { CheckboxField, TextField } from "@/components/forms/fields";
import { Form, FormActions, FormRow, FormSection, SubmitButton } from "@/components/forms/form";
import { CheckboxListField, MoneyField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { useMoneyFormat } from "@/components/layout/money-format";
import { CardGrid, SectionCard } from "@/components/layout/section-card";
import type { DepositorMoney } from "@/lib/core/lending-reach";
import { grades } from "@/lib/core/loan";
import { formatDecimal } from "@/lib/core/money";
import { lowestScoreOf } from "@/lib/core/score";
import { saveStrategyInput } from "@/lib/funding/schemas";
import type { ShownStrategy } from "@/lib/funding/strategy";
import type { ServerAction } from "@/lib/platform/server-action";
import { StrategyPreview } from "./strategy-preview";

type StrategyFormProps = { action: ServerAction<ShownStrategy>; strategy: ShownStrategy; money: DepositorMoney };

/** A depositor's limits on what is lent, with what they mean for the money that waits now. */
export function StrategyForm({ action, strategy, money }: StrategyFormProps) {
  const { exponent } = useMoneyFormat();
  const schema = saveStrategyInput(exponent);
  const form = useActionForm({
    schema,
    action,
    defaultValues: fieldsOf(strategy, exponent),
    // With reinvestment off, every settlement moves what is kept aside, also while this page is open.
    savedValues: (saved) => fieldsOf(saved, exponent),
    onDone: () => showNotification({ title: "Your strategy is saved", message: "It holds from the next loan on." }),
  });
  const typed = schema.safeParse(useWatch({ control: form.methods.control }));
  return (
    <CardGrid layout="main-aside">
      <SectionCard title="Your limits">
        <Form form={form} label="Strategy">
          <FormSection title="To whom">
            <CheckboxListField
              name="acceptedGrades"
              label="Grades that you accept"
              description="Loans without a grade are lent to only by those who accept every grade."
              choices={grades.map((grade) => ({ value: grade, label: `Grade ${grade}`, description: `Scores from ${lowestScoreOf(grade)}` }))}
            />
          </FormSection>
          <FormSection title="How much, and for how long">
            <FormRow>
              <TextField name="longestTermMonths" label="Longest term, in months" description="Empty: any term." inputMode="numeric" optional />
              <TextField name="largestSharePercent" label="Largest share in one loan, %" description="Of all your money, waiting and working." inputMode="decimal" />
            </FormRow>
            <MoneyField name="keepAside" label="Money kept aside" description="Waiting money that is never lent." />
            <CheckboxField name="reinvest" label="Lend again what comes back" description="Without it, what comes back is kept aside until you withdraw it or lower the amount kept aside." />
          </FormSection>
          <FormActions>
            <SubmitButton>Save</SubmitButton>
          </FormActions>
        </Form>
      </SectionCard>
      <SectionCard title="What this means">
        <StrategyPreview strategy={typed.success ? typed.data : null} saved={strategy} money={money} />
      </SectionCard>
    </CardGrid>
  );
}

function fieldsOf({ acceptedGrades, longestTermMonths, largestSharePpm, keepAside, reinvest }: ShownStrategy, exponent: number) {
  return {
    acceptedGrades: [...acceptedGrades],
    longestTermMonths: longestTermMonths?.toString() ?? "",
    // Four decimals are possible and rarely meant: 5.0000 is written 5.
    largestSharePercent: formatDecimal(BigInt(largestSharePpm), 4).replace(/\.?0+$/, ""),
    keepAside: formatDecimal(keepAside, exponent),
    reinvest,
  };
}
