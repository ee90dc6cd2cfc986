import Link from "next/link";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { Stat, StatRow } from "@/components/layout/stat";
import { kindInWords, lateFeeInWords } from "@/components/loans/product-rules";
import { sumComponents, totalOf, unpaidOf } from "@/lib/core/loan-account";
import { formatDate, formatPlural, formatRate, formatShare, type MoneyFormat } from "@/lib/format";
import type { LoanFile } from "@/lib/loans/loan-file-queries";
import classes from "./admin.module.css";
import { changeInWords } from "./change-words";
import { decisionWord } from "./decision-words";
import { closeReasonInWords, rateInWords, termInWords } from "./loan-words";

/** The figures of a disbursed loan. */
export function LoanStats({ file }: { file: LoanFile }) {
  const { loan, arrears, instalments, totals, today } = file;
  // Not the receivable: what is advanced to the funders is owed by the borrower as well.
  const outstanding = totals.left.principal;
  const repaid = loan.principal - outstanding;
  const owed = totalOf(sumComponents(instalments.filter(({ dueOn }) => dueOn < today).map(unpaidOf)));
  const next = instalments.find((line) => line.dueOn >= today && totalOf(unpaidOf(line)) > 0n);
  return (
    <StatRow>
      <Stat label="Outstanding principal" value={<Money minor={outstanding} />} hint={`${formatShare(repaid, loan.principal)} of the principal is repaid`} lead />
      {loan.advance > 0n && <Stat label="Advanced by the platform" value={<Money minor={loan.advance} />} hint="passed on from payments that were reversed; repaid first" />}
      <Stat label="Lent" value={<Money minor={loan.principal} fraction="auto" />} hint={loan.disbursedOn ? `paid out on ${formatDate(loan.disbursedOn)}` : undefined} />
      {arrears && (
        <Stat
          label="Past due"
          value={<Money minor={owed} />}
          hint={arrears.daysPastDue === 0 ? "nothing is late" : `oldest ${formatPlural(arrears.daysPastDue, "day")} late`}
        />
      )}
      {arrears && next && <Stat label="Next due" value={<Money minor={totalOf(unpaidOf(next))} />} hint={`on ${formatDate(next.dueOn)}`} />}
    </StatRow>
  );
}

/** The terms as they were copied from the product when somebody applied. */
export function TermsCard({ file, format }: { file: LoanFile; format: MoneyFormat }) {
  const { loan, borrower, product, bankName } = file;
  return (
    <SectionCard title="Terms">
      <KeyValues
        entries={[
          { label: "Borrower", value: <Link className={classes.link} href={`/admin/applications/${loan.id}`}>{borrower.fullName}</Link> },
          { label: "Product", value: `${product.name}, ${bankName}` },
          { label: "Principal", value: <Money minor={loan.principal} /> },
          { label: "Term", hint: kindInWords(loan, format).join(" "), value: termInWords(loan) },
          { label: "Interest", value: rateInWords(loan) },
          { label: "Day count", value: loan.dayCount },
          { label: "Origination fee", value: loan.disbursedOn === null ? formatRate(loan.originationFeePpm) : <Money minor={loan.originationFee} /> },
          { label: "Pre-closure fee", value: formatRate(loan.preClosureFeePpm) },
          { label: "Late fee", hint: loan.lateFee > 0n ? lateFeeInWords(loan) : undefined, value: loan.lateFee > 0n ? <Money minor={loan.lateFee} /> : "None" },
          { label: "Servicing fee", hint: "the platform’s share of interest", value: formatRate(loan.servicingFeePpm) },
          { label: "Fund share", hint: "of the rest, to the provision fund", value: formatRate(loan.fundSharePpm) },
          { label: "Grade", value: loan.grade ?? "None" },
        ]}
      />
    </SectionCard>
  );
}

/** What happened to the loan, in order. */
export function HistoryCard({ file }: { file: LoanFile }) {
  const { loan, decidedByName, changes } = file;
  const decided = loan.decidedOn !== null;
  const steps = [
    { on: loan.appliedOn, what: loan.purpose === "" ? "Applied" : "Applied for:", detail: loan.purpose },
    decided && { on: loan.decidedOn, what: `${decisionWord(loan)}${loan.decidedBy ? ` by ${decidedByName ?? "staff"}` : ""}`, detail: loan.decisionReason ?? "" },
    loan.disbursedOn !== null && { on: loan.disbursedOn, what: "Paid out", detail: "" },
    ...changes.map((change) => ({ on: change.on, what: `${changeInWords(change, loan)}${change.madeBy ? `, by ${change.madeBy}` : ""}:`, detail: change.reason })),
    loan.closedOn !== null && { on: loan.closedOn, what: closeReasonInWords(loan.closeReason), detail: loan.closeNote ?? "" },
  ].filter((step) => step !== false);
  return (
    <SectionCard title="History">
      <ol className={classes.history}>
        {steps.map(({ on, what, detail }, index) => (
          // In order and never reordered; two changes may read alike.
          <li key={index}>
            <time dateTime={on ?? undefined}>{on && formatDate(on)}</time>
            <span>
              {what}
              {detail !== "" && <span className={classes.checkText}> {detail}</span>}
            </span>
          </li>
        ))}
      </ol>
    </SectionCard>
  );
}
