"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { unstable_rethrow, useRouter } from "next/navigation";
import { useEffect, useRef, useState, type RefObject } from "react";
import { useForm, type DefaultValues, type FieldErrors, type FieldValues, type Path, type UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import type { ActionResult } from "@/lib/platform/action-result";
import { changedValues } from "./changed-values";

export type ActionFormOptions<Schema extends z.ZodType<unknown, FieldValues>, Result> = {
  /** The operation's own schema; the server parses the same raw values with it again. */
  schema: Schema;
  /** A server action, given by the page. */
  action: (input: unknown, idempotencyKey?: string) => Promise<ActionResult<Result>>;
  /** A value for every field, also for those that are sent but not shown (ids). */
  defaultValues: DefaultValues<z.input<Schema>>;
  /** Runs once after success, before the page's figures are fetched again. Navigate or notify here. */
  onDone?: (done: Result) => void;
  /** Puts the default values back after success, for a form that stays on the page. */
  resetOnDone?: boolean;
  /**
   * For a form over what is stored and also moves by itself: only the fields that were changed are sent, so that the
   * others keep what they have become. Answers what is stored now, from which the form begins anew.
   */
  savedValues?: (done: Result) => DefaultValues<z.input<Schema>>;
};

export type ActionForm<Values extends FieldValues> = {
  methods: UseFormReturn<Values, unknown, Values>;
  submit: () => void;
  sending: boolean;
  formError: string | null;
  formRef: RefObject<HTMLFormElement | null>;
};

const UNREACHABLE = "The bank did not answer. Check your connection and try again: the same request is never carried out twice.";

/**
 * The one way to send a form: validates with the schema, sends the raw values with an idempotency key, and puts
 * every refusal where it belongs. The key stays the same until the action succeeds, so that a retry after a lost
 * answer cannot move money twice.
 */
export function useActionForm<Schema extends z.ZodType<unknown, FieldValues>, Result>(
  options: ActionFormOptions<Schema, Result>,
): ActionForm<z.input<Schema>> {
  type Values = z.input<Schema>;
  const router = useRouter();
  const formRef = useRef<HTMLFormElement>(null);
  const keyRef = useRef<string | null>(null);
  const runningRef = useRef(false);
  const begunWithRef = useRef(options.defaultValues);
  const focusRef = useRef<"first problem" | HTMLElement | null>(null);
  const [sending, setSending] = useState(false);
  const [formError, setFormError] = useState<string | null>(null);
  const methods = useForm<Values, unknown, Values>({
    resolver: zodResolver(options.schema, undefined, { raw: true }),
    defaultValues: options.defaultValues,
    shouldFocusError: false,
  });

  // Errors must be in the document, and fields switched on again, before anything can be focused.
  const { isSubmitting, submitCount } = methods.formState;
  useEffect(() => {
    if (sending || isSubmitting) return;
    if (focusRef.current === "first problem") focusFirstProblem(formRef.current);
    else if (document.activeElement === document.body) focusRef.current?.focus();
    focusRef.current = null;
  }, [sending, isSubmitting, submitCount]);

  function fail(message: string | null) {
    setFormError(message);
    focusRef.current = "first problem";
  }

  function beginWith(values: DefaultValues<Values>) {
    begunWithRef.current = values;
    methods.reset(values);
  }

  async function send(values: Values) {
    if (runningRef.current) return;
    runningRef.current = true;
    setSending(true);
    focusRef.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    keyRef.current ??= crypto.randomUUID();
    setFormError(null);
    try {
      const sent = options.savedValues ? changedValues(values, begunWithRef.current) : values;
      const answer = await options.action(sent, keyRef.current);
      if (!answer.ok) return fail(placeErrors(answer.error, methods, formRef.current));
      keyRef.current = null;
      if (options.resetOnDone) methods.reset();
      if (options.savedValues) beginWith(options.savedValues(answer.data));
      options.onDone?.(answer.data);
      router.refresh();
    } catch (error) {
      unstable_rethrow(error);
      fail(UNREACHABLE);
    } finally {
      runningRef.current = false;
      setSending(false);
    }
  }

  const submit = () => void methods.handleSubmit(send, (errors) => fail(hiddenProblem(errors, formRef.current)))();
  return { methods, submit, sending, formError, formRef };
}

/** Puts the server's field errors beside shown fields; what has no field on this form is said above it. */
function placeErrors<Values extends FieldValues>(
  error: { message: string; fields?: Record<string, string> },
  methods: UseFormReturn<Values, unknown, Values>,
  form: HTMLFormElement | null,
): string | null {
  const entries = Object.entries(error.fields ?? {});
  const shown = entries.filter(([name]) => isShown(form, name));
  const homeless = entries.filter(([name]) => !isShown(form, name)).map(([, message]) => message);
  for (const [name, message] of shown) methods.setError(name as Path<Values>, { type: "server", message });
  if (homeless.length > 0) return homeless.join(" ");
  return shown.length > 0 ? null : error.message;
}

/** A value that is sent but not shown is wrong: the person must still learn why nothing happens. */
function hiddenProblem(errors: FieldErrors, form: HTMLFormElement | null): string | null {
  const hidden = Object.entries(errors).filter(([name]) => !isShown(form, name));
  return hidden.length === 0 ? null : hidden.map(([name, error]) => `${name}: ${String(error?.message ?? "not valid")}`).join(" ");
}

function isShown(form: HTMLFormElement | null, name: string): boolean {
  return form !== null && form.elements.namedItem(name) !== null;
}

function focusFirstProblem(form: HTMLFormElement | null) {
  form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-form-error]')?.focus();
}
