"use client";

import { showNotification } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { DateField, SelectField, TextareaField, TextField } from "@/components/forms/fields";
import { Form, FormActions, FormRow, FormSection, SubmitButton } from "@/components/forms/form";
import { MoneyField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { useMoneyFormat } from "@/components/layout/money-format";
import { employmentStatuses } from "@/lib/core/eligibility";
import { saveBorrowerDetailsInput } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

/** What is known already, as texts for the fields; amounts in major units. */
export type BorrowerDetailsValues = {
  fullName: string;
  phone: string;
  dateOfBirth: string;
  gender: string;
  nationality: string;
  maritalStatus: string;
  permanentAddress: string;
  employmentStatus: string;
  employerNameAddress: string;
  jobTitle: string;
  monthlyIncome: string;
  otherIncome: string;
  existingLoans: string;
  monthlyEmi: string;
  assetsOwned: string;
  bankAccountDetails: string;
};

type BorrowerDetailsFormProps = {
  values: BorrowerDetailsValues;
  action: ServerAction<unknown>;
  /** The youngest date of birth that the calendar offers. */
  today: string;
  submitLabel: string;
  /** Where to go once it is saved; by default the page stays. */
  doneHref?: string;
};

/** Profile, employment and finances: what a decision about a loan rests on. */
export function BorrowerDetailsForm({ values, action, today, submitLabel, doneHref }: BorrowerDetailsFormProps) {
  const { exponent } = useMoneyFormat();
  const router = useRouter();
  const form = useActionForm({
    schema: saveBorrowerDetailsInput(exponent),
    action,
    // A select that is still empty is the schema's to refuse, so the text goes in as it is.
    defaultValues: values as BorrowerDetailsValues & { employmentStatus: (typeof employmentStatuses)[number] },
    onDone: () => {
      if (doneHref === undefined) showNotification({ message: "Your details are saved." });
      else router.push(doneHref);
    },
  });
  return (
    <Form form={form} label="Your details">
      <PersonFields today={today} />
      <IncomeFields />
      <FormActions>
        <SubmitButton>{submitLabel}</SubmitButton>
      </FormActions>
    </Form>
  );
}

function PersonFields({ today }: { today: string }) {
  return (
    <FormSection title="You" description="As it stands in your documents.">
      <TextField name="fullName" label="Full name" autoComplete="name" maxLength={120} />
      <FormRow>
        <DateField name="dateOfBirth" label="Date of birth" max={today} />
        <TextField name="phone" label="Phone" type="tel" inputMode="tel" autoComplete="tel" placeholder="+91 98765 43210" optional />
      </FormRow>
      <FormRow>
        <SelectField name="gender" label="Gender" placeholder="Rather not say" options={toOptions(["Female", "Male", "Other"])} optional />
        <SelectField name="maritalStatus" label="Marital status" placeholder="Rather not say" options={toOptions(["Single", "Married", "Divorced", "Widowed"])} optional />
      </FormRow>
      <TextField name="nationality" label="Nationality" maxLength={64} optional />
      <TextareaField name="permanentAddress" label="Permanent address" rows={3} maxLength={400} optional />
    </FormSection>
  );
}

function IncomeFields() {
  return (
    <>
      <FormSection title="Work and income" description="Before tax, in an ordinary month.">
        <FormRow>
          <SelectField name="employmentStatus" label="What describes you?" placeholder="Choose" options={toOptions(employmentStatuses)} />
          <TextField name="jobTitle" label="Job title" maxLength={120} optional />
        </FormRow>
        <TextField name="employerNameAddress" label="Employer, with address" maxLength={400} optional />
        <FormRow>
          <MoneyField name="monthlyIncome" label="Monthly income" description="From your work or business." />
          <MoneyField name="otherIncome" label="Other monthly income" description="Rent, pension, support." optional />
        </FormRow>
      </FormSection>
      <FormSection title="What you pay already" description="Loans here and elsewhere. A new instalment has to fit beside them.">
        <FormRow>
          <MoneyField name="existingLoans" label="Owed to other lenders" description="All that is still to pay back." optional />
          <MoneyField name="monthlyEmi" label="Instalments a month" description="All of them together." optional />
        </FormRow>
        <TextareaField name="assetsOwned" label="What you own" description="House, land, vehicle, savings." rows={2} maxLength={400} optional />
        <TextField name="bankAccountDetails" label="Your bank account" description="Where a loan should be paid out." maxLength={400} optional />
      </FormSection>
    </>
  );
}

function toOptions(words: readonly string[]) {
  return words.map((word) => ({ value: word, label: word }));
}
