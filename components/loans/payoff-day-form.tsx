"use client";

import { z } from "zod";
import { DateField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import { useLook } from "@/components/forms/use-look";
import { addDays } from "@/lib/core/business-date";
import { QUOTE_DAYS_MAX } from "@/lib/core/payoff-quote";
import { quotePayoffInput } from "@/lib/loans/schemas";

/** The form's value as it is sent; `quotePayoffInput` has checked it by then. */
const sentDay = z.object({ on: z.string() });

const OUT_OF_REACH = `Choose a day from today up to ${QUOTE_DAYS_MAX} days ahead.`;

/** Asks for a day on which the loan might be closed; the page then shows what it would take. */
export function PayoffDayForm({ loanId, on, today }: { loanId: number; on: string; today: string }) {
  const look = useLook(`/borrower/loans/${loanId}`);
  const latest = addDays(today, QUOTE_DAYS_MAX);
  const form = useActionForm({
    schema: quotePayoffInput,
    action: async (input) => {
      const asked = sentDay.parse(input).on;
      if (asked < today || asked > latest) return { ok: false, error: { code: "quote_date_out_of_reach", message: OUT_OF_REACH, fields: { on: OUT_OF_REACH } } };
      return look({ close_on: asked });
    },
    defaultValues: { loanId, on },
  });
  return (
    <Form form={form} label="Close on another day">
      <DateField
        name="on"
        label="Or on another day"
        description={`Up to ${QUOTE_DAYS_MAX} days ahead. The amount holds on that day if nothing is paid before it.`}
        min={today}
        max={latest}
      />
      <FormActions>
        <SubmitButton variant="default">See what it takes then</SubmitButton>
      </FormActions>
    </Form>
  );
}
