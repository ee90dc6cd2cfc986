import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { documents, employmentDetails, financialDetails, users } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import type { EmploymentStatus } from "@/lib/core/eligibility";
import type { Money } from "@/lib/core/money";
import { refuse } from "@/lib/platform/errors";
import { requiredDocumentTypes } from "./schemas";

/* What other domains ask of identity inside their own transaction. */

/** What a decision about a loan rests on. Incomes and EMI are minor units a month. */
export type BorrowerFacts = {
  userId: number;
  personId: number;
  email: string;
  fullName: string;
  dateOfBirth: BusinessDate;
  employmentStatus: EmploymentStatus;
  monthlyIncome: Money;
  otherIncome: Money;
  existingEmi: Money;
};

/**
 * Reads a borrower's facts and locks the login, so that two applications of one borrower are decided one after the other.
 * Refuses `details_missing` until date of birth, financial and employment details are there, `not_found` for a stranger.
 */
export async function lockBorrowerFacts(tx: Tx, userId: number): Promise<BorrowerFacts> {
  const [user] = await tx
    .select({ personId: users.personId, email: users.email, fullName: users.fullName, dateOfBirth: users.dateOfBirth })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.role, "borrower")))
    .for("update");
  if (!user) refuse("not_found");
  const [finance] = await tx.select({ monthlyEmi: financialDetails.monthlyEmi }).from(financialDetails).where(eq(financialDetails.userId, userId));
  const [work] = await tx
    .select({ status: employmentDetails.status, monthlyIncome: employmentDetails.monthlyIncome, otherIncome: employmentDetails.otherIncome })
    .from(employmentDetails)
    .where(eq(employmentDetails.userId, userId));
  const { dateOfBirth, ...person } = user;
  if (dateOfBirth === null || !finance || !work) refuse("details_missing");
  const { status: employmentStatus, monthlyIncome, otherIncome } = work;
  return { userId, ...person, dateOfBirth, employmentStatus, monthlyIncome, otherIncome, existingEmi: finance.monthlyEmi };
}

/** The person behind a login: nobody funds or decides a loan of their own person. */
export async function personOf(tx: Db | Tx, userId: number): Promise<number> {
  const [user] = await tx.select({ personId: users.personId }).from(users).where(eq(users.id, userId));
  if (!user) refuse("not_found");
  return user.personId;
}

/** Locks a login until the end of the transaction, and answers the person behind it. */
export async function lockPerson(tx: Tx, userId: number): Promise<{ personId: number }> {
  const [user] = await tx.select({ personId: users.personId }).from(users).where(eq(users.id, userId)).for("update");
  return user ?? refuse("not_found");
}

/** Where mail to a login goes. */
export async function recipientOf(tx: Tx, userId: number): Promise<{ userId: number; email: string; fullName: string }> {
  const [user] = await tx.select({ userId: users.id, email: users.email, fullName: users.fullName }).from(users).where(eq(users.id, userId));
  if (!user) refuse("not_found");
  return user;
}

/** Is the current document of every required type verified? */
export async function hasVerifiedDocuments(tx: Tx, userId: number): Promise<boolean> {
  const verified = await tx
    .selectDistinct({ type: documents.type })
    .from(documents)
    .where(
      and(
        eq(documents.userId, userId),
        inArray(documents.type, [...requiredDocumentTypes]),
        eq(documents.isCurrent, true),
        eq(documents.state, "verified"),
      ),
    );
  return verified.length === requiredDocumentTypes.length;
}
