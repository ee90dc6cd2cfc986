"use client";

import { AmountEntry, ChoiceEntry, DateEntry, LinesEntry, NumberEntry } from "./calculator-fields";
import { FieldPair, MoreOptions } from "./calculator-frame";
import { scheduleDefaults, type ScheduleTexts } from "./schedule-question";

const methods = [
  { value: "declining", label: "Equal instalments (annuity)" },
  { value: "equal_principal", label: "Equal principal, falling instalments" },
  { value: "bullet", label: "Interest only, principal at the end" },
  { value: "flat", label: "Flat: interest on the first amount" },
];
const units = ["day", "week", "month", "quarter", "year"].map((value) => ({ value, label: `${value}s` }));
const dayCounts = [
  { value: "30/360", label: "30/360: every month alike" },
  { value: "actual/365", label: "Actual/365" },
  { value: "actual/364", label: "Actual/364" },
  { value: "actual/360", label: "Actual/360" },
  { value: "actual/actual", label: "Actual/actual, split at 31 Dec" },
  { value: "actual/actual-isda", label: "Actual/actual ISDA, split at 1 Jan" },
];
const graces = [
  { value: "none", label: "None" },
  { value: "principal", label: "Interest only at first" },
  { value: "both", label: "Nothing at first, interest runs" },
  { value: "waived", label: "Nothing at first, no interest" },
];
const prepayments = [
  { value: "next_instalments", label: "pays the next instalments" },
  { value: "shorter_term", label: "shortens the term" },
  { value: "lower_instalment", label: "lowers the instalment" },
];

const few: readonly string[] = ["principal", "annualRate", "instalmentCount", "disbursedOn", "method"];

/** Was any of the folded fields filled when the page opened? */
export function hasMore(texts: ScheduleTexts): boolean {
  return Object.entries(texts).some(([name, text]) => !few.includes(name) && text !== scheduleDefaults[name as keyof ScheduleTexts]);
}

/** What a schedule is asked for with: the few things that every loan has, and the rest folded. */
export function ScheduleFields({ texts, openAtFirst }: { texts: ScheduleTexts; openAtFirst: boolean }) {
  const isFlat = texts.method === "flat";
  return (
    <>
      <AmountEntry name="principal" label="Amount" />
      <FieldPair>
        <NumberEntry name="annualRate" label={isFlat && texts.rateBasis === "term" ? "Interest for the term" : "Interest a year"} suffix="%" />
        <NumberEntry name="instalmentCount" label="Instalments" />
      </FieldPair>
      <ChoiceEntry name="method" label="How it is repaid" options={methods} />
      <DateEntry name="disbursedOn" label="Paid out on" />
      <MoreOptions open={openAtFirst}>
        <FieldPair>
          <NumberEntry name="every" label="An instalment every" />
          <ChoiceEntry name="unit" label="Unit" options={units} />
        </FieldPair>
        <ChoiceEntry name="dayCount" label="Day count" options={dayCounts} />
        <DateEntry name="firstDueOn" label="First due date" description="Empty: one interval after the loan is paid out." />
        <ChoiceEntry name="monthEnd" label="In a month without that day" options={[{ value: "clamp", label: "its last day" }, { value: "roll", label: "the first of the next month" }]} />
        {isFlat && <ChoiceEntry name="rateBasis" label="The rate is" options={[{ value: "year", label: "a year’s" }, { value: "term", label: "for the whole term" }]} />}
        <FieldPair>
          <ChoiceEntry name="grace" label="Grace" options={graces} />
          <NumberEntry name="graceInstalments" label="For instalments" />
        </FieldPair>
        <NumberEntry name="downPayment" label="Down payment" suffix="%" description="Paid back on the day of the loan itself." />
        <FieldPair>
          <AmountEntry name="roundInstalmentTo" label="Round to" />
          <ChoiceEntry name="roundInstalment" label="Rounded" options={[{ value: "up", label: "up" }, { value: "nearest", label: "to the nearest" }]} />
        </FieldPair>
        <AmountEntry name="instalmentKept" label="Instalment agreed before" description="Instead of the fitted one." />
        <LinesEntry name="disbursements" label="Paid out later" description="A line each: date, amount." placeholder="2026-06-15 100000" />
        <LinesEntry name="rateChanges" label="Another rate from" description="Date, new rate in percent." placeholder="2026-09-01 10.5" />
        <LinesEntry name="interestPauses" label="Days without interest" description="First day, last day." placeholder="2026-07-01 2026-07-31" />
        <LinesEntry name="dueDateShifts" label="Moved due dates" description="Due date, the day it moves to. Later ones move along." placeholder="2026-08-31 2026-09-15" />
        <LinesEntry name="payments" label="Paid so far" description="Date, amount; also what is paid early." placeholder="2026-05-10 40000" />
        <ChoiceEntry name="prepayment" label="Money in advance" options={prepayments} />
      </MoreOptions>
    </>
  );
}
