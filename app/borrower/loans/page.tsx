import type { Metadata } from "next";
import { LinkButton } from "@/components/layout/link-button";
import { PageHeader } from "@/components/layout/page-header";
import { OwnLoansTable } from "@/components/loans/own-loans-table";
import { listOwnLoans } from "@/lib/loans/queries";
import { requireActor } from "@/lib/platform/page-session";

export const metadata: Metadata = { title: "Loans" };

export default async function LoansPage({ searchParams }: PageProps<"/borrower/loans">) {
  const actor = await requireActor("borrower");
  const loans = await listOwnLoans.execute(actor, await searchParams);
  return (
    <>
      <PageHeader title="Your loans" lead="Every application and every loan, newest first." actions={<LinkButton href="/borrower/loans/apply">Apply for a loan</LinkButton>} />
      <OwnLoansTable page={loans} />
    </>
  );
}
