"use client";

import { useRouter } from "next/navigation";
import { z } from "zod";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { SelectField, TextareaField, TextField } from "@/components/forms/fields";
import { Form, FormActions, FormRow, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import { useLook } from "@/components/forms/use-look";
import { grantHolidayInput, previewHolidayInput, previewRestructureInput, restructureLoanInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

/** A change as the address asks to look at it; texts as they were typed. */
export type AskedChange = { kind: "holiday"; instalments: string; interest: "accrues" | "waived" } | { kind: "restructure"; instalments: string; rate: string };

type AskFormProps = { loanId: number; asked: AskedChange | null; isFlat: boolean };

const interestChoices = [
  { value: "accrues", label: "goes on, and is paid afterwards" },
  { value: "waived", label: "is waived for that time" },
] as const;

/** Asks how long a holiday should be; the page then shows what it does, and nothing is changed yet. */
export function HolidayForm({ loanId, asked, isFlat }: AskFormProps) {
  const look = useLookAtChange(loanId);
  const holiday = asked?.kind === "holiday" ? asked : null;
  const form = useActionForm({
    schema: previewHolidayInput,
    action: look("holiday"),
    defaultValues: { kind: "holiday", loanId, instalments: holiday?.instalments ?? "1", interest: holiday?.interest ?? "accrues" },
  });
  return (
    <Form form={form} label="Payment holiday">
      <FormRow>
        <TextField name="instalments" inputMode="numeric" autoComplete="off" label="Instalments to put off" description="The next ones, 1 to 12." />
        {!isFlat && <SelectField name="interest" label="Interest" options={interestChoices} />}
      </FormRow>
      <FormActions>
        <SubmitButton variant="default">See what it does</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** Asks for new terms of the rest; the page then shows what they do, and nothing is changed yet. */
export function RestructureForm({ loanId, asked, isFlat, instalmentsLeft, rate }: AskFormProps & { instalmentsLeft: number; rate: string }) {
  const look = useLookAtChange(loanId);
  const restructure = asked?.kind === "restructure" ? asked : null;
  const form = useActionForm({
    schema: previewRestructureInput,
    action: look("restructure"),
    defaultValues: { kind: "restructure", loanId, instalments: restructure?.instalments ?? String(Math.max(instalmentsLeft, 1)), rate: restructure?.rate ?? rate },
  });
  return (
    <Form form={form} label="Restructure">
      <FormRow>
        <TextField name="instalments" inputMode="numeric" autoComplete="off" label="Instalments to come" description="Everything owed, arrears included, is spread over them." />
        {!isFlat && <TextField name="rate" inputMode="decimal" autoComplete="off" label="Rate" description="Percent a year." />}
      </FormRow>
      <FormActions>
        <SubmitButton variant="default">See what it does</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** The form's values as they are sent; the form's schema has checked them by then. */
const sentChange = z.object({ instalments: z.string(), interest: z.string().optional(), rate: z.string().optional() });

function useLookAtChange(loanId: number) {
  const look = useLook(`/admin/loans/${loanId}`);
  return (kind: AskedChange["kind"]) => async (input: unknown) => {
    const { instalments, interest, rate } = sentChange.parse(input);
    return look({ change: kind, instalments, ...(interest === undefined ? {} : { interest }), ...(rate === undefined ? {} : { rate }) });
  };
}

type ConfirmChangeProps = { loanId: number; asked: AskedChange; holiday: ServerAction<object>; restructure: ServerAction<object> };

/** Makes the change that is shown. */
export function ConfirmChange({ loanId, asked, holiday, restructure }: ConfirmChangeProps) {
  const router = useRouter();
  const done = (words: string) => () => {
    // The preview in the address belongs to the change that was just made.
    router.replace(`/admin/loans/${loanId}`, { scroll: false });
    return words;
  };
  const fields = (
    <>
      <p>The schedule changes from today on and the borrower gets a letter. What is owed today stays the same; nothing is posted.</p>
      <TextareaField name="reason" label="Reason" description="Kept with the loan." rows={3} maxLength={400} />
    </>
  );
  if (asked.kind === "holiday") {
    return (
      <ConfirmAction
        schema={grantHolidayInput}
        action={holiday}
        defaultValues={{ loanId, instalments: asked.instalments, interest: asked.interest, reason: "" }}
        label="Grant this holiday…"
        title="Grant this payment holiday?"
        confirm="Grant"
        done={done("The instalments are put off.")}
      >
        {fields}
      </ConfirmAction>
    );
  }
  return (
    <ConfirmAction
      schema={restructureLoanInput}
      action={restructure}
      defaultValues={{ loanId, instalments: asked.instalments, rate: asked.rate, reason: "" }}
      label="Restructure like this…"
      title="Restructure this loan?"
      confirm="Restructure"
      done={done("The loan is restructured.")}
    >
      {fields}
    </ConfirmAction>
  );
}
