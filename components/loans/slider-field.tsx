"use client";

import { Slider, TextInput } from "@mantine/core";
import { useState } from "react";
import classes from "./loan-calculator.module.css";

type SliderFieldProps = {
  label: string;
  /** The number behind slider and field, an integer in `unit`s of the slider. */
  value: number;
  min: number;
  max: number;
  step: number;
  /** Integer → what the field shows. */
  write: (value: number) => string;
  /** Text of the field → integer, or null when it cannot be read. */
  read: (text: string) => number | null;
  /** How a value is said: "₹5,00,000", "12%". */
  say: (value: number) => string;
  onChange: (value: number) => void;
  prefix?: string;
  suffix?: string;
};

/** A number that may be typed exactly or pulled roughly. */
export function SliderField(props: SliderFieldProps) {
  const { label, value, min, max, step, write, read, say, onChange, prefix, suffix } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const refused = typed !== null && !isWithin(read(typed), min, max);
  const type = (text: string) => {
    setTyped(text);
    const next = read(text);
    if (next !== null && isWithin(next, min, max)) onChange(next);
  };
  return (
    <div className={classes.control}>
      <TextInput
        label={label}
        className={classes.controlField}
        classNames={{ root: classes.controlRow, input: classes.digits, label: classes.controlLabel, error: classes.controlError }}
        value={typed ?? write(value)}
        inputMode="decimal"
        autoComplete="off"
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
        error={refused ? `From ${say(min)} to ${say(max)}` : undefined}
        leftSection={prefix}
        rightSection={suffix}
        rightSectionWidth={suffix && suffix.length > 2 ? 96 : undefined}
      />
      <Slider
        value={value}
        min={min}
        max={max}
        step={step}
        label={null}
        size={4}
        thumbSize={20}
        onChange={(next) => {
          setTyped(null);
          onChange(next);
        }}
        thumbLabel={label}
        thumbProps={{ "aria-valuetext": say(value) }}
      />
      <p className={classes.ends} aria-hidden>
        <span>{say(min)}</span>
        <span>{say(max)}</span>
      </p>
    </div>
  );
}

function isWithin(value: number | null, min: number, max: number): boolean {
  return value !== null && value >= min && value <= max;
}
