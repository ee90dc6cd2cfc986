"use client";

import { useDeferredValue, useMemo } from "react";
import { Money } from "@/components/layout/money";
import { useMoneyFormat } from "@/components/layout/money-format";
import { Stat, StatRow } from "@/components/layout/stat";
import { ChoiceEntry, LinesEntry, ModeEntry } from "./calculator-fields";
import { CalculatorFrame } from "./calculator-frame";
import classes from "./calculators.module.css";
import { conventionChoices } from "./convention-choices";
import { answerCost, costDefaults, type CostAnswer } from "./cost-question";
import { FlowsDetails } from "./flows-details";
import { fractionText, minorOf, percentText } from "./rates";
import { useCalculator } from "./use-calculator";

const unitPeriods = [
  { value: "", label: "the common period of the dates" },
  { value: "365", label: "a day" },
  { value: "52", label: "a week" },
  { value: "26", label: "two weeks" },
  { value: "24", label: "half a month" },
  { value: "13", label: "four weeks" },
  { value: "12", label: "a month" },
  { value: "6", label: "two months" },
  { value: "4", label: "a quarter" },
  { value: "3", label: "four months" },
  { value: "2", label: "half a year" },
  { value: "1", label: "a year" },
];

/** What a loan costs a year with all its fees. */
export function RealCostCalculator() {
  const calculator = useCalculator(costDefaults);
  const texts = useDeferredValue(calculator.texts);
  const answer = useMemo(() => answerCost(texts), [texts]);
  const isEuropean = calculator.texts.method !== "us_actuarial";
  return (
    <CalculatorFrame
      calculator={calculator}
      problems={answer.ok ? {} : answer.problems}
      fields={
        <>
          <ModeEntry name="method" label="By the rule of" options={[{ value: "eu", label: "Europe" }, { value: "us_actuarial", label: "United States" }]} />
          <LinesEntry name="advances" label="What you are given" description="A line each: date, amount in hand. Take off every fee that is kept back." />
          <LinesEntry name="payments" label="What you pay" rows={5} description="Fees as well. “2026-02-15 8900 x12 monthly” is twelve lines; so are “x12 every 2 weeks” and “x12 quarterly”." />
          {isEuropean ? <ChoiceEntry name="convention" label="Time is counted by" options={conventionChoices} /> : <ChoiceEntry name="unitPeriods" label="The unit period is" options={unitPeriods} />}
        </>
      }
      said={answer.ok ? (answer.rate === null ? "No rate answers." : `APR ${percentText(answer.rate, 2)}.`) : ""}
      answer={answer.ok ? <CostFound answer={answer} /> : null}
      call={answer.ok ? answer.call : null}
    >
      {answer.ok && <FlowsDetails flows={answer.flows} title="What are you given, and what do you pay?" timeName="Years" />}
    </CalculatorFrame>
  );
}

function CostFound({ answer }: { answer: Extract<CostAnswer, { ok: true }> }) {
  const { exponent } = useMoneyFormat();
  const { rate, advanced, paid, unitPeriodsPerYear } = answer;
  return (
    <>
      <StatRow>
        <Stat label="Real yearly cost (APR)" value={rate === null ? "None" : percentText(rate, 2)} hint={rate === null ? "no rate answers" : `as a fraction ${fractionText(rate)}`} lead />
        <Stat label="You are given" value={<Money minor={minorOf(advanced, exponent)} />} />
        <Stat label="You pay" value={<Money minor={minorOf(paid, exponent)} />} hint={unitPeriodsPerYear === null ? undefined : `${unitPeriodsPerYear} unit periods a year`} />
      </StatRow>
      <p className={classes.note}>{rate === null ? "At no rate is what you pay worth what you are given, so no yearly cost can be named." : unitPeriodsPerYear === null ? effective : actuarial}</p>
    </>
  );
}

const effective = "Directive 2008/48/EC, Annex I: the effective rate of a year, interest on interest included.";
const actuarial = "Regulation Z, Appendix J: the rate of a unit period times unit periods a year, without interest on interest between them.";
