import { CloseDayPanel } from "@/components/admin/close-day-panel";
import { ArrearsCard, CapitalCard, DepositorsCard, lastClosedInWords, MonthsCard, OverviewActions, OverviewStats, RailCard } from "@/components/admin/overview-cards";
import { ProvisionCard } from "@/components/admin/provision-card";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { env } from "@/lib/env";
import { requireActor } from "@/lib/platform/page-session";
import { getProvision } from "@/lib/reports/provision-query";
import { getOverview } from "@/lib/reports/queries";
import { closeDayAction, topUpFundAction } from "./actions";

export default async function OverviewPage() {
  const actor = await requireActor("admin");
  const [overview, provision] = await Promise.all([getOverview.execute(actor, {}), getProvision.execute(actor, {})]);
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
            <ProvisionCard provision={provision} banks={overview.banks} topUp={topUpFundAction} />
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
