import { and, asc, desc, eq, gte, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/mysql-core";
import type { Db } from "@/db/client";
import { deposits, loans, repayments, users, withdrawals } from "@/db/schema";
import { addDays, type BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import { listParams, PAGE_SIZE, rowsBefore } from "@/lib/loans/list-params";
import { defineQuery } from "@/lib/platform/operation";

/** How long a settled transfer is offered for bouncing: what a bank usually takes to send money back. */
export const BOUNCE_DAYS = 7;

/** Money of a depositor at the rail, or settled a short while ago. */
export type DepositorTransfer = { id: number; kind: "deposit" | "withdrawal"; personName: string; amount: Money; state: string; businessDate: BusinessDate };

/** A borrower's payment that the rail still holds. */
export type HeldRepayment = { id: number; loanId: number; personName: string; kind: "instalment" | "payoff"; amount: Money; valueDate: BusinessDate };

type Listed<Row> = { rows: Row[]; total: number; page: number; pageSize: number };

/** Deposits and withdrawals of which the rail has not said yet what became of them, oldest first. */
export const listHeldTransfers = defineQuery({
  name: "deposits.list-held",
  input: listParams.pick({ page: true }),
  async run({ db }, { page }): Promise<Listed<DepositorTransfer>> {
    const held = unionAll(depositRows(db, eq(deposits.state, "held")), withdrawalRows(db, eq(withdrawals.state, "requested")));
    const rows = await held.orderBy(sql`business_date asc`, sql`id asc`).limit(PAGE_SIZE).offset(rowsBefore(page));
    const total = (await sumOf(db, "held")).count;
    return { rows, total, page, pageSize: PAGE_SIZE };
  },
});

/** Deposits that arrived and withdrawals that were paid within the last days, newest first: these can still come back. */
export const listRecentTransfers = defineQuery({
  name: "deposits.list-held",
  input: listParams.pick({ page: true }),
  async run({ db, today }, { page }): Promise<Listed<DepositorTransfer>> {
    const since = addDays(today, -BOUNCE_DAYS);
    const arrived = and(eq(deposits.state, "confirmed"), gte(deposits.businessDate, since));
    const paid = and(eq(withdrawals.state, "paid"), gte(withdrawals.businessDate, since));
    const rows = await unionAll(depositRows(db, arrived), withdrawalRows(db, paid))
      .orderBy(sql`business_date desc`, sql`id desc`)
      .limit(PAGE_SIZE)
      .offset(rowsBefore(page));
    const [counts] = await db.select({
      count: sql<string>`(select count(*) from ${deposits} where ${arrived}) + (select count(*) from ${withdrawals} where ${paid})`,
    }).from(sql`(select 1) one`);
    return { rows, total: Number(counts?.count ?? 0), page, pageSize: PAGE_SIZE };
  },
});
