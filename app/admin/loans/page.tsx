import type { Metadata } from "next";
import { BookTable } from "@/components/admin/book-table";
import { PageHeader } from "@/components/layout/page-header";
import { formatMoney, formatPlural } from "@/lib/format";
import { listLoanChoices, listLoans } from "@/lib/loans/admin-queries";
import { moneyFormat } from "@/lib/platform/money-format";
import { requireActor } from "@/lib/platform/page-session";

export const metadata: Metadata = { title: "Loans" };

export default async function LoansPage({ searchParams }: PageProps<"/admin/loans">) {
  const actor = await requireActor("admin");
  const [book, choices] = await Promise.all([listLoans.execute(actor, await searchParams), listLoanChoices.execute(actor, {})]);
  const lead = `${formatPlural(book.total, "loan")} in this selection, ${formatMoney(book.outstanding, moneyFormat)} outstanding principal. Days past due are counted on the business date.`;
  return (
    <>
      <PageHeader title="Loans" lead={lead} />
      <BookTable page={book} banks={choices.banks} />
    </>
  );
}
