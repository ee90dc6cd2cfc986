import type { Metadata } from "next";
import { MovementsTable } from "@/components/funding/movements-table";
import { TransfersTable } from "@/components/funding/transfers-table";
import { PageHeader } from "@/components/layout/page-header";
import { SectionCard, Sections } from "@/components/layout/section-card";
import { listMovements, listTransfers } from "@/lib/deposits/queries";
import { formatMoney } from "@/lib/format";
import { getPortfolio } from "@/lib/funding/queries";
import { moneyFormat } from "@/lib/platform/money-format";
import { requireActor } from "@/lib/platform/page-session";

export const metadata: Metadata = { title: "Movements" };

export default async function MovementsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await requireActor("depositor");
  const [page, { transfers }, { balance }] = await Promise.all([
    listMovements.execute(actor, { ...(await searchParams), pageSize: undefined }),
    listTransfers.execute(actor, {}),
    getPortfolio.execute(actor, {}),
  ]);
  return (
    <>
      <PageHeader title="Movements" lead={leadOf(balance.settling)} />
      <Sections>
        {transfers.length > 0 && (
          <SectionCard title="On their way or sent back" description="They count as soon as both banks have confirmed them." flush>
            <TransfersTable transfers={transfers} />
          </SectionCard>
        )}
        <MovementsTable page={page} />
      </Sections>
    </>
  );
}

/** Returns are booked together, a little later than they count; so the newest line may be behind the balance. */
function leadOf(settling: bigint): string {
  const lead = "Everything that went into your waiting money or out of it, newest first.";
  if (settling === 0n) return lead;
  return `${lead} ${formatMoney(settling, moneyFormat)} came back since the last booking: it counts already and will be a line here soon.`;
}
