import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ContractCard } from "@/components/admin/contract-card";
import { FundingSection, ReservationSection } from "@/components/admin/funding-card";
import { JournalEntries } from "@/components/admin/journal-entries";
import { HistoryCard, LoanStats, TermsCard } from "@/components/admin/loan-overview";
import { InstalmentsCard } from "@/components/admin/loan-servicing";
import { loanNumber } from "@/components/admin/loan-words";
import { PayOutCard } from "@/components/admin/pay-out-card";
import { RepaymentsCard } from "@/components/admin/repayments-card";
import { ScheduleChangeCard } from "@/components/admin/schedule-change-card";
import { TileSalesCard } from "@/components/admin/tile-sales-card";
import { UndoDisbursement } from "@/components/admin/undo-disbursement";
import { DelinquencyBadge, LoanStateBadge } from "@/components/layout/state-badge";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, Sections } from "@/components/layout/section-card";
import { env } from "@/lib/env";
import { getContract } from "@/lib/loans/contract-queries";
import { getLoanFile, listLoanEntries } from "@/lib/loans/loan-file-queries";
import { loanIdInput } from "@/lib/loans/schemas";
import { listLoanSales } from "@/lib/market/loan-sale-query";
import { moneyFormat } from "@/lib/platform/money-format";
import { requireActor } from "@/lib/platform/page-session";
import { getLoanFunding } from "@/lib/reports/loan-funding-queries";
import { disburseLoanAction, grantHolidayAction, recordBackdatedRepaymentAction, rejectLoanAction, restructureLoanAction, reverseRepaymentAction, reviewDocumentAction, undoDisbursementAction } from "./actions";
import { readAskedChange } from "./asked-change";
import { CollectionSection } from "./collection-section";

export const metadata: Metadata = { title: "Loan" };

/** The API pages through more. */
const SALES_SHOWN = 100;

export default async function LoanPage({ params, searchParams }: PageProps<"/admin/loans/[loanId]">) {
  const actor = await requireActor("admin");
  const asked = loanIdInput.safeParse(await params);
  const file = asked.success ? await getLoanFile.execute(actor, asked.data) : null;
  if (!file) notFound();
  const { loan, borrower, product, bankName, arrears } = file;
  const [funding, entries] = await Promise.all([getLoanFunding.execute(actor, { loanId: loan.id }), listLoanEntries.execute(actor, { loanId: loan.id })]);
  const sales = await listLoanSales.execute(actor, { loanId: loan.id, limit: SALES_SHOWN });
  const change = await readAskedChange(actor, loan.id, await searchParams);
  const contract = await getContract.execute(actor, { loanId: loan.id });
  return (
    <>
      <PageHeader
        title={`Loan ${loanNumber(loan.id)}, ${borrower.fullName}`}
        lead={`${product.name}, ${bankName}`}
        badge={
          <>
            <LoanStateBadge state={loan.state} />
            {arrears && <DelinquencyBadge bucket={arrears.bucket} />}
          </>
        }
        breadcrumbs={[{ label: "Loans", href: "/admin/loans" }]}
      />
      <Sections>
        {loan.disbursedOn !== null && loan.state !== "written_off" && <LoanStats file={file} />}
        {loan.state === "approved" && (funding.kind === "outlook" || funding.kind === "reserved") && (
          <PayOutCard file={file} funding={funding} demo={env.demo} disburse={disburseLoanAction} reject={rejectLoanAction} review={reviewDocumentAction} />
        )}
        {funding.kind === "reserved" && <ReservationSection reservation={funding.reservation} />}
        {loan.state === "active" && loan.disbursedOn !== null && file.repayments.every(({ state }) => state === "bounced") && (
          <UndoDisbursement
            {...{ loanId: loan.id, principal: loan.principal, originationFee: loan.originationFee, disbursedOn: loan.disbursedOn }}
            borrowerName={borrower.fullName}
            undo={undoDisbursementAction}
          />
        )}
        <CollectionSection actor={actor} file={file} />
        <ContractCard contract={contract} />
        {funding.kind === "funded" && <FundingSection result={funding.result} />}
        <TileSalesCard sales={sales} />
        <InstalmentsCard file={file} />
        {loan.disbursedOn !== null && <RepaymentsCard file={file} reverse={reverseRepaymentAction} record={recordBackdatedRepaymentAction} />}
        {loan.state === "active" && <ScheduleChangeCard file={file} {...change} holiday={grantHolidayAction} restructure={restructureLoanAction} />}
        <CardGrid layout="main-aside">
          <Sections>
            <JournalEntries entries={entries} />
            <HistoryCard file={file} />
          </Sections>
          <TermsCard file={file} format={moneyFormat} />
        </CardGrid>
      </Sections>
    </>
  );
}
