import { z } from "zod";
import { calculatedSchedule, type CalculatedSchedule, type ScheduleProblem } from "@/lib/core/calculated-schedule";
import { refuse } from "@/lib/platform/errors";
import { calculatorFacts, decimalAnswered, decimalText } from "./calculator-fields";
import { scheduleSent } from "./calculator-schedule-body";
import { defineEndpoint } from "./dialect";
import { dateAnswered } from "./fields";

const rowAnswered = z.object({
  kind: z.enum(["down_payment", "instalment"]),
  due: dateAnswered,
  principal: decimalAnswered,
  interest: decimalAnswered,
  total: decimalAnswered,
  balance: decimalAnswered.meta({ description: "The principal outstanding after it." }),
});

/** POST /api/calculators/schedule */
export const calculateScheduleEndpoint = defineEndpoint({
  ...calculatorFacts,
  id: "calculateSchedule",
  path: "/api/calculators/schedule",
  summary: "The repayment schedule of any loan",
  description:
    "By the engine of the bank's own loans: interest is rounded once a period, half-even, on the unrounded sum; the last instalment takes the difference. " +
    "The instalment is fitted anew where the rate changes or more is paid out; a pause or a moved date keeps it.",
  body: scheduleSent,
  bodyExample: { principal: "10000", annual_rate_pct: "12", installments: 3, disbursed: "2025-01-31", repay_every: 1, unit: "MONTHS", day_count: "ACT/ACT", interest_type: "declining" },
  answer: {
    schema: z.object({
      rows: z.array(rowAnswered),
      installment: decimalAnswered.meta({ description: "The equal instalment, or the equal principal, that the first regular line asks for." }),
      total_principal: decimalAnswered,
      total_interest: decimalAnswered,
      total_payable: decimalAnswered,
    }),
    example: {
      rows: [
        { kind: "instalment", due: "2025-02-28", principal: "3305.77", interest: "92.05", total: "3397.82", balance: "6694.23" },
        { kind: "instalment", due: "2025-03-31", principal: "3329.59", interest: "68.23", total: "3397.82", balance: "3364.64" },
        { kind: "instalment", due: "2025-04-30", principal: "3364.64", interest: "33.19", total: "3397.83", balance: "0.00" },
      ],
      installment: "3397.82",
      total_principal: "10000.00",
      total_interest: "193.47",
      total_payable: "10193.47",
    },
  },
  run: async ({ body }) => {
    const answer = calculatedSchedule(body);
    return answer.ok ? answerOf(answer.schedule) : refuse("input_invalid", { fields: { [fieldNames[answer.problem.about] ?? answer.problem.about]: answer.problem.message } });
  },
});

const fieldNames: Partial<Record<ScheduleProblem["about"], string>> = {
  downPayment: "down_payment_pct",
  instalmentCount: "installments",
  method: "interest_type",
  grace: "grace_on_principal",
  firstDueOn: "first_due",
  interestPauses: "interest_pause",
  dueDateShifts: "reschedule",
  payments: "paid",
};

function answerOf({ rows, instalmentAmount, totalPrincipal, totalInterest, totalPayable }: CalculatedSchedule) {
  return {
    rows: rows.map(({ kind, dueOn, principal, interest, total, balance }) => ({
      kind,
      due: dueOn,
      principal: decimalText(principal),
      interest: decimalText(interest),
      total: decimalText(total),
      balance: decimalText(balance),
    })),
    installment: decimalText(instalmentAmount),
    total_principal: decimalText(totalPrincipal),
    total_interest: decimalText(totalInterest),
    total_payable: decimalText(totalPayable),
  };
}
