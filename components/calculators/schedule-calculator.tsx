"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { useMoneyFormat } from "@/components/layout/money-format";
import { formatMoney, formatPlural } from "@/lib/format";
import { CalculatorFrame } from "./calculator-frame";
import { instalmentOf, ScheduleDetails, ScheduleStats } from "./schedule-answer";
import { scheduleCall } from "./schedule-call";
import { hasMore, ScheduleFields } from "./schedule-fields";
import { answerSchedule, scheduleDefaults } from "./schedule-question";
import { useCalculator } from "./use-calculator";

/** The repayment schedule of any loan, by the function that books the bank's own. */
export function ScheduleCalculator({ today }: { today: string }) {
  const format = useMoneyFormat();
  const calculator = useCalculator(scheduleDefaults, { disbursedOn: today });
  const [openAtFirst] = useState(() => hasMore(calculator.texts));
  const texts = useDeferredValue(calculator.texts);
  const answer = useMemo(() => answerSchedule(texts, format.exponent), [texts, format.exponent]);
  const answered = answer.ok ? { schedule: answer.schedule, isLevel: ["declining", "flat"].includes(answer.read.method) } : null;
  return (
    <CalculatorFrame
      calculator={calculator}
      problems={answer.ok ? {} : answer.problems}
      fields={<ScheduleFields texts={calculator.texts} openAtFirst={openAtFirst} />}
      said={answered ? `Instalment ${formatMoney(instalmentOf(answered), format)}, ${formatPlural(answered.schedule.rows.length, "payment")}, interest ${formatMoney(answered.schedule.totalInterest, format)}.` : ""}
      answer={answered && <ScheduleStats {...answered} />}
      call={answer.ok ? scheduleCall(texts, answer.read) : null}
    >
      {answered && <ScheduleDetails schedule={answered.schedule} />}
    </CalculatorFrame>
  );
}
