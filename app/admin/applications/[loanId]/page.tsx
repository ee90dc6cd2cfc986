import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RulesCard, ScoreCard } from "@/components/admin/assessment-card";
import { AskCard, BorrowerFacts, OtherLoansCard } from "@/components/admin/borrower-facts";
import { ContractCard } from "@/components/admin/contract-card";
import { DecisionPanel } from "@/components/admin/decision-panel";
import { decisionInWords, whyNotApprovable } from "@/components/admin/decision-words";
import { DocumentList } from "@/components/admin/document-list";
import { loanNumber } from "@/components/admin/loan-words";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { LoanStateBadge } from "@/components/layout/state-badge";
import { ScheduleTable } from "@/components/loans/schedule-table";
import { getApplicationFile, getNextApplication } from "@/lib/loans/application-queries";
import { getContract } from "@/lib/loans/contract-queries";
import { loanIdInput } from "@/lib/loans/schemas";
import { requireActor } from "@/lib/platform/page-session";
import { approveLoanAction, rejectLoanAction, reviewDocumentAction } from "./actions";

export const metadata: Metadata = { title: "Application" };

export default async function ApplicationPage({ params }: PageProps<"/admin/applications/[loanId]">) {
  const actor = await requireActor("admin");
  const asked = loanIdInput.safeParse(await params);
  const file = asked.success ? await getApplicationFile.execute(actor, asked.data) : null;
  if (!file) notFound();
  const queue = await getNextApplication.execute(actor, { afterId: file.loan.id });
  const { loan, borrower, product, bankName, schedule } = file;
  const contract = await getContract.execute(actor, { loanId: file.loan.id });
  return (
    <>
      <PageHeader
        title={`${borrower.fullName}, application ${loanNumber(loan.id)}`}
        lead={`${product.name}, ${bankName}`}
        badge={<LoanStateBadge state={loan.state} />}
        breadcrumbs={[{ label: "Applications", href: "/admin/applications" }]}
      />
      <Sections>
        <CardGrid layout="main-aside">
          <Sections>
            <RulesCard file={file} />
            <BorrowerFacts file={file} />
            <SectionCard title="Documents">
              <DocumentList documents={file.documents} missing={file.documentsMissing} review={reviewDocumentAction} />
            </SectionCard>
          </Sections>
          <Sections>
            <SectionCard title="Decision" description={decisionInWords(file)}>
              <DecisionPanel
                key={loan.id}
                loanId={loan.id}
                borrowerName={borrower.fullName}
                state={loan.state}
                approvalBlocked={whyNotApprovable(file)}
                reservationDays={product.reservationDays}
                isOwn={file.isOwn}
                nextId={queue.nextId}
                waiting={queue.waiting}
                approve={approveLoanAction}
                reject={rejectLoanAction}
              />
            </SectionCard>
            <AskCard file={file} />
            <ScoreCard file={file} />
          </Sections>
        </CardGrid>
        <ContractCard contract={contract} />
        <OtherLoansCard file={file} />
        <SectionCard title="Schedule" description="As it would be if the loan were paid out today." flush>
          <ScheduleTable instalments={schedule.instalments} maxHeight={420} />
        </SectionCard>
      </Sections>
    </>
  );
}
