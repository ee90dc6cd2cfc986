import { and, desc, eq, isNull } from "drizzle-orm";
import { database } from "@/db/client";
import { outbox } from "@/db/schema";
import { anonymous, type Actor } from "@/lib/core/permissions";
import { register } from "@/lib/identity/operations/register";
import { saveBorrowerDetails } from "@/lib/identity/operations/save-borrower-details";
import { verifyCode } from "@/lib/identity/operations/verify-code";

export type NewPerson = { role: "borrower" | "depositor"; fullName: string; email: string; password: string };

/** Registers somebody and proves the address with the code from the outbox, as the person would. */
export async function registerPerson({ role, fullName, email, password }: NewPerson): Promise<Actor> {
  const { userId } = await register.execute(anonymous, { role, fullName, email, password });
  await verifyCode.execute(anonymous, { userId, code: await newestCode(userId) });
  return { id: userId, role, sessionId: null };
}

async function newestCode(userId: number): Promise<string> {
  const [mail] = await database()
    .select({ body: outbox.body })
    .from(outbox)
    .where(and(eq(outbox.userId, userId), isNull(outbox.sentAt)))
    .orderBy(desc(outbox.id))
    .limit(1);
  const code = /\b\d{6}\b/.exec(mail?.body ?? "")?.[0];
  if (code === undefined) throw new Error(`no code was sent to user ${userId}`);
  return code;
}

export type BorrowerDetails = {
  dateOfBirth: string;
  employmentStatus: "Employed" | "Self-employed" | "Student" | "Unemployed";
  monthlyIncome: string;
  jobTitle: string;
  employer: string;
  monthlyEmi?: string;
};

/** Fills in what an application needs; amounts in major units. */
export async function fillInDetails(borrower: Actor, fullName: string, details: BorrowerDetails): Promise<void> {
  await saveBorrowerDetails.execute(borrower, {
    fullName,
    phone: "",
    dateOfBirth: details.dateOfBirth,
    nationality: "Indian",
    permanentAddress: "14 Lake View Road, Pune 411001",
    employmentStatus: details.employmentStatus,
    employerNameAddress: details.employer,
    jobTitle: details.jobTitle,
    monthlyIncome: details.monthlyIncome,
    otherIncome: "0",
    existingLoans: "0",
    monthlyEmi: details.monthlyEmi ?? "0",
  });
}
