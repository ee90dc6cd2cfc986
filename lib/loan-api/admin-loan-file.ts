import { z } from "zod";
import { totalOf, type Components } from "@/lib/core/loan-account";
import { documentSnapshot } from "@/lib/identity/queries";
import { documentTypes } from "@/lib/identity/schemas";
import { getApplicationFile, type ApplicationFile } from "@/lib/loans/application-queries";
import { getLoanFile, type LoanFile } from "@/lib/loans/loan-file-queries";
import { getStaffLoan } from "@/lib/loans/staff-loan-queries";
import { refuse } from "@/lib/platform/errors";
import { adminLoanAnswered, adminLoanExample, answerOfStaffLoan } from "./admin-loan-answer";
import { defineEndpoint } from "./dialect";
import { documentAnswered, documentExample, documentOf } from "./documents";
import { amountAnswered, amountOf, dateAnswered, idAnswered, idSent, instantAnswered, instantOf } from "./fields";
import { loanStatuses, statusOfLoan } from "./loan-answer";

const borrowerAnswered = z.object({
  user_id: idAnswered,
  full_name: z.string(),
  email: z.string(),
  contact_number: z.string().nullable(),
  date_of_birth: dateAnswered.nullable(),
  age: z.number().int().nullable(),
  permanent_address: z.string().nullable(),
  is_blocked: z.boolean(),
  member_since: instantAnswered.nullable(),
  employment_status: z.string().nullable(),
  job_title: z.string().nullable(),
  employer_name_address: z.string().nullable(),
  monthly_income: amountAnswered.nullable(),
  other_income: amountAnswered.nullable(),
  monthly_emi: amountAnswered.nullable(),
  existing_loans: amountAnswered.nullable(),
  assets_owned: z.string().nullable(),
});

const scoreAnswered = z.object({
  score: z.number().int().nullable(),
  grade: z.string().nullable(),
  points: z.array(z.object({ attribute: z.string(), points: z.number().int(), reason: z.string() })),
});

const componentsAnswered = z.object({ principal: amountAnswered, interest: amountAnswered, fees: amountAnswered, total: amountAnswered });

const fileAnswered = z.object({
  loan: adminLoanAnswered,
  borrower: borrowerAnswered,
  is_own: z.boolean().meta({ description: "The caller is the borrower's person, so somebody else must decide." }),
  decided_by: z.string().nullable(),
  score: scoreAnswered.meta({ description: "As it was at the application." }),
  assessment: scoreAnswered
    .extend({
      eligible: z.boolean(),
      reasons: z.array(z.object({ code: z.string(), message: z.string(), help: z.string() })),
      maximum_eligible_amount: amountAnswered,
    })
    .nullable()
    .meta({ description: "The rules with what is known today; null when the borrower's details are not complete." }),
  documents: z.array(documentAnswered),
  documents_missing: z.array(z.enum(documentTypes)).meta({ description: "What paying out still waits for." }),
  schedule: z
    .object({
      instalment_count: z.number().int(),
      first_due_date: dateAnswered.nullable(),
      last_due_date: dateAnswered.nullable(),
      totals: componentsAnswered,
      unpaid: componentsAnswered,
    })
    .meta({ description: "Before the loan is paid out, as if it were paid out today." }),
  other_loans: z.array(
    z.object({
      ...{ loan_id: idAnswered, product_name: z.string(), status: z.enum(loanStatuses), loan_amount: amountAnswered },
      ...{ outstanding_principal: amountAnswered, days_past_due: z.number().int(), date: dateAnswered },
    }),
  ),
});

/** GET /api/admin/loans/{id} */
export const getLoanFileEndpoint = defineEndpoint({
  id: "getLoanFile",
  method: "GET",
  path: "/api/admin/loans/{id}",
  tag: "Admin: loans",
  summary: "Everything that a decision rests on",
  permission: "loans.get-any",
  params: z.object({ id: idSent }),
  answer: {
    schema: fileAnswered,
    example: {
      loan: adminLoanExample,
      borrower: {
        ...{ user_id: 7, full_name: "Asha Rao", email: "asha@example.com", contact_number: null, date_of_birth: "1990-05-17", age: 35 },
        ...{ permanent_address: "14 Lake View Road, Pune 411001", is_blocked: false, member_since: "2026-03-02T09:30:00.000Z" },
        ...{ employment_status: "Employed", job_title: "Engineer", employer_name_address: "Works, Pune", monthly_income: 90000, other_income: 0 },
        ...{ monthly_emi: 0, existing_loans: 0, assets_owned: "" },
      },
      is_own: false,
      decided_by: null,
      score: { score: 742, grade: "B", points: [{ attribute: "employment", points: 120, reason: "Employed" }] },
      assessment: { eligible: true, reasons: [], maximum_eligible_amount: 500000, score: 742, grade: "B", points: [] },
      documents: [documentExample],
      documents_missing: [],
      schedule: {
        ...{ instalment_count: 12, first_due_date: "2026-04-10", last_due_date: "2027-03-10" },
        totals: { principal: 120000, interest: 8954.88, fees: 0, total: 128954.88 },
        unpaid: { principal: 120000, interest: 8954.88, fees: 0, total: 128954.88 },
      },
      other_loans: [],
    },
  },
  async run({ params }, call) {
    const asked = { loanId: params.id };
    const loan = (await call.read(getStaffLoan, asked)) ?? refuse("not_found");
    const application = (await call.read(getApplicationFile, asked)) ?? refuse("not_found");
    const file = (await call.read(getLoanFile, asked)) ?? refuse("not_found");
    const { score, grade, points } = file.loan.assessment;
    return {
      loan: answerOfStaffLoan(loan),
      borrower: answerOfBorrower(application),
      is_own: application.isOwn,
      decided_by: file.decidedByName,
      score: { score, grade, points },
      assessment: answerOfAssessment(application),
      documents: file.documents.map(documentSnapshot).map(documentOf),
      documents_missing: file.documentsMissing,
      schedule: answerOfSchedule(file),
      other_loans: application.otherLoans.map((other) => ({
        loan_id: other.id,
        product_name: other.productName,
        status: statusOfLoan(other),
        loan_amount: amountOf(other.principal),
        outstanding_principal: amountOf(other.outstanding),
        days_past_due: other.daysPastDue,
        date: other.on,
      })),
    };
  },
});

function answerOfBorrower({ borrower, facts }: ApplicationFile): z.input<typeof borrowerAnswered> {
  return {
    user_id: borrower.id,
    full_name: borrower.fullName,
    email: borrower.email,
    contact_number: facts.phone ?? null,
    date_of_birth: facts.dateOfBirth,
    age: facts.age,
    permanent_address: facts.address ?? null,
    is_blocked: Boolean(facts.blockedAt),
    member_since: facts.memberSince ? instantOf(facts.memberSince) : null,
    employment_status: facts.employmentStatus ?? null,
    job_title: facts.jobTitle ?? null,
    employer_name_address: facts.employer ?? null,
    monthly_income: amountOrNull(facts.monthlyIncome),
    other_income: amountOrNull(facts.otherIncome),
    monthly_emi: amountOrNull(facts.existingEmi),
    existing_loans: amountOrNull(facts.existingLoans),
    assets_owned: facts.assetsOwned ?? null,
  };
}

function answerOfAssessment({ assessment }: ApplicationFile): z.input<typeof fileAnswered>["assessment"] {
  if (assessment.kind === "incomplete") return null;
  const { eligible, reasons, maximumEligible, score, grade, points } = assessment;
  return {
    ...{ eligible, reasons: [...reasons], maximum_eligible_amount: amountOf(maximumEligible), score, grade },
    points: points.map(({ attribute, points: given, reason }) => ({ attribute, points: given, reason })),
  };
}

function answerOfSchedule({ instalments, totals }: LoanFile): z.input<typeof fileAnswered>["schedule"] {
  return {
    instalment_count: instalments.length,
    first_due_date: instalments[0]?.dueOn ?? null,
    last_due_date: instalments.at(-1)?.dueOn ?? null,
    totals: answerOfComponents(totals.asked),
    unpaid: answerOfComponents(totals.left),
  };
}

function answerOfComponents(components: Components): z.input<typeof componentsAnswered> {
  const { principal, interest, fee, penalty } = components;
  return { principal: amountOf(principal), interest: amountOf(interest), fees: amountOf(fee + penalty), total: amountOf(totalOf(components)) };
}

function amountOrNull(minor: bigint | null | undefined): number | null {
  return minor === null || minor === undefined ? null : amountOf(minor);
}
