import type { Metadata } from "next";
import { LedgerRules } from "@/components/admin/ledger-rules";
import { PageHeader } from "@/components/layout/page-header";
import { env } from "@/lib/env";
import { requireActor } from "@/lib/platform/page-session";
import { proveBooks } from "@/lib/reports/ledger-books-query";

export const metadata: Metadata = { title: "The books, proved" };

export default async function BooksPage() {
  const actor = await requireActor("admin");
  const { provedAt, results } = await proveBooks.execute(actor, {});
  return (
    <>
      <PageHeader title="The books, proved" lead="Every rule that must hold at every moment, checked on the whole ledger. Load the page again after ten seconds to prove them again." breadcrumbs={[{ label: "Ledger", href: "/admin/ledger" }]} />
      <LedgerRules results={results} provedAt={provedAt} timeZone={env.timeZone} />
    </>
  );
}
