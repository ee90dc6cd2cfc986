import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountOwnersCard, StatementCard } from "@/components/admin/ledger-statement";
import { PageHeader } from "@/components/layout/page-header";
import { accountCodes, accounts } from "@/lib/core/chart-of-accounts";
import { formatMoney } from "@/lib/format";
import { idInput } from "@/lib/platform/field-schemas";
import { moneyFormat } from "@/lib/platform/money-format";
import { requireActor } from "@/lib/platform/page-session";
import { getAccountStatement, listAccountOwners, type Statement } from "@/lib/reports/ledger-statement";

export const metadata: Metadata = { title: "Account" };

const LINES_SHOWN = 50;

export default async function AccountPage({ params, searchParams }: PageProps<"/admin/ledger/accounts/[code]">) {
  const actor = await requireActor("admin");
  const { code } = await params;
  const account = accountCodes.find((each) => each === code);
  if (!account) notFound();
  const { number, label, kind, owner } = accounts[account];
  const sent = await searchParams;
  const [ownerId, after] = [idInput.safeParse(sent.owner).data, idInput.safeParse(sent.after).data];
  const ledger = { label: "Ledger", href: "/admin/ledger" };

  if (owner !== "installation" && ownerId === undefined) {
    const owners = await listAccountOwners.execute(actor, { account });
    return (
      <>
        <PageHeader title={`${number} ${label}`} lead={`${kindWords[kind]}, kept for each ${owner}.`} breadcrumbs={[ledger]} />
        <AccountOwnersCard account={account} owners={owners} />
      </>
    );
  }

  // One more than is shown says whether there are older ones.
  const statement = await getAccountStatement.execute(actor, { account, ownerId, limit: LINES_SHOWN + 1, after });
  const lines = statement.lines.slice(0, LINES_SHOWN);
  const last = lines.at(-1);
  const older = statement.lines.length > LINES_SHOWN && last ? `?${ownerId === undefined ? "" : `owner=${ownerId}&`}after=${last.entryId}` : null;
  return (
    <>
      <PageHeader
        title={`${number} ${label}`}
        lead={`${whose(statement)} ${formatMoney(statement.balance, moneyFormat)} now.`}
        breadcrumbs={owner === "installation" ? [ledger] : [ledger, { label, href: `/admin/ledger/accounts/${account}` }]}
      />
      <StatementCard statement={{ ...statement, lines }} older={older} />
    </>
  );
}

const kindWords = { asset: "An asset", liability: "A liability", equity: "Equity", income: "Income", expense: "An expense" } as const;

function whose({ account, ownerId, ownerName }: Statement): string {
  const { kind, owner } = accounts[account];
  if (owner === "installation") return `${kindWords[kind]}.`;
  return `${ownerName ?? `${owner.charAt(0).toUpperCase()}${owner.slice(1)} ${ownerId}`}:`;
}
