import type { Metadata } from "next";
import { RealCostCalculator } from "@/components/calculators/real-cost-calculator";
import { PageHeader } from "@/components/layout/page-header";

const lead = "One yearly rate for interest and fees together: that at which all you pay is worth what you were given.";

export const metadata: Metadata = { title: "Real cost calculator (APR)", description: lead };

export default function RealCostPage() {
  return (
    <>
      <PageHeader title="Real cost of a loan" lead={lead} breadcrumbs={[{ label: "Calculators", href: "/calculators" }]} />
      <RealCostCalculator />
    </>
  );
}
