"use client";

import { Alert, Button, type ButtonProps } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { useSyncExternalStore, type ReactNode } from "react";
import { FormProvider, useFormContext, type FieldValues } from "react-hook-form";
import classes from "./form.module.css";
import type { ActionForm } from "./use-action-form";

type FormProps<Values extends FieldValues> = { form: ActionForm<Values>; children: ReactNode; label?: string };

/** The frame of every form: error above, fields below, switched off while it is being sent. */
export function Form<Values extends FieldValues>({ form, children, label }: FormProps<Values>) {
  const { methods, submit, sending, formError, formRef } = form;
  const awake = useHydrated();
  return (
    <FormProvider {...methods}>
      <form
        ref={formRef}
        className={classes.form}
        aria-label={label}
        data-waking={awake ? undefined : true}
        // Without script a form must never put what was typed into the address.
        method="post"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {formError !== null && (
          <Alert role="alert" color="red" variant="light" icon={<CircleAlert size={18} aria-hidden />} tabIndex={-1} data-form-error>
            {formError}
          </Alert>
        )}
        <fieldset className={classes.fields} disabled={!awake || sending}>
          {children}
        </fieldset>
      </form>
    </FormProvider>
  );
}

/** Two fields side by side where there is room. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
}

/** A titled group of fields inside a long form. */
export function FormSection({ title, description, children }: { title: string; description?: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <div>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {description && <p className={classes.sectionText}>{description}</p>}
      </div>
      <div className={classes.fields}>{children}</div>
    </section>
  );
}

/** Submit and its neighbours at the foot of a form. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}

type SubmitButtonProps = ButtonProps & { children: ReactNode };

/** The one filled button of a form. Says itself busy while the form is being sent. */
export function SubmitButton({ children, ...button }: SubmitButtonProps) {
  const { formState } = useFormContext();
  return (
    <Button type="submit" size="md" loading={formState.isSubmitting} aria-busy={formState.isSubmitting} {...button}>
      {children}
    </Button>
  );
}

const subscribeToNothing = () => () => undefined;

function useHydrated(): boolean {
  return useSyncExternalStore(subscribeToNothing, () => true, () => false);
}
