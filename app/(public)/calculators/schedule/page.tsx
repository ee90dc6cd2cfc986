import type { Metadata } from "next";
import { ScheduleCalculator } from "@/components/calculators/schedule-calculator";
import { PageHeader } from "@/components/layout/page-header";
import { businessDateIn } from "@/lib/core/business-date";
import { env } from "@/lib/env";
import { instantNow } from "@/lib/platform/clock";

const lead = "Interest is rounded once a period, and the last instalment takes the difference, so that everything adds up to the last minor unit.";

export const metadata: Metadata = { title: "Loan schedule calculator", description: lead };

export default function SchedulePage() {
  return (
    <>
      <PageHeader title="Loan schedule" lead={lead} breadcrumbs={[{ label: "Calculators", href: "/calculators" }]} />
      <ScheduleCalculator today={businessDateIn(env.timeZone, instantNow())} />
    </>
  );
}
