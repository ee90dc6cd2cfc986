import { PageHeader } from "@/components/layout/page-header";
import { SectionCard } from "@/components/layout/section-card";

/** While the whole ledger is read. A link to the page fetches no further than this ahead of a click, so that nothing is proved unasked. */
export default function BooksLoading() {
  return (
    <>
      <PageHeader title="The books, proved" lead="Every rule that must hold at every moment, checked now." breadcrumbs={[{ label: "Ledger", href: "/admin/ledger" }]} />
      <SectionCard title="Proving …">
        <p role="status">Every rule is checked on the whole ledger. A large one takes some seconds.</p>
      </SectionCard>
    </>
  );
}
