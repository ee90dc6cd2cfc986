import { CloseDayPanel } from "@/components/admin/close-day-panel";
import { ArrearsCard, CapitalCard, DepositorsCard, lastClosedInWords, MonthsCard, OverviewActions, OverviewStats, RailCard } from "@/components/admin/overview-cards";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { env } from "@/lib/env";
import { requireActor } from "@/lib/platform/page-session";
import { getOverview } from "@/lib/reports/queries";
import { closeDayAction } from "./actions";

export default async function OverviewPage() {
  const actor = await requireActor("admin");
  const overview = await getOverview.execute(actor, {});
  return (
    <>
      <PageHeader title="Overview" lead="What waits for you, how the book stands, and whose money is where." actions={<OverviewActions overview={overview} />} />
      <Sections>
        <OverviewStats overview={overview} />
        <CardGrid layout="main-aside">
          <Sections>
            <MonthsCard overview={overview} />
            <ArrearsCard overview={overview} />
          </Sections>
          <Sections>
            <SectionCard title="Close of business" description={lastClosedInWords(overview)}>
              <CloseDayPanel today={overview.today} demo={env.demo} close={closeDayAction} />
            </SectionCard>
            <RailCard overview={overview} />
          </Sections>
        </CardGrid>
        <CardGrid>
          <DepositorsCard overview={overview} />
          <CapitalCard overview={overview} />
        </CardGrid>
      </Sections>
    </>
  );
}
