import type { Metadata } from "next";
import Link from "next/link";
import { BalanceStats } from "@/components/funding/balance-stats";
import { ExpectedReturnsFigure } from "@/components/funding/expected-returns-figure";
import { MoneyDueNotice } from "@/components/funding/money-due-notice";
import { MoneyMosaic } from "@/components/funding/money-mosaic";
import { NewestMovements } from "@/components/funding/newest-movements";
import { EmptyState } from "@/components/layout/empty-state";
import { LinkButton } from "@/components/layout/link-button";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { listMovements, listTransfers } from "@/lib/deposits/queries";
import { getExpectedReturns, getPortfolio } from "@/lib/funding/queries";
import { moneyFormat } from "@/lib/platform/money-format";
import { requireActor } from "@/lib/platform/page-session";

export const metadata: Metadata = { title: "Your money" };

const NEWEST = 6;

export default async function DepositorPage() {
  const actor = await requireActor("depositor");
  const [{ balance, stakes, spread }, expected, movements, { arriving }] = await Promise.all([
    getPortfolio.execute(actor, {}),
    getExpectedReturns.execute(actor, {}),
    listMovements.execute(actor, { pageSize: NEWEST }),
    listTransfers.execute(actor, {}),
  ]);
  if (movements.total === 0 && arriving === 0n) return <FirstSteps />;
  return (
    <>
      <PageHeader title="Your money" lead="What works, what waits, what it earned." actions={<LinkButton href="/depositor/invest">Invest</LinkButton>} />
      <Sections>
        <MoneyDueNotice due={balance.due} />
        <BalanceStats balance={balance} loanCount={spread.loanCount} arriving={arriving} format={moneyFormat} />
        <CardGrid>
          <SectionCard>
            <MoneyMosaic stakes={stakes} waiting={balance.waiting} spread={spread} />
          </SectionCard>
          <SectionCard>
            <ExpectedReturnsFigure expected={expected} format={moneyFormat} />
          </SectionCard>
        </CardGrid>
        <SectionCard title="Newest movements" action={<Link href="/depositor/movements">All movements</Link>} flush>
          <NewestMovements movements={movements.rows} />
        </SectionCard>
      </Sections>
    </>
  );
}

function FirstSteps() {
  return (
    <>
      <PageHeader title="Your money" lead="Nothing is invested yet." />
      <SectionCard>
        <EmptyState title="Lay the first tile" action={{ href: "/depositor/invest", label: "Invest" }}>
          What you invest waits until a loan is paid out. Each loan takes an even part from everybody who waits, so no single borrower holds much of your
          money. Waiting money is yours to take out at any time.
        </EmptyState>
      </SectionCard>
    </>
  );
}
