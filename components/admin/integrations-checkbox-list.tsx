"use client";

import { Checkbox } from "@mantine/core";
import { useController } from "react-hook-form";
import type { FieldProps } from "@/components/forms/fields";
import classes from "./integrations.module.css";

export type CheckboxChoice = { value: string; label: string; description?: string };

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
