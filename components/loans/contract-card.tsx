import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { formatDate } from "@/lib/format";
import type { LoanContract } from "@/lib/loans/contract-steps";
import type { ServerAction } from "@/lib/platform/server-action";
import { AcceptContractForm } from "./accept-contract-form";
import classes from "./borrower.module.css";
import { formatApr } from "./loan-cost-facts";

type ContractCardProps = {
  contract: LoanContract;
  /** Null where it is too late to accept it. */
  accept: ServerAction<unknown> | null;
};

/** The borrower's contract: its key figures, the document, and its acceptance. */
export function ContractCard({ contract, accept }: ContractCardProps) {
  const { facts, number, termsHash, accepted, loanId } = contract;
  return (
    <SectionCard
      title="Your contract"
      description={`${number}, of ${formatDate(facts.issuedOn)}. Its schedule is that of a loan paid out on that day; paid out on another day, the due dates move with it.`}
      action={
        <a href={`/documents/contracts/${loanId}`} target="_blank" rel="noreferrer">
          Download the PDF
        </a>
      }
    >
      <div className={classes.stack}>
        <KeyValues
          entries={[
            { label: "You receive", value: <Money minor={facts.paidOut} /> },
            { label: "Total cost", hint: "Interest and fee", value: <Money minor={facts.totalCost} /> },
            { label: "You pay back in all", value: <Money minor={facts.totalPayable} />, strong: true },
            { label: "Yearly cost (APR)", value: formatApr(facts.aprPpm) },
            { label: "Fingerprint", hint: "The first digits of the hash of the terms (SHA-256)", value: <code>{termsHash.slice(0, 16)}</code> },
          ]}
        />
        {accepted && <p>You accepted this contract on {formatDate(accepted.on)}.</p>}
        {accepted === null && accept && <AcceptContractForm loanId={loanId} number={number} termsHash={termsHash} action={accept} />}
        {accepted === null && accept === null && <p className={classes.quiet}>This contract was not accepted.</p>}
      </div>
    </SectionCard>
  );
}
