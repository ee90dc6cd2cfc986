"use client";

import { Input, NativeSelect, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { createContext, useContext, useId, type ReactNode } from "react";
import { useMoneyFormat } from "@/components/layout/money-format";
import { currencySymbol } from "@/lib/format";
import classes from "./calculators.module.css";
import type { Problems, Texts } from "./use-calculator";

/* Fields of a calculator. A form of the kit is judged when it is sent; here nothing is sent, and the answer follows each key. */

type Entered = { texts: Texts; problems: Problems; set: (name: string, text: string) => void };

const EnteredContext = createContext<Entered>({ texts: {}, problems: {}, set: () => undefined });

/** Gives the fields below it what is typed and what is wrong with it. */
export function EnteredProvider({ children, ...entered }: Entered & { children: ReactNode }) {
  return <EnteredContext value={entered}>{children}</EnteredContext>;
}

type FieldProps = { name: string; label: string; description?: ReactNode };

function useField(name: string) {
  const { texts, problems, set } = useContext(EnteredContext);
  return {
    value: texts[name] ?? "",
    error: problems[name],
    onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
  };
}

/** A number, typed as text and read exactly. */
export function NumberEntry({ name, suffix, prefix, ...input }: FieldProps & { prefix?: string; suffix?: string; placeholder?: string }) {
  return <TextInput {...input} {...useField(name)} name={name} inputMode="decimal" autoComplete="off" classNames={{ input: classes.digits }} leftSection={prefix} rightSection={suffix} rightSectionWidth={suffix && suffix.length > 2 ? 92 : undefined} rightSectionPointerEvents="none" />;
}

/** An amount in major units. */
export function AmountEntry(field: FieldProps) {
  return <NumberEntry {...field} prefix={currencySymbol(useMoneyFormat())} />;
}

/** A civil date, picked with the platform's own calendar. */
export function DateEntry({ name, ...input }: FieldProps) {
  return <TextInput {...input} {...useField(name)} name={name} type="date" min="1600-01-01" max="2999-12-31" classNames={{ input: classes.digits }} />;
}

export type Choice = { value: string; label: string };

/** One of several. */
export function ChoiceEntry({ name, options, ...input }: FieldProps & { options: readonly Choice[] }) {
  return <NativeSelect {...input} {...useField(name)} name={name} data={[...options]} />;
}

/** One of two or three that change the whole question. */
export function ModeEntry({ name, label, options }: Omit<FieldProps, "description"> & { options: readonly Choice[] }) {
  const { texts, set } = useContext(EnteredContext);
  const id = useId();
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id }}>
      <SegmentedControl fullWidth size="md" aria-labelledby={id} name={name} data={[...options]} value={texts[name] ?? ""} onChange={(value) => set(name, value)} />
    </Input.Wrapper>
  );
}

/** A line each; a column of a spreadsheet may be pasted. */
export function LinesEntry({ name, rows = 2, ...input }: FieldProps & { rows?: number; placeholder?: string }) {
  return <Textarea {...input} {...useField(name)} name={name} rows={rows} autoComplete="off" spellCheck={false} classNames={{ input: classes.lines }} />;
}
