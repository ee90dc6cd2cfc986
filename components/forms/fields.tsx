"use client";

import { Checkbox, FileInput, NativeSelect, PasswordInput, Textarea, TextInput, type TextInputProps } from "@mantine/core";
import { Upload } from "lucide-react";
import type { ReactNode } from "react";
import { useController } from "react-hook-form";
import { fieldLabel } from "./field-label";
import classes from "./form.module.css";

/** What every field takes. `name` is the key in the form's schema. */
export type FieldProps = {
  name: string;
  label: ReactNode;
  description?: ReactNode;
  placeholder?: string;
  /** Written after the label; fields are required unless they say so. */
  optional?: boolean;
  disabled?: boolean;
};

type TextFieldProps = FieldProps & Pick<TextInputProps, "type" | "inputMode" | "autoComplete" | "maxLength" | "leftSection">;

/** One line of text. */
export function TextField({ label, optional, name, ...input }: TextFieldProps) {
  const { field, fieldState } = useController({ name, defaultValue: "" });
  return <TextInput {...input} {...field} label={fieldLabel(label, optional)} error={fieldState.error?.message} />;
}

/** A password that can be shown while typing. `autoComplete` is "current-password" or "new-password". */
export function PasswordField({ label, optional, name, ...input }: FieldProps & { autoComplete: "current-password" | "new-password" }) {
  const { field, fieldState } = useController({ name, defaultValue: "" });
  return (
    <PasswordInput
      {...input}
      {...field}
      label={fieldLabel(label, optional)}
      error={fieldState.error?.message}
      aria-invalid={fieldState.invalid || undefined}
      visibilityToggleButtonProps={{ "aria-label": "Show or hide the password", tabIndex: 0 }}
    />
  );
}

export type SelectOption = { value: string; label: string; disabled?: boolean };

/** One of a few. A native list: quick on a phone, known to every keyboard and screen reader. */
export function SelectField({ label, optional, name, options, placeholder, ...input }: FieldProps & { options: readonly SelectOption[] }) {
  const { field, fieldState } = useController({ name, defaultValue: "" });
  const choices = placeholder === undefined ? options : [{ value: "", label: placeholder }, ...options];
  return <NativeSelect {...input} {...field} value={String(field.value)} data={[...choices]} label={fieldLabel(label, optional)} error={fieldState.error?.message} />;
}

/** A civil date, "YYYY-MM-DD", picked with the platform's own calendar. */
export function DateField({ label, optional, name, min, max, ...input }: FieldProps & { min?: string; max?: string }) {
  const { field, fieldState } = useController({ name, defaultValue: "" });
  return (
    <TextInput {...input} {...field} type="date" min={min} max={max} classNames={{ input: classes.digits }} label={fieldLabel(label, optional)} error={fieldState.error?.message} />
  );
}

/** Several lines of text. */
export function TextareaField({ label, optional, name, rows = 4, maxLength, ...input }: FieldProps & { rows?: number; maxLength?: number }) {
  const { field, fieldState } = useController({ name, defaultValue: "" });
  return <Textarea {...input} {...field} rows={rows} maxLength={maxLength} label={fieldLabel(label, optional)} error={fieldState.error?.message} />;
}

/** Yes or no; the value is a boolean. The label may hold a link. */
export function CheckboxField({ label, name, description, disabled }: FieldProps) {
  const { field: { ref, value, onChange, onBlur }, fieldState } = useController({ name, defaultValue: false });
  return (
    <Checkbox
      ref={ref}
      name={name}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
      onBlur={onBlur}
      label={label}
      description={description}
      disabled={disabled}
      error={fieldState.error?.message}
      aria-invalid={fieldState.invalid || undefined}
    />
  );
}

/** One file; the value is a `File` or null. `accept` as in HTML, e.g. "application/pdf,image/png". */
export function FileField({ label, optional, name, accept, placeholder = "Choose a file", ...input }: FieldProps & { accept: string }) {
  const { field: { ref, value, onChange, onBlur }, fieldState } = useController({ name, defaultValue: null });
  return (
    <FileInput
      {...input}
      ref={ref}
      name={name}
      value={value instanceof File ? value : null}
      onChange={onChange}
      onBlur={onBlur}
      accept={accept}
      placeholder={placeholder}
      clearable
      clearButtonProps={{ "aria-label": "Remove the file" }}
      leftSection={<Upload size={16} aria-hidden />}
      label={fieldLabel(label, optional)}
      error={fieldState.error?.message}
    />
  );
}
