"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { BarsFigure } from "@/components/charts/figures";
import { Money } from "@/components/layout/money";
import { useMoneyFormat } from "@/components/layout/money-format";
import { SectionCard } from "@/components/layout/section-card";
import { Stat, StatRow } from "@/components/layout/stat";
import { SimpleTable } from "@/components/tables/simple-table";
import { formatMoney } from "@/lib/format";
import { AmountEntry, ChoiceEntry, ModeEntry, NumberEntry } from "./calculator-fields";
import { CalculatorFrame, FieldPair, MoreOptions } from "./calculator-frame";
import { answerInstalment, instalmentDefaults, type TermLoan, type LevelPart } from "./instalment-question";
import { useCalculator } from "./use-calculator";

const intervals = [
  { value: "1", label: "every month" },
  { value: "2", label: "every 2 months" },
  { value: "3", label: "every quarter" },
  { value: "4", label: "every 4 months" },
  { value: "6", label: "every half year" },
  { value: "12", label: "every year" },
];

/** From an amount to its equal instalment, and back. */
export function InstalmentCalculator() {
  const format = useMoneyFormat();
  const calculator = useCalculator(instalmentDefaults);
  const texts = useDeferredValue(calculator.texts);
  const [openAtFirst] = useState(() => texts.paidAt !== "end" || texts.balloon !== "");
  const answer = useMemo(() => answerInstalment(texts, format.exponent), [texts, format.exponent]);
  const isAmountFound = calculator.texts.find === "amount";
  return (
    <CalculatorFrame
      calculator={calculator}
      problems={answer.ok ? {} : answer.problems}
      fields={
        <>
          <ModeEntry name="find" label="I want to know" options={[{ value: "instalment", label: "the instalment" }, { value: "amount", label: "the amount" }]} />
          {isAmountFound ? <AmountEntry name="instalment" label="I can pay each time" /> : <AmountEntry name="amount" label="Amount" />}
          <FieldPair>
            <NumberEntry name="annualRate" label="Interest a year" suffix="%" />
            <NumberEntry name="periods" label="Instalments" />
          </FieldPair>
          <ChoiceEntry name="every" label="Paid" options={intervals} />
          {!isAmountFound && (
            <MoreOptions open={openAtFirst}>
              <ChoiceEntry name="paidAt" label="Paid at" options={[{ value: "end", label: "the end of each period" }, { value: "begin", label: "the beginning of each period" }]} />
              <AmountEntry name="balloon" label="Left to the end (balloon)" description="Paid at once after the last instalment." />
            </MoreOptions>
          )}
        </>
      }
      said={answer.ok ? `Amount ${formatMoney(answer.loan.amount, format)}, instalment ${formatMoney(answer.loan.instalment, format)}, interest ${formatMoney(answer.loan.interest, format)}.` : ""}
      answer={answer.ok ? <LevelStats loan={answer.loan} isAmountFound={answer.read.find === "amount"} /> : null}
      call={answer.ok ? answer.call : null}
    >
      {answer.ok && <LevelDetails {...answer} />}
    </CalculatorFrame>
  );
}

function LevelStats({ loan, isAmountFound }: { loan: TermLoan; isAmountFound: boolean }) {
  return (
    <StatRow>
      {isAmountFound && <Stat label="Amount" value={<Money minor={loan.amount} />} hint="the largest that it repays" lead />}
      <Stat label="Instalment" value={<Money minor={loan.instalment} />} hint={`${loan.periods} times`} lead={!isAmountFound} />
      <Stat label="Interest in all" value={<Money minor={loan.interest} />} />
      {!isAmountFound && <Stat label="Instalments in all" value={<Money minor={loan.total} />} />}
    </StatRow>
  );
}

function LevelDetails({ loan, others, parts }: { loan: TermLoan; others: readonly TermLoan[]; parts: readonly LevelPart[] }) {
  const format = useMoneyFormat();
  const series = (["principal", "interest"] as const).map((part) => ({
    name: part === "principal" ? "Principal" : "Interest",
    points: parts.map((each) => ({ label: each.label, valueMinor: each[part] })),
  }));
  const write = (minor: bigint) => formatMoney(minor, format);
  return (
    <>
      <SectionCard>
        <BarsFigure title={`What is ${parts.length < loan.periods ? "each year" : "each instalment"} made of?`} series={series} />
      </SectionCard>
      <SectionCard title="Shorter or longer?" description="A longer term asks for less at a time and costs more in all." flush>
        <SimpleTable
          caption="The same loan over other terms"
          columns={[{ header: "Instalments" }, { header: "Amount", align: "end" }, { header: "Each", align: "end" }, { header: "Interest in all", align: "end" }]}
          rows={others.map((other) => ({ key: other.periods, current: other.periods === loan.periods, cells: [other.periods, write(other.amount), write(other.instalment), write(other.interest)] }))}
        />
      </SectionCard>
    </>
  );
}
