import type { Metadata } from "next";
import { InvestForm } from "@/components/funding/invest-form";
import { MoneyDueNotice } from "@/components/funding/money-due-notice";
import { WayOfMoney } from "@/components/funding/way-of-money";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { env } from "@/lib/env";
import { getPortfolio } from "@/lib/funding/queries";
import { requireActor } from "@/lib/platform/page-session";
import { investAction } from "./actions";

export const metadata: Metadata = { title: "Invest" };

export default async function InvestPage() {
  const actor = await requireActor("depositor");
  const { balance } = await getPortfolio.execute(actor, {});
  return (
    <>
      <PageHeader title="Invest" lead="Put money in. Loans take it in small parts, many at once." />
      <Sections>
        <MoneyDueNotice due={balance.due} />
        <CardGrid>
          <SectionCard title="How much?">
            <InvestForm action={investAction} demo={env.demo} />
          </SectionCard>
          <SectionCard title="What happens with it">
            <WayOfMoney waiting={balance.waiting} working={balance.working} />
          </SectionCard>
        </CardGrid>
      </Sections>
    </>
  );
}
