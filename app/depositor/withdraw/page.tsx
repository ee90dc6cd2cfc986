import type { Metadata } from "next";
import { MoneyDueNotice } from "@/components/funding/money-due-notice";
import { TransfersTable } from "@/components/funding/transfers-table";
import { WithdrawForm } from "@/components/funding/withdraw-form";
import { EmptyState } from "@/components/layout/empty-state";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { listTransfers } from "@/lib/deposits/queries";
import { env } from "@/lib/env";
import type { DepositorBalance } from "@/lib/funding/balance-store";
import { getPortfolio } from "@/lib/funding/queries";
import { requireActor } from "@/lib/platform/page-session";
import { withdrawAction } from "./actions";

export const metadata: Metadata = { title: "Withdraw" };

export default async function WithdrawPage() {
  const actor = await requireActor("depositor");
  const [{ balance }, { transfers }] = await Promise.all([getPortfolio.execute(actor, {}), listTransfers.execute(actor, {})]);
  const leaving = transfers.filter((transfer) => transfer.direction === "out");
  return (
    <>
      <PageHeader title="Withdraw" lead="Money that waits is yours to take out, at once." />
      <Sections>
        <MoneyDueNotice due={balance.due} />
        <CardGrid>
          <SectionCard title="How much?">
            {balance.withdrawable > 0n ? (
              <WithdrawForm action={withdrawAction} withdrawable={balance.withdrawable} demo={env.demo} />
            ) : (
              <EmptyState title="Nothing can be taken out now" action={{ href: "/depositor", label: "See what comes back when" }} compact>
                {whyNothing(balance)}
              </EmptyState>
            )}
          </SectionCard>
          <SectionCard title="Where your money is">
            <KeyValues
              entries={[
                { label: "Waiting", value: <Money minor={balance.waiting} />, hint: "Yours to take out", strong: true },
                { label: "Working", value: <Money minor={balance.working} />, hint: "In loans; it comes back with their instalments" },
                ...(balance.committed > 0n ? [{ label: "Set aside", value: <Money minor={balance.committed} />, hint: "For approved loans" }] : []),
                ...(balance.reserved > 0n ? [{ label: "Being paid out", value: <Money minor={balance.reserved} />, hint: "The receiving bank has still to confirm it" }] : []),
              ]}
            />
          </SectionCard>
        </CardGrid>
        {leaving.length > 0 && (
          <SectionCard title="Withdrawals on their way or sent back" flush>
            <TransfersTable transfers={leaving} />
          </SectionCard>
        )}
      </Sections>
    </>
  );
}

function whyNothing({ due, working }: DepositorBalance): string {
  if (due > 0n) return "Until what is due from you is covered, your waiting money stays here.";
  return working > 0n ? "All your money works in loans. It comes back with their instalments." : "You have no money here yet.";
}
