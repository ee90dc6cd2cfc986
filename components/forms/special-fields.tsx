"use client";

import { Checkbox, Input, PinInput, SegmentedControl, TextInput } from "@mantine/core";
import { useId } from "react";
import { useController } from "react-hook-form";
import { useMoneyFormat } from "@/components/layout/money-format";
import { currencySymbol, formatMoney, type MoneyFormat } from "@/lib/format";
import { fieldLabel } from "./field-label";
import type { FieldProps } from "./fields";
import classes from "./form.module.css";

/** An amount in major units, typed as text and sent as text. Shows the currency, and how the bank reads long numbers. */
export function MoneyField({ label, optional, name, ...input }: FieldProps) {
  const format = useMoneyFormat();
  const { field, fieldState } = useController({ name, defaultValue: "" });
  const typed = String(field.value);
  const echo = readBack(typed, format);
  return (
    <TextInput
      {...input}
      {...field}
      value={typed}
      inputMode="decimal"
      autoComplete="off"
      classNames={{ input: classes.digits }}
      leftSection={<span aria-hidden>{currencySymbol(format)}</span>}
      rightSectionWidth="auto"
      rightSection={echo !== "" && <span className={classes.echo} aria-hidden>{echo}</span>}
      label={fieldLabel(label, optional)}
      error={fieldState.error?.message}
    />
  );
}

// Counting zeros is how people lose money: from five digits on, the amount is read back with its grouping.
function readBack(typed: string, format: MoneyFormat): string {
  const match = /^(\d{5,15})(?:\.(\d*))?$/.exec(typed.trim());
  if (!match) return "";
  const fraction = (match[2] ?? "").padEnd(format.exponent, "0");
  if (fraction.length > format.exponent) return "";
  return formatMoney(`${match[1]}${fraction}`, format, { fraction: "auto" });
}

/** The six digits of a one-time code. Pasting and the keyboard's own suggestion fill all boxes at once. */
export function CodeField({ label, name, description, onComplete }: FieldProps & { onComplete?: (code: string) => void }) {
  const { field, fieldState } = useController({ name, defaultValue: "" });
  const id = useId();
  const describedBy = [description ? `${id}-description` : "", fieldState.error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: `${id}-label` }}
      description={description}
      descriptionProps={{ id: `${id}-description` }}
      error={fieldState.error?.message}
      errorProps={{ id: `${id}-error` }}
    >
      <PinInput
        role="group"
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy}
        length={6}
        size="lg"
        gap="xs"
        type="number"
        placeholder=""
        name={name}
        value={String(field.value)}
        onChange={field.onChange}
        onComplete={onComplete}
        error={fieldState.invalid}
        classNames={{ input: classes.pin }}
        getInputProps={(index) => ({ "aria-label": `Digit ${index + 1} of 6`, "aria-describedby": describedBy })}
      />
    </Input.Wrapper>
  );
}

type SegmentedFieldProps = FieldProps & { options: readonly { value: string; label: string }[] };

/** One of two to four choices that should all be seen at once. */
export function SegmentedField({ label, name, description, options, disabled }: SegmentedFieldProps) {
  const { field, fieldState } = useController({ name, defaultValue: "" });
  const id = useId();
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: `${id}-label` }}
      description={description}
      error={fieldState.error?.message}
      errorProps={{ id: `${id}-error` }}
    >
      <SegmentedControl
        fullWidth
        size="md"
        aria-labelledby={`${id}-label`}
        aria-describedby={fieldState.error ? `${id}-error` : undefined}
        aria-invalid={fieldState.invalid || undefined}
        name={name}
        data={[...options]}
        value={String(field.value)}
        onChange={field.onChange}
        disabled={disabled}
      />
    </Input.Wrapper>
  );
}

type CheckboxChoice = { value: string; label: string; description?: string };

/** Any number of choices, all of them seen at once; the value is a list. */
export function CheckboxListField({ label, name, description, choices }: FieldProps & { choices: readonly CheckboxChoice[] }) {
  const { field: { value, onChange }, fieldState } = useController({ name, defaultValue: [] });
  return (
    <Checkbox.Group
      label={label}
      description={description}
      value={value as string[]}
      onChange={onChange}
      error={fieldState.error?.message}
      // Below a long list neither would be read.
      inputWrapperOrder={["label", "description", "error", "input"]}
    >
      <div className={classes.choices}>
        {choices.map((choice) => (
          <Checkbox key={choice.value} name={name} value={choice.value} label={choice.label} description={choice.description} aria-invalid={fieldState.invalid || undefined} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
