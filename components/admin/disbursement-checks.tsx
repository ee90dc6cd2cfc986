import { Money } from "@/components/layout/money";
import type { DocumentType } from "@/lib/identity/schemas";
import { documentNames } from "@/lib/identity/schemas";
import type { Money as Minor } from "@/lib/core/money";
import { formatDate, formatPlural } from "@/lib/format";
import type { FundingOutlook, FundingReservation, LoanFunding } from "@/lib/reports/loan-funding-queries";
import { Check } from "./assessment-card";

type DisbursementChecksProps = {
  requiresDocuments: boolean;
  missing: readonly DocumentType[];
  /** Owed of a loan that was written off, and to be paid back first. */
  debt: Minor;
  bankName: string;
  /** What waits for the loan, or is held for it. */
  funding: Extract<LoanFunding, { kind: "outlook" | "reserved" }>;
};

/** What paying out needs, and whether it is there. */
export function DisbursementChecks({ requiresDocuments, missing, debt, bankName, funding }: DisbursementChecksProps) {
  return (
    <div>
      <DocumentsCheck requiresDocuments={requiresDocuments} missing={missing} />
      {debt > 0n && <DebtCheck debt={debt} />}
      {funding.kind === "reserved" ? (
        <HeldCheck reservation={funding.reservation} bankName={bankName} />
      ) : (
        <>
          <PoolCheck outlook={funding.outlook} />
          <BankCheck outlook={funding.outlook} bankName={bankName} />
        </>
      )}
    </div>
  );
}

function HeldCheck({ reservation: { pooled, bankTile, funders, reservedOn }, bankName }: { reservation: FundingReservation; bankName: string }) {
  return (
    <Check
      met="yes"
      title={`The whole loan is held since ${formatDate(reservedOn)}`}
      text={
        <>
          <Money minor={pooled} fraction="auto" /> of {formatPlural(funders, "depositor")}
          {bankTile > 0n && (
            <>
              {" "}
              and <Money minor={bankTile} fraction="auto" /> of {bankName}
            </>
          )}
          . Exactly this is lent when it is paid out.
        </>
      }
    />
  );
}

function DocumentsCheck({ requiresDocuments, missing }: Pick<DisbursementChecksProps, "requiresDocuments" | "missing">) {
  if (!requiresDocuments) return <Check met="yes" title="No documents are demanded" />;
  if (missing.length === 0) return <Check met="yes" title="The demanded documents are verified" />;
  return <Check met="no" title="Documents are not verified yet" text={`Missing: ${missing.map((type) => documentNames[type]).join(", ")}.`} />;
}

function DebtCheck({ debt }: { debt: Minor }) {
  return (
    <Check
      met="no"
      title="The borrower owes of a loan that was written off"
      text={
        <>
          The rules of this product want <Money minor={debt} /> back first. Wait until it has come in and is recorded as a recovery, or take the approval back.
        </>
      }
    />
  );
}

function PoolCheck({ outlook }: { outlook: FundingOutlook }) {
  const covered = outlook.free >= outlook.pooled;
  const money = (
    <>
      <Money minor={outlook.free} fraction="auto" /> of {formatPlural(outlook.freeDepositors, "depositor")} waits to be lent; the loan asks them for{" "}
      <Money minor={outlook.pooled} fraction="auto" />. Each depositor’s own limits decide in the end.
    </>
  );
  if (covered) return <Check met="yes" title="Depositors’ waiting money covers the pooled part" text={money} />;
  return <Check met={outlook.bankTopsUp ? "partly" : "no"} title="Depositors’ waiting money does not cover the pooled part" text={money} />;
}

function BankCheck({ outlook, bankName }: { outlook: FundingOutlook; bankName: string }) {
  const { bankNeeded, bankAvailable, bankTopsUp } = outlook;
  if (bankNeeded === 0n) return <Check met="yes" title={bankTopsUp ? `${bankName} tops up if it is needed` : `${bankName} keeps no share of this loan`} />;
  const text = (
    <>
      It gives <Money minor={bankNeeded} fraction="auto" /> ({bankTopsUp ? "its own share and the top-up" : "its own share; it does not top up"}) and has{" "}
      <Money minor={bankAvailable} fraction="auto" /> free.
    </>
  );
  if (bankAvailable >= bankNeeded) return <Check met="yes" title={`${bankName} covers its part`} text={text} />;
  return <Check met="no" title={`${bankName} does not have its part`} text={text} />;
}
