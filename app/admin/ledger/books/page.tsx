import type { Metadata } from "next";
import { LedgerRules } from "@/components/admin/ledger-rules";
import { PageHeader } from "@/components/layout/page-header";
import { requireActor } from "@/lib/platform/page-session";
import { proveBooks } from "@/lib/reports/ledger-books-query";

export const metadata: Metadata = { title: "The books, proved" };

export default async function BooksPage() {
  const actor = await requireActor("admin");
  const { results } = await proveBooks.execute(actor, {});
  return (
    <>
      <PageHeader title="The books, proved" lead="Every rule that must hold at every moment, checked now. Load the page again to prove them again." breadcrumbs={[{ label: "Ledger", href: "/admin/ledger" }]} />
      <LedgerRules results={results} />
    </>
  );
}
