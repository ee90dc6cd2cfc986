import { and, asc, eq, gte, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { banks, closedDays, deposits, depositors, loans, repayments, withdrawals } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import { accountBalance } from "@/lib/ledger/queries";
import { outstandingPrincipal } from "@/lib/loans/outstanding";
import { defineQuery } from "@/lib/platform/operation";
import { readArrears, type BucketFigures } from "./arrears-store";
import { firstOfMonths, monthsUpTo, type MonthFigures } from "./months";

const MONTHS = 12;
const BANKS_MAX = 200;

type Counted = { count: number; amount: Money };

/** The bank on one screen. Balances are stored ones that postings prove, or sums of postings. */
export type Overview = {
  today: BusinessDate;
  waiting: Counted & { oldestOn: BusinessDate | null };
  approved: Counted;
  book: { outstanding: Money; activeLoans: number };
  /** `returning`: repaid by borrowers and not yet in the stored balance of the funders. */
  depositors: { count: number; available: Money; reserved: Money; working: Money; due: Money; returning: Money };
  banks: { id: number; name: string; available: Money }[];
  provisionFund: Money;
  arrears: BucketFigures[];
  months: MonthFigures[];
  rail: { deposits: Counted; withdrawals: Counted; repayments: Counted };
  lastClosed: { businessDate: BusinessDate; closedAt: Date } | null;
};

/** The dashboard's figures. */
export const getOverview = defineQuery({
  name: "reports.get-overview",
  input: z.object({}),
  async run({ db, today }): Promise<Overview> {
    const [byState, arrears, money, months, rail] = await Promise.all([
      readStates(db),
      readArrears(db, today),
      readMoney(db),
      readMonths(db, today),
      readRail(db),
    ]);
    const active = byState.get("active");
    const pending = byState.get("pending");
    return {
      today,
      waiting: { count: pending?.count ?? 0, amount: pending?.principal ?? 0n, oldestOn: pending?.oldestOn ?? null },
      approved: { count: byState.get("approved")?.count ?? 0, amount: byState.get("approved")?.principal ?? 0n },
      book: { outstanding: active?.outstanding ?? 0n, activeLoans: active?.count ?? 0 },
      arrears,
      months,
      rail,
      ...money,
      lastClosed: await readLastClosed(db),
    };
  },
});

/** How many things wait for staff: the numbers beside the console's links. */
export const getWaitingCounts = defineQuery({
  name: "reports.get-overview",
  input: z.object({}),
  async run({ db, today }): Promise<{ today: BusinessDate; applications: number; transfers: number }> {
    const [row] = await db.select({ count: sql<string>`count(*)` }).from(loans).where(eq(loans.state, "pending"));
    const rail = await readRail(db);
    return { today, applications: Number(row?.count ?? 0), transfers: rail.deposits.count + rail.withdrawals.count + rail.repayments.count };
  },
});

async function readStates(db: Db) {
  const rows = await db
    .select({
      state: loans.state,
      count: sql<string>`count(*)`,
      principal: sql<string>`sum(${loans.principal})`,
      outstanding: sql<string>`sum(${outstandingPrincipal})`,
      oldestOn: sql<string>`min(${loans.appliedOn})`,
    })
    .from(loans)
    .where(sql`${loans.state} in ('pending', 'approved', 'active')`)
    .groupBy(loans.state);
  return new Map(
    rows.map(({ state, count, principal, outstanding, oldestOn }) => [
      state,
      { count: Number(count), principal: BigInt(principal), outstanding: BigInt(outstanding), oldestOn },
    ]),
  );
}

async function readMoney(db: Db): Promise<Pick<Overview, "depositors" | "banks" | "provisionFund">> {
  const [row] = await db
    .select({
      count: sql<string>`count(*)`,
      available: sql<string>`coalesce(sum(${depositors.available}), 0)`,
      reserved: sql<string>`coalesce(sum(${depositors.reserved}), 0)`,
      working: sql<string>`coalesce(sum(${depositors.working}), 0)`,
      due: sql<string>`coalesce(sum(${depositors.due}), 0)`,
    })
    .from(depositors);
  const bankRows = await db.select({ id: banks.id, name: banks.name, available: banks.available }).from(banks).orderBy(asc(banks.name)).limit(BANKS_MAX);
  return {
    depositors: {
      count: Number(row?.count ?? 0),
      available: BigInt(row?.available ?? 0),
      reserved: BigInt(row?.reserved ?? 0),
      working: BigInt(row?.working ?? 0),
      due: BigInt(row?.due ?? 0),
      returning: await accountBalance(db, "distributable"),
    },
    banks: bankRows,
    provisionFund: await accountBalance(db, "provision_fund"),
  };
}

async function readMonths(db: Db, today: BusinessDate): Promise<MonthFigures[]> {
  const since = firstOfMonths(today, MONTHS);
  const lent = await db
    .select({ month: sql<string>`date_format(${loans.disbursedOn}, '%Y-%m')`.as("month"), amount: sql<string>`sum(${loans.principal})` })
    .from(loans)
    .where(and(isNotNull(loans.disbursedOn), gte(loans.disbursedOn, since)))
    .groupBy(sql`month`);
  const repaid = await db
    .select({ month: sql<string>`date_format(${repayments.valueDate}, '%Y-%m')`.as("month"), amount: sql<string>`sum(${repayments.amount})` })
    .from(repayments)
    .where(and(eq(repayments.state, "posted"), gte(repayments.valueDate, since)))
    .groupBy(sql`month`);
  return monthsUpTo(today, MONTHS, { lent: byMonth(lent), repaid: byMonth(repaid) });
}

function byMonth(rows: readonly { month: string; amount: string }[]): Map<string, Money> {
  return new Map(rows.map(({ month, amount }) => [month, BigInt(amount)]));
}

async function readRail(db: Db): Promise<Overview["rail"]> {
  const figures = (amount: typeof deposits.amount | typeof withdrawals.amount | typeof repayments.amount) => ({
    count: sql<string>`count(*)`,
    amount: sql<string>`coalesce(sum(${amount}), 0)`,
  });
  const [[held], [requested], [unposted]] = await Promise.all([
    db.select(figures(deposits.amount)).from(deposits).where(eq(deposits.state, "held")),
    db.select(figures(withdrawals.amount)).from(withdrawals).where(eq(withdrawals.state, "requested")),
    db.select(figures(repayments.amount)).from(repayments).where(eq(repayments.state, "held")),
  ]);
  return { deposits: countedOf(held), withdrawals: countedOf(requested), repayments: countedOf(unposted) };
}

function countedOf(row: { count: string; amount: string } | undefined): Counted {
  return { count: Number(row?.count ?? 0), amount: BigInt(row?.amount ?? 0) };
}

async function readLastClosed(db: Db): Promise<Overview["lastClosed"]> {
  const [row] = await db
    .select({ businessDate: closedDays.businessDate, closedAt: closedDays.closedAt })
    .from(closedDays)
    .orderBy(sql`${closedDays.businessDate} desc`)
    .limit(1);
  return row ?? null;
}
