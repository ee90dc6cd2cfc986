"use client";

import { Button, Modal, type ButtonProps } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { showNotification } from "@mantine/notifications";
import type { ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import type { z } from "zod";
import { Form, FormActions, SubmitButton } from "./form";
import classes from "./form.module.css";
import { useActionForm, type ActionFormOptions } from "./use-action-form";

type ConfirmActionProps<Schema extends z.ZodType<unknown, FieldValues>, Result> = Pick<
  ActionFormOptions<Schema, Result>,
  "schema" | "action" | "defaultValues"
> & {
  /** What the button says, e.g. "Disburse". */
  label: ReactNode;
  /** Looks of the button that opens the question. */
  button?: ButtonProps;
  /** For screen readers, where several rows have the same button. */
  buttonLabel?: string;
  /** The question, e.g. "Pay out loan #12?". */
  title: string;
  /** What will happen, and fields of the schema if it has any to fill. */
  children: ReactNode;
  /** What the confirming button says; the verb of the question. */
  confirm: string;
  confirmColor?: "red";
  /** What has happened, once it has. */
  done: (result: Result) => string;
};

/** A button whose action moves money or cannot be taken back: it first says what will happen. */
export function ConfirmAction<Schema extends z.ZodType<unknown, FieldValues>, Result>(props: ConfirmActionProps<Schema, Result>) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button {...props.button} onClick={open} aria-label={props.buttonLabel} aria-haspopup="dialog">
        {props.label}
      </Button>
      <Modal opened={opened} onClose={close} title={props.title}>
        <Question {...props} close={close} />
      </Modal>
    </>
  );
}

function Question<Schema extends z.ZodType<unknown, FieldValues>, Result>({
  close,
  ...props
}: ConfirmActionProps<Schema, Result> & { close: () => void }) {
  const form = useActionForm<Schema, Result>({
    schema: props.schema,
    action: props.action,
    defaultValues: props.defaultValues,
    onDone: (result) => {
      close();
      showNotification({ message: props.done(result) });
    },
  });
  return (
    <Form form={form} label={props.title}>
      <div className={classes.question}>{props.children}</div>
      <FormActions>
        <SubmitButton color={props.confirmColor} data-autofocus>
          {props.confirm}
        </SubmitButton>
        <Button variant="default" size="md" onClick={close}>
          Cancel
        </Button>
      </FormActions>
    </Form>
  );
}
