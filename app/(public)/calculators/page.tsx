import type { Metadata } from "next";
import { CalculatorList } from "@/components/calculators/calculator-list";
import { PageHeader } from "@/components/layout/page-header";

const lead = "They run in your browser, by the very functions that this bank books its own loans with. Nothing is sent, and nobody has to sign in.";

export const metadata: Metadata = { title: "Calculators", description: lead };

export default function CalculatorsPage() {
  return (
    <>
      <PageHeader title="Calculators" lead={lead} />
      <CalculatorList />
    </>
  );
}
