import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { DocumentsPanel } from "@/components/loans/documents-panel";
import { LoanCostFacts } from "@/components/loans/loan-cost-facts";
import { LoanHistory } from "@/components/loans/loan-history";
import { OutcomeNotice } from "@/components/loans/outcome-notice";
import { ScheduleTable } from "@/components/loans/schedule-table";
import { oftenWords, rateWords } from "@/components/loans/term-words";
import { WithdrawForm } from "@/components/loans/withdraw-form";
import { isWithdrawable } from "@/lib/core/loan";
import type { Actor } from "@/lib/core/permissions";
import { listOwnDocuments } from "@/lib/identity/queries";
import type { OwnLoan } from "@/lib/loans/own-loan-query";
import { uploadDocumentAction, withdrawApplicationAction } from "./actions";
import { ContractSection } from "./contract-section";

/** An application that is not paid out: what happens next, what is still needed, what it would cost. */
export async function ApplicationView({ actor, own }: { actor: Actor; own: OwnLoan }) {
  const { loan, product, agreed } = own;
  const isOpen = isWithdrawable(loan.state);
  const documents = isOpen && product.requiresDocuments ? await listOwnDocuments.execute(actor, {}) : null;
  return (
    <Sections>
      <OutcomeNotice own={own} />
      {loan.decidedOn !== null && <ContractSection actor={actor} loan={loan} />}
      <SectionCard title="Where it stands">
        <LoanHistory dates={loan} />
      </SectionCard>
      {isOpen && (
        <>
          <CardGrid>
            <SectionCard title="What it costs">
              <LoanCostFacts cost={agreed} often={oftenWords(loan)} rateText={rateWords(loan)} />
            </SectionCard>
            <Sections>
              {documents && <DocumentsPanel documents={documents} upload={uploadDocumentAction} />}
              <SectionCard title="Withdraw" description="Until the loan is paid out you may change your mind. It costs nothing.">
                <WithdrawForm loanId={loan.id} action={withdrawApplicationAction} />
              </SectionCard>
            </Sections>
          </CardGrid>
          <SectionCard title="Schedule" description="As it would be if the loan were paid out today." flush>
            <ScheduleTable instalments={agreed.schedule} maxHeight={420} />
          </SectionCard>
        </>
      )}
    </Sections>
  );
}
