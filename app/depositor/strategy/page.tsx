import type { Metadata } from "next";
import { GradeRecordTable } from "@/components/funding/grade-record-table";
import { MoneyDueNotice } from "@/components/funding/money-due-notice";
import { StrategyForm } from "@/components/funding/strategy-form";
import { PageHeader } from "@/components/layout/page-header";
import { SectionCard, Sections } from "@/components/layout/section-card";
import { getStrategy } from "@/lib/funding/strategy-queries";
import { requireActor } from "@/lib/platform/page-session";
import { saveStrategyAction } from "./actions";

export const metadata: Metadata = { title: "Strategy" };

export default async function StrategyPage() {
  const actor = await requireActor("depositor");
  const { strategy, money, record } = await getStrategy.execute(actor, {});
  return (
    <>
      <PageHeader title="Strategy" lead="On what your money may be lent. It holds from the next loan on; what is lent already stays where it is." />
      <Sections>
        <MoneyDueNotice due={money.due} />
        <StrategyForm action={saveStrategyAction} strategy={strategy} money={money} />
        <SectionCard title="What became of each grade" description="A grade says how a borrower’s facts scored when they applied, A best. These are the newest loans that were paid out; the past is not a promise." flush>
          <GradeRecordTable record={record} />
        </SectionCard>
      </Sections>
    </>
  );
}
