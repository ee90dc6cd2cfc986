import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { formatDate } from "@/lib/format";
import type { LoanContract } from "@/lib/loans/contract-steps";
import classes from "./admin.module.css";

/** The contract of a loan, and plainly whether the borrower has accepted it; nothing before the loan is approved. */
export function ContractCard({ contract }: { contract: LoanContract | null }) {
  if (contract === null) return null;
  const { facts, number, termsHash, accepted, loanId } = contract;
  return (
    <SectionCard
      title="Contract"
      description={accepted ? `The borrower accepted it on ${formatDate(accepted.on)}.` : "The borrower has not accepted it yet. Paying out does not wait for that."}
      action={
        <a className={classes.link} href={`/documents/contracts/${loanId}`} target="_blank" rel="noreferrer">
          Contract as PDF
        </a>
      }
    >
      <KeyValues
        entries={[
          { label: "Number", value: number },
          { label: "Issued", value: formatDate(facts.issuedOn) },
          { label: "Accepted", value: accepted ? formatDate(accepted.on) : "Not yet" },
          { label: "Total cost", hint: "interest and fee", value: <Money minor={facts.totalCost} /> },
          { label: "Fingerprint", hint: "first digits of the SHA-256", value: <code>{termsHash.slice(0, 16)}</code> },
        ]}
      />
    </SectionCard>
  );
}
