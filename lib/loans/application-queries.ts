import { and, asc, desc, eq, gt, lt, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { employmentDetails, financialDetails, loans, products, users } from "@/db/schema";
import { yearsBetween, type BusinessDate } from "@/lib/core/business-date";
import { describeAssessment, type DescribedReason } from "@/lib/core/eligibility";
import type { LoanState } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";
import { buildSchedule, type Schedule } from "@/lib/core/schedule";
import type { ScorePoints } from "@/lib/core/score";
import { formatMoney } from "@/lib/format";
import { listDocumentsOf } from "@/lib/identity/queries";
import { requiredDocumentTypes, type DocumentType } from "@/lib/identity/schemas";
import { idInput } from "@/lib/platform/field-schemas";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineQuery } from "@/lib/platform/operation";
import { loanTerms } from "./account-store";
import { arrearsOf } from "./arrears";
import { readLoanSummary, type LoanSummary } from "./loan-summary";
import { reassess } from "./reassessment";
import { outstandingPrincipal } from "./outstanding";
import { loanIdInput } from "./schemas";

const OTHER_LOANS_MAX = 50;

/** The rules with today's facts. `incomplete` when the borrower's details are missing, so that nothing can be assessed. */
export type AssessmentToday =
  | { kind: "incomplete" }
  | { kind: "assessed"; eligible: boolean; reasons: DescribedReason[]; maximumEligible: Money; score: number | null; grade: string | null; points: readonly ScorePoints[] };

/** A current document of the borrower. */
export type BorrowerDocument = Awaited<ReturnType<typeof listDocumentsOf>>[number];

export type OtherLoan = { id: number; productName: string; state: LoanState; decidedOn: BusinessDate | null; principal: Money; outstanding: Money; daysPastDue: number; on: BusinessDate };

/** Everything that a decision rests on. */
export type ApplicationFile = LoanSummary & {
  today: BusinessDate;
  facts: Awaited<ReturnType<typeof readBorrower>>;
  documents: BorrowerDocument[];
  /** Required types without a verified current document; empty where the product demands none. */
  documentsMissing: DocumentType[];
  assessment: AssessmentToday;
  schedule: Schedule;
  otherLoans: OtherLoan[];
  /** The four-eyes rule: this officer is the borrower's person. */
  isOwn: boolean;
};

/** One application with the facts, the rules checked again today, documents, and what else the person owes; null when there is none. */
export const getApplicationFile = defineQuery({
  name: "loans.get-any",
  input: loanIdInput,
  async run({ db, actor, today }, { loanId }): Promise<ApplicationFile | null> {
    const summary = await readLoanSummary(db, loanId);
    if (!summary) return null;
    const { loan, product } = summary;
    const current = await listDocumentsOf(db, loan.borrowerId);
    const [officer] = await db.select({ personId: users.personId }).from(users).where(eq(users.id, actor.id)).limit(1);
    return {
      ...summary,
      today,
      facts: await readBorrower(db, loan.borrowerId, today),
      documents: current,
      documentsMissing: product.requiresDocuments ? missingTypes(current) : [],
      assessment: await assessToday(db, summary, today),
      schedule: scheduleOf(summary, today),
      otherLoans: await readOtherLoans(db, summary, today),
      isOwn: officer?.personId === loan.personId,
    };
  },
});

/** Which application comes after one in the queue (the oldest after it, else the oldest of all), and how many wait. */
export const getNextApplication = defineQuery({
  name: "loans.list-applications",
  input: z.object({ afterId: idInput.optional() }),
  async run({ db }, { afterId = 0 }): Promise<{ nextId: number | null; waiting: number }> {
    const oldest = async (place: ReturnType<typeof gt>) => {
      const [row] = await db.select({ id: loans.id }).from(loans).where(and(eq(loans.state, "pending"), place)).orderBy(asc(loans.id)).limit(1);
      return row?.id ?? null;
    };
    const [row] = await db.select({ count: sql<string>`count(*)` }).from(loans).where(eq(loans.state, "pending"));
    const nextId = (await oldest(gt(loans.id, afterId))) ?? (await oldest(lt(loans.id, afterId)));
    return { nextId, waiting: Number(row?.count ?? 0) };
  },
});

/** The schedule that the loan has when it is paid out on a date. */
export function scheduleOf({ loan }: Pick<LoanSummary, "loan">, disbursedOn: BusinessDate): Schedule {
  return buildSchedule(loanTerms({ ...loan, disbursedOn }));
}

/** Required types of which the current document is not verified. */
export function missingTypes(current: readonly Pick<BorrowerDocument, "type" | "state">[]): DocumentType[] {
  return requiredDocumentTypes.filter((type) => !current.some((document) => document.type === type && document.state === "verified"));
}

async function assessToday(db: Db, { loan }: LoanSummary, today: BusinessDate): Promise<AssessmentToday> {
  const assessment = (await reassess(db, [loan], today)).get(loan.id) ?? null;
  if (assessment === null) return { kind: "incomplete" };
  const { reasons } = describeAssessment(assessment, (amount) => formatMoney(amount, moneyFormat));
  const { eligible, maximumEligible, score } = assessment;
  return { kind: "assessed", eligible, reasons, maximumEligible, score: score?.score ?? null, grade: score?.grade ?? null, points: score?.points ?? [] };
}

async function readBorrower(db: Db, borrowerId: number, today: BusinessDate) {
  const [row] = await db
    .select({
      dateOfBirth: users.dateOfBirth,
      phone: users.phone,
      address: users.permanentAddress,
      memberSince: users.recordedAt,
      blockedAt: users.blockedAt,
      employmentStatus: employmentDetails.status,
      jobTitle: employmentDetails.jobTitle,
      employer: employmentDetails.employerNameAddress,
      monthlyIncome: employmentDetails.monthlyIncome,
      otherIncome: employmentDetails.otherIncome,
      existingEmi: financialDetails.monthlyEmi,
      existingLoans: financialDetails.existingLoans,
      assetsOwned: financialDetails.assetsOwned,
    })
    .from(users)
    .leftJoin(employmentDetails, eq(employmentDetails.userId, users.id))
    .leftJoin(financialDetails, eq(financialDetails.userId, users.id))
    .where(eq(users.id, borrowerId))
    .limit(1);
  const dateOfBirth = row?.dateOfBirth ?? null;
  return { ...row, dateOfBirth, age: dateOfBirth === null ? null : yearsBetween(dateOfBirth, today) };
}

async function readOtherLoans(db: Db, { loan }: LoanSummary, today: BusinessDate): Promise<OtherLoan[]> {
  const rows = await db
    .select({
      id: loans.id,
      productName: products.name,
      state: loans.state,
      principal: loans.principal,
      outstanding: outstandingPrincipal,
      oldestUnpaidDueOn: loans.oldestUnpaidDueOn,
      appliedOn: loans.appliedOn,
      decidedOn: loans.decidedOn,
      disbursedOn: loans.disbursedOn,
    })
    .from(loans)
    .innerJoin(products, eq(products.id, loans.productId))
    // By borrower rather than by person: the index is there, and one person has one login as borrower.
    .where(and(eq(loans.borrowerId, loan.borrowerId), ne(loans.id, loan.id)))
    .orderBy(desc(loans.id))
    .limit(OTHER_LOANS_MAX);
  return rows.map(({ oldestUnpaidDueOn, appliedOn, disbursedOn, ...row }) => ({
    ...row,
    daysPastDue: row.state === "active" ? arrearsOf(oldestUnpaidDueOn, today).daysPastDue : 0,
    on: disbursedOn ?? appliedOn,
  }));
}
