import { z } from "zod";
import { delinquencyBuckets } from "@/lib/core/delinquency";
import type { LoanStanding } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";
import { getOverview, type Overview } from "@/lib/reports/queries";
import { getStatistics } from "@/lib/reports/statistics-query";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, idAnswered, instantAnswered, instantOf } from "./fields";
import { standingsOf, type LoanStatus } from "./loan-answer";

const countAnswered = z.number().int();

/** GET /api/admin/statistics */
export const statisticsEndpoint = defineEndpoint({
  id: "getStatistics",
  method: "GET",
  path: "/api/admin/statistics",
  tag: "Admin: figures",
  summary: "The book in a few numbers",
  description: "The five numbers by status add up to `total_loans`.",
  permission: "reports.get-statistics",
  answer: {
    schema: z.object({
      total_users: countAnswered.meta({ description: "Borrowers and depositors." }),
      total_loans: countAnswered.meta({ description: "Applications and loans." }),
      pending_loans: countAnswered,
      approved_loans: countAnswered,
      rejected_loans: countAnswered,
      active_loans: countAnswered,
      closed_loans: countAnswered,
      total_loan_amount: amountAnswered.meta({ description: "The principal of the active loans, as it was lent." }),
      monthly_applications: countAnswered.meta({ description: "Applications in the month of the business date." }),
    }),
    example: {
      ...{ total_users: 48, total_loans: 31, pending_loans: 4, approved_loans: 2, rejected_loans: 3, active_loans: 15, closed_loans: 7 },
      ...{ total_loan_amount: 2150000, monthly_applications: 6 },
    },
  },
  async run(_sent, call) {
    const { people, byStanding, activePrincipal, appliedThisMonth } = await call.read(getStatistics);
    return {
      total_users: people,
      total_loans: sumOf(byStanding),
      pending_loans: sumOf(byStanding, "Pending"),
      approved_loans: sumOf(byStanding, "Approved"),
      rejected_loans: sumOf(byStanding, "Rejected"),
      active_loans: sumOf(byStanding, "Active"),
      closed_loans: sumOf(byStanding, "Closed"),
      total_loan_amount: amountOf(activePrincipal),
      monthly_applications: appliedThisMonth,
    };
  },
});

function sumOf(byStanding: Readonly<Record<LoanStanding, number>>, status?: LoanStatus): number {
  const counts = standingsOf(status)?.map((standing) => byStanding[standing]) ?? Object.values(byStanding);
  return counts.reduce((sum, count) => sum + count, 0);
}

const countedAnswered = z.object({ count: countAnswered, amount: amountAnswered });

const overviewAnswered = z.object({
  business_date: dateAnswered,
  last_close: z.object({ business_date: dateAnswered, closed_at: instantAnswered }).nullable(),
  applications: countedAnswered.extend({ oldest_date: dateAnswered.nullable() }).meta({ description: "What waits for a decision." }),
  approved: countedAnswered.meta({ description: "What waits to be paid out." }),
  book: z.object({ active_loans: countAnswered, outstanding_principal: amountAnswered }),
  arrears: z.array(countedAnswered.extend({ bucket: z.enum(delinquencyBuckets) })).meta({ description: "Active loans by how late they are; `amount` is outstanding principal." }),
  depositors: z.object({
    count: countAnswered,
    waiting: amountAnswered,
    reserved: amountAnswered,
    working: amountAnswered,
    due: amountAnswered,
    returning: amountAnswered.meta({ description: "Repaid by borrowers and not yet booked to the funders." }),
  }),
  banks: z.array(z.object({ bank_id: idAnswered, bank_name: z.string(), available: amountAnswered })),
  provision_fund: amountAnswered,
  months: z.array(z.object({ month: z.string().meta({ example: "2026-03" }), lent: amountAnswered, repaid: amountAnswered })),
  rail: z.object({ deposits: countedAnswered, withdrawals: countedAnswered, repayments: countedAnswered }).meta({ description: "What the payment rail holds." }),
});

/** GET /api/admin/overview */
export const overviewEndpoint = defineEndpoint({
  id: "getOverview",
  method: "GET",
  path: "/api/admin/overview",
  tag: "Admin: figures",
  summary: "The dashboard's figures",
  permission: "reports.get-overview",
  answer: {
    schema: overviewAnswered,
    example: {
      business_date: "2026-03-10",
      last_close: { business_date: "2026-03-09", closed_at: "2026-03-09T18:30:00.000Z" },
      applications: { count: 4, amount: 480000, oldest_date: "2026-03-06" },
      approved: { count: 2, amount: 150000 },
      book: { active_loans: 15, outstanding_principal: 1725000 },
      arrears: [{ bucket: "current", count: 14, amount: 1640000 }],
      depositors: { count: 20, waiting: 640000, reserved: 0, working: 1600000, due: 0, returning: 12000 },
      banks: [{ bank_id: 2, bank_name: "Sahyadri Bank", available: 900000 }],
      provision_fund: 8400,
      months: [{ month: "2026-03", lent: 120000, repaid: 84000 }],
      rail: { deposits: { count: 1, amount: 5000 }, withdrawals: { count: 0, amount: 0 }, repayments: { count: 0, amount: 0 } },
    },
  },
  run: async (_sent, call) => answerOfOverview(await call.read(getOverview)),
});

function answerOfOverview(overview: Overview): z.input<typeof overviewAnswered> {
  const { today, lastClosed, waiting, approved, book, arrears, depositors, banks, provisionFund, months, rail } = overview;
  return {
    business_date: today,
    last_close: lastClosed && { business_date: lastClosed.businessDate, closed_at: instantOf(lastClosed.closedAt) },
    applications: { ...countedOf(waiting), oldest_date: waiting.oldestOn },
    approved: countedOf(approved),
    book: { active_loans: book.activeLoans, outstanding_principal: amountOf(book.outstanding) },
    arrears: arrears.map(({ bucket, ...counted }) => ({ bucket, ...countedOf(counted) })),
    depositors: {
      count: depositors.count,
      waiting: amountOf(depositors.available),
      reserved: amountOf(depositors.reserved),
      working: amountOf(depositors.working),
      due: amountOf(depositors.due),
      returning: amountOf(depositors.returning),
    },
    banks: banks.map(({ id, name, available }) => ({ bank_id: id, bank_name: name, available: amountOf(available) })),
    provision_fund: amountOf(provisionFund),
    months: months.map(({ month, lent, repaid }) => ({ month, lent: amountOf(lent), repaid: amountOf(repaid) })),
    rail: { deposits: countedOf(rail.deposits), withdrawals: countedOf(rail.withdrawals), repayments: countedOf(rail.repayments) },
  };
}

function countedOf({ count, amount }: { count: number; amount: Money }): z.input<typeof countedAnswered> {
  return { count, amount: amountOf(amount) };
}
