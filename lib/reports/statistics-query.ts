import { inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { loans, users } from "@/db/schema";
import { loanStandings, standingOf, type LoanStanding } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";
import { defineQuery } from "@/lib/platform/operation";
import { firstOfMonths } from "./months";

/** The book in a few numbers. Every application and loan is counted once, under how it stands. */
export type Statistics = {
  /** Logins of borrowers and depositors. */
  people: number;
  byStanding: Readonly<Record<LoanStanding, number>>;
  /** Σ principal of the active loans, as it was lent. */
  activePrincipal: Money;
  /** Applications of the business date's month. */
  appliedThisMonth: number;
};

/** How many people and loans there are, and how the loans stand. */
export const getStatistics = defineQuery({
  name: "reports.get-statistics",
  input: z.object({}),
  async run({ db, today }): Promise<Statistics> {
    const [people] = await db.select({ count: sql<string>`count(*)` }).from(users).where(inArray(users.role, ["borrower", "depositor"]));
    const rows = await db
      .select({
        state: loans.state,
        decidedOn: sql<string | null>`min(${loans.decidedOn})`,
        count: sql<string>`count(*)`,
        principal: sql<string>`sum(${loans.principal})`,
        appliedThisMonth: sql<string>`sum(${loans.appliedOn} >= ${firstOfMonths(today, 1)})`,
      })
      .from(loans)
      .groupBy(loans.state, sql`${loans.decidedOn} is null`);
    const byStanding = Object.fromEntries(loanStandings.map((standing) => [standing, 0])) as Record<LoanStanding, number>;
    for (const row of rows) byStanding[standingOf(row)] += Number(row.count);
    return {
      people: Number(people?.count ?? 0),
      byStanding,
      activePrincipal: rows.reduce((sum, { state, principal }) => (state === "active" ? sum + BigInt(principal) : sum), 0n),
      appliedThisMonth: rows.reduce((sum, { appliedThisMonth }) => sum + Number(appliedThisMonth), 0),
    };
  },
});
