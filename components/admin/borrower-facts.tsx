import Link from "next/link";
import { LoanStateBadge } from "@/components/layout/state-badge";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { isOneStage, stageEntries } from "@/components/loans/stage-entries";
import { SimpleTable } from "@/components/tables/simple-table";
import { instalmentStages, regularInstalment } from "@/lib/core/instalment-stages";
import { graceOf } from "@/lib/core/loan-terms";
import { formatDate, formatPlural, formatRate, formatShare } from "@/lib/format";
import type { ApplicationFile } from "@/lib/loans/application-queries";
import classes from "./admin.module.css";
import { loanNumber, rateInWords, termInWords } from "./loan-words";

/** Who asks, and what they live on. */
export function BorrowerFacts({ file }: { file: ApplicationFile }) {
  const { borrower, facts } = file;
  const income = (facts.monthlyIncome ?? 0n) + (facts.otherIncome ?? 0n);
  const existingEmi = facts.existingEmi ?? 0n;
  return (
    <SectionCard title="The borrower">
      <KeyValues
        layout="columns"
        entries={[
          { label: "E-mail", value: borrower.email },
          { label: "Phone", value: facts.phone ?? "Not told" },
          { label: "Age", value: facts.age === null ? "Not told" : `${facts.age} (born ${formatDate(facts.dateOfBirth ?? "")})` },
          { label: "Address", value: told(facts.address) },
          { label: "Employment", value: facts.employmentStatus ?? "Not told" },
          { label: "Work", value: [facts.jobTitle, facts.employer].filter(Boolean).join(", ") || "Not told" },
          { label: "Income a month", value: <Money minor={facts.monthlyIncome ?? 0n} fraction="auto" /> },
          { label: "Other income a month", value: <Money minor={facts.otherIncome ?? 0n} fraction="auto" /> },
          {
            label: "Existing EMI a month",
            value: (
              <>
                <Money minor={existingEmi} fraction="auto" /> ({formatShare(existingEmi, income)} of income)
              </>
            ),
          },
          { label: "Owed to other lenders", value: <Money minor={facts.existingLoans ?? 0n} fraction="auto" /> },
          { label: "Assets", value: told(facts.assetsOwned) },
        ]}
      />
    </SectionCard>
  );
}

function told(text: string | null | undefined): string {
  return text === null || text === undefined || text === "" ? "Not told" : text;
}

/** What is asked for, and what it costs the borrower a month. */
export function AskCard({ file }: { file: ApplicationFile }) {
  const { loan, product, schedule, facts } = file;
  const kind = { method: loan.method, grace: graceOf(loan) ?? undefined };
  const [stages, instalment] = [instalmentStages(kind, schedule), regularInstalment(kind, schedule)];
  const income = (facts.monthlyIncome ?? 0n) + (facts.otherIncome ?? 0n);
  return (
    <SectionCard title="What is asked for">
      <KeyValues
        entries={[
          { label: "Amount", value: <Money minor={loan.principal} fraction="auto" />, strong: true },
          { label: "Term", value: termInWords(loan) },
          { label: "Interest", value: rateInWords(loan) },
          {
            label: isOneStage(stages) ? "Instalment" : "Instalment, regularly",
            hint: loan.intervalUnit === "month" && loan.intervalCount === 1 && income > 0n ? `${formatShare(instalment, income)} of monthly income` : undefined,
            value: <Money minor={instalment} />,
          },
          ...(isOneStage(stages) ? [] : stageEntries(stages)),
          { label: "Interest in all", value: <Money minor={schedule.totalInterest} /> },
          { label: "Origination fee", value: formatRate(loan.originationFeePpm) },
          { label: "Purpose", value: told(loan.purpose) },
          { label: "Documents", value: product.requiresDocuments ? "Demanded before paying out" : "Not demanded" },
        ]}
      />
    </SectionCard>
  );
}

/** What else the person has or had with us. */
export function OtherLoansCard({ file }: { file: ApplicationFile }) {
  const { otherLoans } = file;
  return (
    <SectionCard title="Other loans of this person" flush={otherLoans.length > 0}>
      {otherLoans.length === 0 ? (
        <p className={classes.dim}>None: this is the first application.</p>
      ) : (
        <SimpleTable
          caption="Other loans of this person"
          maxHeight={320}
          columns={[{ header: "Loan" }, { header: "State" }, { header: "Principal", align: "end" }, { header: "Outstanding", align: "end" }, { header: "Past due", align: "end" }]}
          rows={otherLoans.map((other) => ({
            key: other.id,
            cells: [
              <span key="loan" className={classes.twoLines}>
                <Link className={classes.link} href={other.state === "pending" ? `/admin/applications/${other.id}` : `/admin/loans/${other.id}`}>
                  {loanNumber(other.id)}
                </Link>
                <span>
                  {other.productName}, {formatDate(other.on)}
                </span>
              </span>,
              <LoanStateBadge key="state" state={other.state} />,
              <Money key="principal" minor={other.principal} />,
              <Money key="outstanding" minor={other.outstanding} />,
              other.daysPastDue === 0 ? "–" : formatPlural(other.daysPastDue, "day"),
            ],
          }))}
        />
      )}
    </SectionCard>
  );
}
