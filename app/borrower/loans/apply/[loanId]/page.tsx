import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LinkButton } from "@/components/layout/link-button";
import { PageHeader } from "@/components/layout/page-header";
import { ProgressSteps, type ProgressStep } from "@/components/layout/progress-steps";
import { CardGrid, SectionCard } from "@/components/layout/section-card";
import { LoanCostFacts } from "@/components/loans/loan-cost-facts";
import { laterWords, oftenWords, rateWords } from "@/components/loans/term-words";
import { getOwnLoan, type OwnLoan } from "@/lib/loans/own-loan-query";
import { idInput } from "@/lib/platform/field-schemas";
import { requireActor } from "@/lib/platform/page-session";

export const metadata: Metadata = { title: "Your application" };

/** What became of an application a moment ago, and what comes next. */
export default async function AppliedPage({ params }: PageProps<"/borrower/loans/apply/[loanId]">) {
  const actor = await requireActor("borrower");
  const loanId = idInput.safeParse((await params).loanId);
  const own = loanId.success ? await getOwnLoan.execute(actor, { loanId: loanId.data }) : null;
  if (!own) notFound();
  const { loan, product, bankName, agreed } = own;
  const isApproved = loan.state === "approved";
  return (
    <>
      <PageHeader
        title={isApproved ? "Approved" : "Your application is with the bank"}
        lead={isApproved ? `You meet every rule of ${product.name}, so the answer is yes.` : `${bankName} has it. You will get an e-mail as soon as it is decided.`}
      />
      <CardGrid layout="main-aside">
        <SectionCard title="What happens next">
          <ProgressSteps label="What happens next" steps={stepsOf(own)} />
          <LinkButton href={`/borrower/loans/${loan.id}`} mt={24}>
            {product.requiresDocuments ? "Send documents" : "See the application"}
          </LinkButton>
        </SectionCard>
        <SectionCard title={product.name} description={`${bankName}. Dates as if it were paid out today.`}>
          <LoanCostFacts cost={agreed} often={oftenWords(loan)} rateText={rateWords(loan)} />
        </SectionCard>
      </CardGrid>
    </>
  );
}

function stepsOf({ loan, product, bankName }: OwnLoan): ProgressStep[] {
  const isDecided = loan.state !== "pending";
  const documents: ProgressStep = { label: "Your documents", detail: "Send a government ID and a proof of address; an officer verifies them.", state: "now" };
  return [
    { label: "You applied", state: "done" },
    { label: "Decision", detail: isDecided ? "Approved: every rule is met." : `An officer of ${bankName} looks at it.`, state: isDecided ? "done" : "now" },
    ...(product.requiresDocuments ? [documents] : []),
    { label: "The money arrives", detail: "On your bank account. The schedule begins on that day.", state: isDecided && !product.requiresDocuments ? "now" : "next" },
    { label: "First instalment", detail: `${laterWords(loan)}.`, state: "next" },
  ];
}
