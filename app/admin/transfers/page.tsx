import type { Metadata } from "next";
import { TitledList } from "@/components/admin/titled-list";
import { HeldRepaymentsTable, HeldTransfersTable, RecentTransfersTable } from "@/components/admin/transfer-tables";
import { PageHeader } from "@/components/layout/page-header";
import { Sections } from "@/components/layout/section-card";
import { requireActor } from "@/lib/platform/page-session";
import { BOUNCE_DAYS, listHeldRepayments, listHeldTransfers, listRecentTransfers } from "@/lib/reports/transfer-queries";
import { settleDepositAction, settleRepaymentAction, settleWithdrawalAction } from "./actions";

export const metadata: Metadata = { title: "Transfers" };

export default async function TransfersPage({ searchParams }: PageProps<"/admin/transfers">) {
  const actor = await requireActor("admin");
  const address = await searchParams;
  const [held, repayments, recent] = await Promise.all([
    listHeldTransfers.execute(actor, { page: address["held-page"] }),
    listHeldRepayments.execute(actor, { page: address["repayments-page"] }),
    listRecentTransfers.execute(actor, { page: address["recent-page"] }),
  ]);
  const actions = { settleDeposit: settleDepositAction, settleWithdrawal: settleWithdrawalAction };
  return (
    <>
      <PageHeader title="Transfers" lead="Money on its way in and out, and what became of it." />
      <Sections>
        <TitledList title="Depositors’ money at the rail" description="Sent, and not yet known whether it arrived.">
          <HeldTransfersTable page={held} actions={actions} />
        </TitledList>
        <TitledList title="Borrowers’ payments at the rail" description="Nothing is posted for them until they are confirmed.">
          <HeldRepaymentsTable page={repayments} settle={settleRepaymentAction} />
        </TitledList>
        <TitledList
          title={`Settled within the last ${BOUNCE_DAYS} days`}
          description="Deposits that arrived and withdrawals that were paid. A bank may still send one back; bouncing it posts new entries, nothing is edited."
        >
          <RecentTransfersTable page={recent} actions={actions} />
        </TitledList>
      </Sections>
    </>
  );
}
