import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Money } from "@/components/layout/money";
import { PageHeader } from "@/components/layout/page-header";
import { Sections } from "@/components/layout/section-card";
import { LoanStateBadge } from "@/components/layout/state-badge";
import { formatPlural } from "@/lib/format";
import { getOwnLoan } from "@/lib/loans/own-loan-query";
import { idInput } from "@/lib/platform/field-schemas";
import { requireActor } from "@/lib/platform/page-session";
import { ApplicationView } from "./application-view";
import { readAsked } from "./asked";
import { ContractSection } from "./contract-section";
import { LoanView } from "./loan-view";

export const metadata: Metadata = { title: "Your loan" };

/** One own loan, from the application to the last payment. */
export default async function LoanPage({ params, searchParams }: PageProps<"/borrower/loans/[loanId]">) {
  const actor = await requireActor("borrower");
  const loanId = idInput.safeParse((await params).loanId);
  const own = loanId.success ? await getOwnLoan.execute(actor, { loanId: loanId.data }) : null;
  if (!own) notFound();
  const { loan, product, bankName, servicing } = own;
  return (
    <>
      <PageHeader
        title={product.name}
        badge={<LoanStateBadge state={loan.state} />}
        lead={
          <>
            <Money minor={loan.principal} fraction="auto" /> from {bankName}, {formatPlural(loan.instalmentCount, "instalment")}. Loan {loan.id}.
          </>
        }
        breadcrumbs={[{ label: "Loans", href: "/borrower/loans" }]}
      />
      <Sections>
        {servicing ? <LoanView own={own} servicing={servicing} asked={await readAsked(actor, own, await searchParams)} /> : <ApplicationView actor={actor} own={own} />}
        {servicing && <ContractSection actor={actor} loan={loan} />}
      </Sections>
    </>
  );
}
