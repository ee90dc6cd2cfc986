import type { Metadata } from "next";
import { DayCountCalculator } from "@/components/calculators/day-count-calculator";
import { PageHeader } from "@/components/layout/page-header";

const lead = "How long the time between two dates is in years depends on who counts. Here are all the usual ways, exactly.";

export const metadata: Metadata = { title: "Day count calculator", description: lead };

export default function DayCountPage() {
  return (
    <>
      <PageHeader title="Day counts" lead={lead} breadcrumbs={[{ label: "Calculators", href: "/calculators" }]} />
      <DayCountCalculator />
    </>
  );
}
