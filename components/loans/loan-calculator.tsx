"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { Disclosure } from "@/components/layout/disclosure";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { useMoneyFormat } from "@/components/layout/money-format";
import { formatDecimal, parseMoney } from "@/lib/core/money";
import { currencySymbol, formatCount, formatMoney, formatPlural, formatRate, toMinor, type MinorUnits } from "@/lib/format";
import { LinkButton } from "@/components/layout/link-button";
import { InstalmentPicture } from "./instalment-picture";
import classes from "./loan-calculator.module.css";
import { intervalWords, parseRate, quoteLoan, type QuoteTerms } from "./loan-quote";
import { ScheduleTable } from "./schedule-table";
import { SliderField } from "./slider-field";
import { isOneStage, stageEntries } from "./stage-entries";
import { regularWords } from "./term-words";

type LoanCalculatorProps = {
  /** The business date, on which the loan would be paid out. */
  today: string;
  /** Whole major units, so that the slider steps on round amounts. */
  amount: { min: MinorUnits; max: MinorUnits; initial: MinorUnits };
  instalments: { min: number; max: number; initial: number };
  /** A span to choose from, or the fixed rate of a product. */
  rate: { minPpm: number; maxPpm: number; initialPpm: number } | { fixedPpm: number };
  terms?: QuoteTerms;
  /** Where "Apply" leads; amount and number of instalments are added to the address. */
  applyHref?: string;
  /** Told of every change, in minor units, where more than the cost depends on it. */
  onChoice?: (choice: { amountMinor: bigint; instalments: number }) => void;
};

const monthly: QuoteTerms = { method: "declining", interval: { unit: "month", count: 1 }, dayCount: "30/360" };
/** A hundredth of a percent, the slider's step of the rate. */
const PPM_STEP = 2_500;

/** What a loan costs, before anybody signs: computed in the browser by the bank's own schedule. */
export function LoanCalculator({ today, amount, instalments, rate, terms = monthly, applyHref, onChoice }: LoanCalculatorProps) {
  const format = useMoneyFormat();
  const scale = 10n ** BigInt(format.exponent);
  const toMajor = (minor: MinorUnits) => Number(toMinor(minor) / scale);
  const [major, setMajor] = useState(toMajor(amount.initial));
  const [count, setCount] = useState(instalments.initial);
  const [ppm, setPpm] = useState("fixedPpm" in rate ? rate.fixedPpm : rate.initialPpm);
  const wanted = useDeferredValue(`${major}/${ppm}/${count}`);
  const quote = useMemo(() => {
    const [principal = "0", annualRatePpm, instalmentCount] = wanted.split("/");
    return quoteLoan({ principal: BigInt(principal) * scale, annualRatePpm: Number(annualRatePpm), instalmentCount: Number(instalmentCount) }, terms, today);
  }, [wanted, scale, terms, today]);
  const { schedule, instalment, stages, fee, aprPpm } = quote;
  const readMajor = (text: string) => {
    const minor = parseMoney(text.replaceAll(",", "").trim(), 0);
    return minor === null ? null : Number(minor);
  };
  const choose = (nextMajor: number, nextCount: number) => {
    setMajor(nextMajor);
    setCount(nextCount);
    onChoice?.({ amountMinor: BigInt(nextMajor) * scale, instalments: nextCount });
  };
  const money = (value: number) => formatMoney(BigInt(value) * scale, format, { fraction: "auto" });
  return (
    <div className={classes.frame}>
      <div className={classes.calculator}>
        <div className={classes.controls}>
          <SliderField label="Amount" value={major} min={toMajor(amount.min)} max={toMajor(amount.max)} step={amountStep(toMajor(amount.max))} write={(value) => formatCount(value, format.locale)} read={readMajor} say={money} onChange={(next) => choose(next, count)} prefix={currencySymbol(format)} />
          {"minPpm" in rate && (
            <SliderField label="Interest a year" value={ppm} min={rate.minPpm} max={rate.maxPpm} step={PPM_STEP} write={(value) => formatRate(value).slice(0, -1)} read={parseRate} say={formatRate} onChange={setPpm} suffix="%" />
          )}
          <SliderField label="Instalments" value={count} min={instalments.min} max={instalments.max} step={1} write={String} read={readMajor} say={String} onChange={(next) => choose(major, next)} />
        </div>
        <div className={classes.answer}>
          <p className={classes.answerLabel}>{regularWords(stages, intervalWords(terms.interval))}</p>
          <output className={classes.instalment}>
            <Money minor={instalment} />
          </output>
          <InstalmentPicture instalments={schedule.instalments} isLevel={isOneStage(stages)} />
          <KeyValues
            entries={[
              ...(isOneStage(stages) ? [] : stageEntries(stages)),
              { label: <Swatched kind="principal">Amount</Swatched>, value: <Money minor={schedule.totalPayable - schedule.totalInterest} /> },
              { label: <Swatched kind="interest">Interest</Swatched>, value: <Money minor={schedule.totalInterest} /> },
              { label: "You pay in all", value: <Money minor={schedule.totalPayable} />, strong: true },
              ...(fee === 0n ? [] : [{ label: "Fee, kept back at the start", value: <Money minor={fee} /> }]),
              ...(aprPpm === null ? [] : [{ label: "Yearly cost (APR)", value: formatRate(Math.round(aprPpm / 100) * 100) }]),
            ]}
          />
          {applyHref && (
            <LinkButton href={`${applyHref}${applyHref.includes("?") ? "&" : "?"}amount=${formatDecimal(BigInt(major) * scale, format.exponent)}&instalments=${count}`} size="md" mt={20}>
              Apply for this loan
            </LinkButton>
          )}
        </div>
      </div>
      <Disclosure summary={`Show ${formatPlural(schedule.instalments.length, "instalment")}, date by date`} className={classes.schedule}>
        <ScheduleTable instalments={schedule.instalments} maxHeight={380} />
      </Disclosure>
    </div>
  );
}

function Swatched({ kind, children }: { kind: "principal" | "interest"; children: string }) {
  return (
    <span className={classes.swatched}>
      <span className={classes.swatch} data-kind={kind} aria-hidden />
      {children}
    </span>
  );
}

// About two hundred stops along the slider, each a round amount.
function amountStep(majorMax: number): number {
  const rough = Math.max(1, Math.floor(majorMax / 200));
  const power = 10 ** (String(rough).length - 1);
  return Math.max(1, Math.floor(rough / power) * power);
}
