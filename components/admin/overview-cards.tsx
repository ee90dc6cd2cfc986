import Link from "next/link";
import { BarsFigure } from "@/components/charts/figures";
import { KeyValues } from "@/components/layout/key-values";
import { LinkButton } from "@/components/layout/link-button";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { Stat, StatRow } from "@/components/layout/stat";
import { DelinquencyBadge } from "@/components/layout/state-badge";
import { SimpleTable } from "@/components/tables/simple-table";
import { daysBetween } from "@/lib/core/business-date";
import { formatDate, formatPlural, formatShare } from "@/lib/format";
import type { Overview } from "@/lib/reports/queries";
import classes from "./admin.module.css";

/** What waits for staff, and the size of the book. */
export function OverviewStats({ overview }: { overview: Overview }) {
  const { waiting, approved, book, today } = overview;
  const oldest = waiting.oldestOn === null ? null : daysBetween(waiting.oldestOn, today);
  return (
    <StatRow>
      <Stat
        label="Applications to decide"
        value={waiting.count}
        hint={oldest === null ? "nobody is waiting" : oldest === 0 ? "the oldest came today" : `the oldest waits ${formatPlural(oldest, "day")}`}
        lead
      />
      <Stat label="Approved, to be paid out" value={approved.count} hint={approved.count === 0 ? "nothing is in line" : <Money minor={approved.amount} fraction="auto" />} />
      <Stat label="Outstanding principal" value={<Money minor={book.outstanding} fraction="auto" />} hint={`in ${formatPlural(book.activeLoans, "active loan")}`} />
    </StatRow>
  );
}

/** The way to the work, as buttons of the page's head. */
export function OverviewActions({ overview: { rail, approved } }: { overview: Overview }) {
  return (
    <>
      {rail.deposits.count + rail.withdrawals.count + rail.repayments.count > 0 && (
        <LinkButton href="/admin/transfers" variant="default">
          Settle transfers
        </LinkButton>
      )}
      {approved.count > 0 && (
        <LinkButton href="/admin/loans?state=approved" variant="default">
          Pay out
        </LinkButton>
      )}
      <LinkButton href="/admin/applications">Decide applications</LinkButton>
    </>
  );
}

/** What depositors have with the bank. Each figure is a balance that postings prove. */
export function DepositorsCard({ overview: { depositors } }: { overview: Overview }) {
  return (
    <SectionCard title="Depositors’ money" description={`Of ${formatPlural(depositors.count, "depositor")} with an account here.`}>
      <KeyValues
        entries={[
          { label: "Waiting", hint: "free to lend or to take out", value: <Money minor={depositors.available} /> },
          { label: "Working", hint: "in loans, as far as returns are settled", value: <Money minor={depositors.working} /> },
          { label: "Repaid, on its way to funders", hint: "credited at the next settlement", value: <Money minor={depositors.returning} /> },
          { label: "Reserved", hint: "withdrawals that the rail has not paid yet", value: <Money minor={depositors.reserved} /> },
          { label: "Due from depositors", hint: "deposits that bounced after they were lent", value: <Money minor={depositors.due} /> },
        ]}
      />
    </SectionCard>
  );
}

/** What the banks have. */
export function CapitalCard({ overview: { banks } }: { overview: Overview }) {
  return (
    <SectionCard title="Banks’ capital" description="A bank’s own money that is free to lend; its share of running loans is not in it.">
      <KeyValues entries={banks.map(({ name, available }) => ({ label: name, value: <Money minor={available} /> }))} />
    </SectionCard>
  );
}

/** How late the active loans are. */
export function ArrearsCard({ overview }: { overview: Overview }) {
  const { arrears, book } = overview;
  return (
    <SectionCard title="Arrears" description="Active loans by the days since their oldest unpaid instalment was due." flush>
      <SimpleTable
        caption="Active loans by arrears"
        columns={[{ header: "Bucket" }, { header: "Loans", align: "end" }, { header: "Outstanding", align: "end" }, { header: "Share", align: "end" }]}
        rows={arrears.map(({ bucket, count, amount }) => ({
          key: bucket,
          muted: count === 0,
          cells: [
            <Link key="bucket" className={classes.plainLink} href={`/admin/loans?bucket=${bucket}`}>
              <DelinquencyBadge bucket={bucket} />
            </Link>,
            count,
            <Money key="amount" minor={amount} />,
            formatShare(amount, book.outstanding),
          ],
        }))}
        footer={["In all", book.activeLoans, <Money key="amount" minor={book.outstanding} />, ""]}
      />
    </SectionCard>
  );
}

/** What went out and came back, month by month. */
export function MonthsCard({ overview }: { overview: Overview }) {
  const points = (read: (month: Overview["months"][number]) => bigint) => overview.months.map((month) => ({ label: monthInWords(month.month), valueMinor: read(month) }));
  return (
    <SectionCard>
      <BarsFigure
        title="How much was lent and repaid each month?"
        hint="Lent is principal paid out; repaid is everything borrowers paid, interest and fees included. The last month is not over."
        series={[
          { name: "Lent", points: points(({ lent }) => lent) },
          { name: "Repaid", points: points(({ repaid }) => repaid) },
        ]}
        arranged="beside"
      />
    </SectionCard>
  );
}

/** "2026-03" → "Mar 2026": the date of its first day without the day. */
function monthInWords(month: string): string {
  return formatDate(`${month}-01`).slice("1 ".length);
}

/** What the payment rail has not answered yet. */
export function RailCard({ overview }: { overview: Overview }) {
  const { deposits, withdrawals, repayments } = overview.rail;
  const lines = [
    { label: "Deposits", ...deposits },
    { label: "Withdrawals", ...withdrawals },
    { label: "Payments of borrowers", ...repayments },
  ];
  const none = lines.every(({ count }) => count === 0);
  return (
    <SectionCard title="At the payment rail" action={<Link className={classes.link} href="/admin/transfers">Transfers</Link>}>
      {none ? (
        <p className={classes.dim}>Nothing is held: every transfer is settled.</p>
      ) : (
        <KeyValues entries={lines.map(({ label, count, amount }) => ({ label, hint: formatPlural(count, "transfer"), value: <Money minor={amount} /> }))} />
      )}
    </SectionCard>
  );
}

/** When the last day was closed, in words. */
export function lastClosedInWords({ lastClosed, today }: Pick<Overview, "lastClosed" | "today">): string {
  return lastClosed === null ? `Business date ${formatDate(today)}.` : `Business date ${formatDate(today)}; ${formatDate(lastClosed.businessDate)} is closed.`;
}
