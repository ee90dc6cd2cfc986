import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { employmentDetails, financialDetails } from "@/db/schema";
import type { EmploymentStatus } from "@/lib/core/eligibility";
import type { Money } from "@/lib/core/money";

/** What a borrower owes and pays elsewhere, and owns. Minor units; the EMI is a month's. */
export type FinancialDetails = { existingLoans: Money; monthlyEmi: Money; assetsOwned: string; bankAccountDetails: string };

/** What a borrower lives on. Minor units a month. */
export type EmploymentDetails = { status: EmploymentStatus; employerNameAddress: string; jobTitle: string; monthlyIncome: Money; otherIncome: Money };

/** Null until they were saved. */
export async function readFinancialDetails(db: Db | Tx, userId: number): Promise<FinancialDetails | null> {
  const [row] = await db
    .select({
      existingLoans: financialDetails.existingLoans,
      monthlyEmi: financialDetails.monthlyEmi,
      assetsOwned: financialDetails.assetsOwned,
      bankAccountDetails: financialDetails.bankAccountDetails,
    })
    .from(financialDetails)
    .where(eq(financialDetails.userId, userId));
  return row ?? null;
}

/** Null until they were saved. */
export async function readEmploymentDetails(db: Db | Tx, userId: number): Promise<EmploymentDetails | null> {
  const [row] = await db
    .select({
      status: employmentDetails.status,
      employerNameAddress: employmentDetails.employerNameAddress,
      jobTitle: employmentDetails.jobTitle,
      monthlyIncome: employmentDetails.monthlyIncome,
      otherIncome: employmentDetails.otherIncome,
    })
    .from(employmentDetails)
    .where(eq(employmentDetails.userId, userId));
  return row ?? null;
}

export async function saveFinancialDetails(tx: Tx, userId: number, details: FinancialDetails): Promise<void> {
  await tx.insert(financialDetails).values({ userId, ...details }).onDuplicateKeyUpdate({ set: { ...details } });
}

export async function saveEmploymentDetails(tx: Tx, userId: number, details: EmploymentDetails): Promise<void> {
  await tx.insert(employmentDetails).values({ userId, ...details }).onDuplicateKeyUpdate({ set: { ...details } });
}
