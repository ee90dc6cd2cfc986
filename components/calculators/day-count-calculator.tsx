"use client";

import { useMemo, useState } from "react";
import { SectionCard } from "@/components/layout/section-card";
import { Stat, StatRow } from "@/components/layout/stat";
import { SimpleTable } from "@/components/tables/simple-table";
import { ChoiceEntry, DateEntry } from "./calculator-fields";
import { CalculatorFrame, FieldPair, MoreOptions } from "./calculator-frame";
import { conventionChoices, conventionName } from "./convention-choices";
import { answerDayCount, dayCountDefaults, fractionOf, yearsText } from "./day-count-question";
import { useCalculator } from "./use-calculator";

/** The time between two dates in years, by every convention. */
export function DayCountCalculator() {
  const calculator = useCalculator(dayCountDefaults);
  const { texts } = calculator;
  const [openAtFirst] = useState(() => texts.refFrom !== "" || texts.refTo !== "");
  const answer = useMemo(() => answerDayCount(texts), [texts]);
  return (
    <CalculatorFrame
      calculator={calculator}
      problems={answer.ok ? {} : answer.problems}
      fields={
        <>
          <DateEntry name="from" label="From" />
          <DateEntry name="to" label="To" />
          <ChoiceEntry name="convention" label="Counted by" options={conventionChoices} />
          <MoreOptions open={openAtFirst}>
            <FieldPair>
              <DateEntry name="refFrom" label="Coupon period from" />
              <DateEntry name="refTo" label="Coupon period to" />
            </FieldPair>
          </MoreOptions>
        </>
      }
      said={answer.ok ? `${yearsText(answer.years)} years, ${answer.days} days.` : ""}
      answer={
        answer.ok ? (
          <StatRow>
            <Stat label="Years" value={yearsText(answer.years)} hint={`${conventionName(answer.convention)}: exactly ${fractionOf(answer.years)}`} lead />
            <Stat label="Days in the calendar" value={String(answer.days).replace("-", "−")} />
          </StatRow>
        ) : null
      }
      call={answer.ok ? answer.call : null}
    >
      {answer.ok && (
        <SectionCard title="By every convention" description="ACT/ACT ICMA needs the coupon period that the dates lie in; without one, the dates themselves are it." flush>
          <SimpleTable
            caption="The time in years by every convention"
            columns={[{ header: "Convention" }, { header: "Exactly", align: "end" }, { header: "Years", align: "end" }]}
            rows={answer.byConvention.map(({ convention, years }) => ({ key: convention, current: convention === answer.convention, cells: [conventionName(convention), fractionOf(years), yearsText(years)] }))}
          />
        </SectionCard>
      )}
    </CalculatorFrame>
  );
}
