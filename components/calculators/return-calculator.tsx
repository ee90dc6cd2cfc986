"use client";

import { useDeferredValue, useMemo } from "react";
import { KeyValues } from "@/components/layout/key-values";
import { Stat, StatRow } from "@/components/layout/stat";
import type { Decimal } from "@/lib/core/decimal";
import { ChoiceEntry, LinesEntry, ModeEntry } from "./calculator-fields";
import { CalculatorFrame } from "./calculator-frame";
import classes from "./calculators.module.css";
import { conventionChoices } from "./convention-choices";
import { FlowsDetails } from "./flows-details";
import { fractionText, percentText } from "./rates";
import { answerReturn, returnDefaults } from "./return-question";
import { useCalculator } from "./use-calculator";

/** The rate of return of amounts on dates, or of regular ones. */
export function ReturnCalculator() {
  const calculator = useCalculator(returnDefaults);
  const texts = useDeferredValue(calculator.texts);
  const answer = useMemo(() => answerReturn(texts), [texts]);
  const isRegular = calculator.texts.kind === "irr";
  return (
    <CalculatorFrame
      calculator={calculator}
      problems={answer.ok ? {} : answer.problems}
      fields={
        <>
          <ModeEntry name="kind" label="The amounts come" options={[{ value: "xirr", label: "on dates (XIRR)" }, { value: "irr", label: "regularly (IRR)" }]} />
          {isRegular ? (
            <LinesEntry name="values" label="Amounts" rows={8} description="One for each period, the first one now. Spaces, commas or lines between them." />
          ) : (
            <>
              <LinesEntry name="flows" label="Dates and amounts" rows={8} description="A line each, in any order; columns of a spreadsheet may be pasted. Paid out is negative. “2026-01-31 250 x24” is 24 months of it." />
              <ChoiceEntry name="convention" label="Time is counted by" options={conventionChoices} />
            </>
          )}
        </>
      }
      said={answer.ok ? (answer.rate === null ? "No rate answers." : `Rate ${percentText(answer.rate, 4)}.`) : ""}
      answer={answer.ok ? <RateFound rates={answer.rates} rate={answer.rate} per={texts.kind === "irr" ? "a period" : "a year"} /> : null}
      call={answer.ok ? answer.call : null}
    >
      {answer.ok && <FlowsDetails flows={answer.flows} title="What goes out, and what comes back?" timeName={texts.kind === "irr" ? "Periods" : "Years"} />}
    </CalculatorFrame>
  );
}

function RateFound({ rates, rate, per }: { rates: readonly Decimal[]; rate: Decimal | null; per: string }) {
  if (rate === null) {
    return (
      <>
        <StatRow>
          <Stat label="Rate of return" value="None" hint="no rate answers" lead />
        </StatRow>
        <p className={classes.note}>At no rate are these amounts worth nothing, so there is no rate of return. That is the answer, not a failure of the search.</p>
      </>
    );
  }
  return (
    <>
      <StatRow>
        <Stat label={`Rate of return ${per}`} value={percentText(rate, 4)} hint={`as a fraction ${fractionText(rate)}`} lead />
      </StatRow>
      {rates.length > 1 && (
        <>
          <p className={classes.note}>{rates.length} rates answer. The one nearest to zero is shown above; here are all of them.</p>
          <KeyValues entries={rates.map((each, index) => ({ label: `Rate ${index + 1}`, value: percentText(each, 4), strong: each === rate }))} />
        </>
      )}
    </>
  );
}
