import type { Metadata } from "next";
import { InstalmentCalculator } from "@/components/calculators/instalment-calculator";
import { PageHeader } from "@/components/layout/page-header";

const lead = "What an amount costs each time, or what amount an instalment carries. Before fees; the schedule and the real cost have calculators of their own.";

export const metadata: Metadata = { title: "Instalment calculator (EMI)", description: lead };

export default function InstalmentPage() {
  return (
    <>
      <PageHeader title="What can I afford?" lead={lead} breadcrumbs={[{ label: "Calculators", href: "/calculators" }]} />
      <InstalmentCalculator />
    </>
  );
}
