import { and, asc, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { loans } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import type { LoanState } from "@/lib/core/loan";
import { sumMoney, type Money } from "@/lib/core/money";
import { buildSchedule } from "@/lib/core/schedule";
import type { Actor } from "@/lib/core/permissions";
import { readClient } from "@/lib/identity/client-steps";
import { clientInput } from "@/lib/identity/schemas";
import { refuse } from "@/lib/platform/errors";
import { idInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";
import { loanTerms, readAccount } from "./account-store";
import { readAgreed, readAgreedOfBorrower } from "./history-store";
import { readFundersOfBorrower, readOwedOfBorrower, type LoanFunders } from "./owed-store";
import type { Loan } from "./store";

/** No client has so many loans; this only bounds the list. */
const CREDITS_MAX = 1_000;

/** The states of a loan that was paid out. */
export const creditStates = ["active", "closed", "written_off"] as const satisfies readonly LoanState[];

type CreditState = (typeof creditStates)[number];

/** A loan that was paid out, as it was agreed and as it stands. Minor units. */
export type Credit = {
  loanId: number;
  borrowerId: number;
  state: CreditState;
  principal: Money;
  /** Interest as agreed, for the whole term. */
  interest: Money;
  /** Principal, interest, fees and penalties still to pay. */
  owed: Money;
  disbursedOn: BusinessDate;
  closedOn: BusinessDate | null;
  funders: LoanFunders;
};

/** Every loan that was paid out to a borrower, oldest first: the caller's own, or for staff anybody's. Refuses `client_kind_wrong` for a depositor. */
export const listCredits = defineQuery({
  name: "loans.list-credits",
  input: clientInput,
  async run({ db, actor }, { userId }): Promise<Credit[]> {
    await checkBorrower(db, actor, userId);
    const rows = await db
      .select()
      .from(loans)
      .where(and(eq(loans.borrowerId, userId), isNotNull(loans.disbursedOn)))
      .orderBy(asc(loans.id))
      .limit(CREDITS_MAX);
    const [owed, funders, agreed] = await Promise.all([
      readOwedOfBorrower(db, userId),
      readFundersOfBorrower(db, userId),
      readAgreedOfBorrower(db, userId),
    ]);
    return rows.filter(isPaidOut).map((loan) => ({
      loanId: loan.id,
      borrowerId: loan.borrowerId,
      state: loan.state,
      principal: loan.principal,
      interest: buildSchedule(loanTerms({ ...loan, ...agreed.get(loan.id) })).totalInterest,
      owed: owed.get(loan.id) ?? 0n,
      disbursedOn: loan.disbursedOn,
      closedOn: loan.closedOn,
      funders: funders.get(loan.id) ?? { depositors: 0, total: 0n },
    }));
  },
});

function isPaidOut(loan: Loan): loan is Loan & { state: CreditState; disbursedOn: BusinessDate } {
  return loan.disbursedOn !== null && creditStates.some((state) => state === loan.state);
}

/** All that a borrower still owes on loans that were paid out, minor units: the caller's own, or for staff anybody's. */
export const getOwed = defineQuery({
  name: "loans.get-owed",
  input: clientInput,
  async run({ db, actor }, { userId }): Promise<Money> {
    await checkBorrower(db, actor, userId);
    return sumMoney([...(await readOwedOfBorrower(db, userId)).values()]);
  },
});

/** A line of the schedule as it was agreed, and what was paid of it. Minor units. */
export type CreditInstalment = { number: number; dueOn: BusinessDate; principal: Money; interest: Money; principalPaid: Money; interestPaid: Money };

/**
 * The schedule of one paid-out loan, whole as it was agreed whatever was paid since: the caller's own, or for staff
 * anybody's. Refuses `client_kind_wrong` for a depositor, `not_found` for a loan that is not this client's.
 */
export const getCredit = defineQuery({
  name: "loans.get-credit",
  input: z.object({ userId: idInput, loanId: idInput }),
  async run({ db, actor }, { userId, loanId }): Promise<{ loanId: number; instalments: CreditInstalment[] }> {
    await checkBorrower(db, actor, userId);
    const [loan] = await db.select().from(loans).where(isCreditOf(userId, loanId));
    if (!loan) refuse("not_found");
    // Staff may have changed the rate and the count since: what was agreed stands with the first of their changes.
    const agreed = buildSchedule(loanTerms({ ...loan, ...(await readAgreed(db, loan.id)) }));
    const account = await readAccount(db, loan);
    const paid = new Map(account.instalments.map((row) => [row.number, row]));
    const instalments = agreed.instalments.map(({ number, dueOn, principal, interest }) => {
      const { principalPaid = 0n, interestPaid = 0n } = paid.get(number) ?? {};
      return { number, dueOn, principal, interest, principalPaid, interestPaid };
    });
    return { loanId, instalments };
  },
});

/** Is this loan a credit of this client, one that was paid out? Refuses as `getCredit` does, and reads nothing else. */
export const checkCredit = defineQuery({
  name: "loans.get-credit",
  input: z.object({ userId: idInput, loanId: idInput }),
  async run({ db, actor }, { userId, loanId }): Promise<void> {
    await checkBorrower(db, actor, userId);
    const [loan] = await db.select({ id: loans.id }).from(loans).where(isCreditOf(userId, loanId));
    if (!loan) refuse("not_found");
  },
});

function isCreditOf(userId: number, loanId: number) {
  return and(eq(loans.id, loanId), eq(loans.borrowerId, userId), isNotNull(loans.disbursedOn));
}

async function checkBorrower(db: Db, actor: Actor, userId: number): Promise<void> {
  const { role } = await readClient(db, actor, userId);
  if (role !== "borrower") refuse("client_kind_wrong");
}
