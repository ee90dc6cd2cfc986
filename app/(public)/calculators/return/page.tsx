import type { Metadata } from "next";
import { ReturnCalculator } from "@/components/calculators/return-calculator";
import { PageHeader } from "@/components/layout/page-header";

const lead = "Every rate that answers is found. Where there are several, the one nearest to zero is meant; where there is none, it says so.";

export const metadata: Metadata = { title: "Rate of return calculator (XIRR, IRR)", description: lead };

export default function ReturnPage() {
  return (
    <>
      <PageHeader title="Rate of return" lead={lead} breadcrumbs={[{ label: "Calculators", href: "/calculators" }]} />
      <ReturnCalculator />
    </>
  );
}
