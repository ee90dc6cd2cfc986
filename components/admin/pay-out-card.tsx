import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { CardGrid, SectionCard } from "@/components/layout/section-card";
import { originationFeeOf } from "@/lib/core/loan";
import { formatDate, formatRate } from "@/lib/format";
import type { LoanFile } from "@/lib/loans/loan-file-queries";
import type { ServerAction } from "@/lib/platform/server-action";
import type { FundingOutlook, LoanFunding } from "@/lib/reports/loan-funding-queries";
import classes from "./admin.module.css";
import { DisburseButton, RevokeButton } from "./disburse-panel";
import { DisbursementChecks } from "./disbursement-checks";
import { DocumentList } from "./document-list";

type PayOutCardProps = {
  file: LoanFile;
  /** What waits for the loan, or is held for it. */
  funding: Extract<LoanFunding, { kind: "outlook" | "reserved" }>;
  demo: boolean;
  disburse: ServerAction<{ funders: number; bankTile: bigint }>;
  reject: ServerAction<object>;
  review: ServerAction<object>;
};

const verdicts = {
  covered: "The money is there.",
  topped_up: "Depositors’ money covers part of it; the bank tops up the rest.",
  not_enough: "The money is not there: paying out would be answered with “credit allocation is not possible”, and nothing would happen.",
} as const satisfies Record<FundingOutlook["verdict"], string>;

/** An approved loan before it is paid out: the check list, the money, the button. */
export function PayOutCard({ file, funding, demo, disburse, reject, review }: PayOutCardProps) {
  const { loan, product, bankName, borrower, documents, documentsMissing, debtInTheWay } = file;
  const fee = originationFeeOf(loan.principal, loan.originationFeePpm);
  const blocked = whyNotPayable(file);
  return (
    <CardGrid layout="main-aside">
      <SectionCard title="Before it is paid out" description={moneyInWords(funding)}>
        <DisbursementChecks requiresDocuments={product.requiresDocuments} missing={documentsMissing} debt={debtInTheWay} bankName={bankName} funding={funding} />
        {documentsMissing.length > 0 && <DocumentList documents={documents} missing={documentsMissing} review={review} />}
      </SectionCard>
      <SectionCard title="Pay out">
        <div className={classes.stack}>
          <KeyValues
            entries={[
              { label: "Principal", value: <Money minor={loan.principal} /> },
              { label: "Origination fee", hint: `${formatRate(loan.originationFeePpm)}, withheld`, value: <Money minor={-fee} /> },
              { label: "The borrower receives", value: <Money minor={loan.principal - fee} />, strong: true },
            ]}
          />
          {blocked !== null ? (
            <p className={classes.dim}>{blocked}</p>
          ) : (
            <DisburseButton isHeld={funding.kind === "reserved"} loanId={loan.id} borrowerName={borrower.fullName} principal={loan.principal} paidOut={loan.principal - fee} demo={demo} disburse={disburse} />
          )}
          <RevokeButton isHeld={funding.kind === "reserved"} loanId={loan.id} borrowerName={borrower.fullName} reject={reject} />
        </div>
      </SectionCard>
    </CardGrid>
  );
}

/** Why paying out would be refused now, whatever money is there; null when nothing stands against it. */
function whyNotPayable({ documentsMissing, debtInTheWay }: Pick<LoanFile, "documentsMissing" | "debtInTheWay">): string | null {
  if (documentsMissing.length > 0) return "Possible once the demanded documents are verified.";
  return debtInTheWay > 0n ? "Possible once the written-off loan is paid back." : null;
}

function moneyInWords(funding: PayOutCardProps["funding"]): string {
  if (funding.kind === "outlook") return verdicts[funding.outlook.verdict];
  return `The money is held for it until ${formatDate(funding.reservation.expiresOn)}; after that the approval expires and the money is free again.`;
}
