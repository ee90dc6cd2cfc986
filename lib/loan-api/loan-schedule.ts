import { z } from "zod";
import type { AmountToPay } from "@/lib/core/amount-to-pay";
import type { BusinessDate } from "@/lib/core/business-date";
import { delinquencyBuckets } from "@/lib/core/delinquency";
import { instalmentStateOn, paidOf, sumComponents, totalOf, unpaidOf, type ServicedInstalment } from "@/lib/core/loan-account";
import { sumMoney } from "@/lib/core/money";
import { getOwnLoan, type OwnLoan } from "@/lib/loans/own-loan-query";
import { refuse } from "@/lib/platform/errors";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, idAnswered, idSent } from "./fields";

const instalmentAnswered = z
  .object({
    number: z.number().int(),
    due_date: dateAnswered,
    principal: amountAnswered,
    interest: amountAnswered,
    fees: amountAnswered.meta({ description: "Late fees and penalties." }),
    amount: amountAnswered.meta({ description: "All of it." }),
    paid: amountAnswered,
    unpaid: amountAnswered,
    balance_after: amountAnswered.meta({ description: "Principal left after this instalment." }),
    state: z.enum(["paid", "overdue", "due", "upcoming"]),
  })
  .meta({ id: "Instalment" });

const scheduleAnswered = z
  .object({
    loan_id: idAnswered,
    business_date: dateAnswered.meta({ description: "The day that all of this is of." }),
    is_planned: z.boolean().meta({ description: "The loan is not paid out yet: the dates are those of a loan that is paid out today." }),
    instalments: z.array(instalmentAnswered),
    totals: z.object({ principal: amountAnswered, interest: amountAnswered, fees: amountAnswered, amount: amountAnswered, paid: amountAnswered, unpaid: amountAnswered }),
    arrears: z.object({
      overdue_amount: amountAnswered,
      days_past_due: z.number().int(),
      bucket: z.enum(delinquencyBuckets),
      oldest_unpaid_due_date: dateAnswered.nullable().meta({ description: "Of the oldest instalment that is overdue." }),
    }),
    next_payment: z
      .object({ amount: amountAnswered, due_date: dateAnswered, kind: z.enum(["overdue", "due_today", "next", "last_not_due"]) })
      .nullable()
      .meta({ description: "What to pay now. `last_not_due` is the only payment left: made early, it takes the payoff." }),
  })
  .meta({ id: "Schedule" });

type AnsweredSchedule = z.input<typeof scheduleAnswered>;

/** GET /api/loans/my-loans/{id}/schedule */
export const getScheduleEndpoint = defineEndpoint({
  id: "getSchedule",
  method: "GET",
  path: "/api/loans/my-loans/{id}/schedule",
  tag: "Repayments",
  summary: "The repayment schedule of a loan",
  description: "Each instalment with what is paid of it, what is overdue, and what to pay next. An application that came to nothing has none.",
  permission: "loans.get-own",
  params: z.object({ id: idSent }),
  answer: {
    schema: scheduleAnswered,
    example: {
      loan_id: 41,
      business_date: "2026-03-10",
      is_planned: false,
      instalments: [
        { number: 1, due_date: "2026-04-04", principal: 9396.24, interest: 1350, fees: 0, amount: 10746.24, paid: 0, unpaid: 10746.24, balance_after: 110603.76, state: "upcoming" },
      ],
      totals: { principal: 120000, interest: 8954.93, fees: 0, amount: 128954.93, paid: 0, unpaid: 128954.93 },
      arrears: { overdue_amount: 0, days_past_due: 0, bucket: "current", oldest_unpaid_due_date: null },
      next_payment: { amount: 10746.24, due_date: "2026-04-04", kind: "next" },
    },
  },
  run: async ({ params }, call) => answerOfSchedule((await call.read(getOwnLoan, { loanId: params.id })) ?? refuse("not_found")),
});

function answerOfSchedule({ loan, agreed, servicing, today }: OwnLoan): AnsweredSchedule {
  const isPlanned = loan.state === "pending" || loan.state === "approved";
  const instalments = servicing?.account.instalments ?? (isPlanned ? agreed.schedule.map(untouched) : []);
  const overdue = loan.state === "active" ? instalments.filter((each) => instalmentStateOn(each, today) === "overdue") : [];
  return {
    loan_id: loan.id,
    business_date: today,
    is_planned: isPlanned,
    instalments: linesOf(instalments, today),
    totals: totalsOf(instalments),
    arrears: {
      overdue_amount: amountOf(unpaidTotal(overdue)),
      days_past_due: servicing?.daysPastDue ?? 0,
      bucket: servicing?.bucket ?? "current",
      oldest_unpaid_due_date: overdue[0]?.dueOn ?? null,
    },
    next_payment: loan.state === "active" && servicing ? nextPaymentOf(servicing.toPay) : null,
  };
}

function untouched({ number, dueOn, principal, interest }: OwnLoan["agreed"]["schedule"][number]): ServicedInstalment {
  return { number, dueOn, ...{ principal, interest, fee: 0n, penalty: 0n }, ...{ principalPaid: 0n, interestPaid: 0n, feePaid: 0n, penaltyPaid: 0n } };
}

function linesOf(instalments: readonly ServicedInstalment[], today: BusinessDate): AnsweredSchedule["instalments"] {
  let balance = sumComponents(instalments).principal;
  return instalments.map((each) => {
    balance -= each.principal;
    return {
      ...{ number: each.number, due_date: each.dueOn, principal: amountOf(each.principal), interest: amountOf(each.interest) },
      ...{ fees: amountOf(each.fee + each.penalty), amount: amountOf(totalOf(each)) },
      ...{ paid: amountOf(paidOf(each)), unpaid: amountOf(totalOf(unpaidOf(each))), balance_after: amountOf(balance) },
      state: instalmentStateOn(each, today),
    };
  });
}

function totalsOf(instalments: readonly ServicedInstalment[]): AnsweredSchedule["totals"] {
  const { principal, interest, fee, penalty } = sumComponents(instalments);
  return {
    ...{ principal: amountOf(principal), interest: amountOf(interest), fees: amountOf(fee + penalty) },
    amount: amountOf(principal + interest + fee + penalty),
    paid: amountOf(sumMoney(instalments.map(paidOf))),
    unpaid: amountOf(unpaidTotal(instalments)),
  };
}

function unpaidTotal(instalments: readonly ServicedInstalment[]): bigint {
  return totalOf(sumComponents(instalments.map(unpaidOf)));
}

function nextPaymentOf(toPay: AmountToPay): AnsweredSchedule["next_payment"] {
  if (toPay.kind === "nothing") return null;
  return { amount: amountOf(toPay.amount), due_date: toPay.kind === "overdue" ? toPay.oldestDueOn : toPay.dueOn, kind: toPay.kind };
}
