import { Button, TextInput } from "@mantine/core";
import Link from "next/link";
import { EmptyState } from "@/components/layout/empty-state";
import { LinkButton } from "@/components/layout/link-button";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { SimpleTable } from "@/components/tables/simple-table";
import { accounts, type AccountCode } from "@/lib/core/chart-of-accounts";
import { formatDate } from "@/lib/format";
import type { AccountOwnerBalance, Statement, StatementLine } from "@/lib/reports/ledger-statement";
import classes from "./admin.module.css";
import { entryKindInWords } from "./loan-words";

/** One page of an account's postings, the newest first; each leads to its entry. */
export function StatementCard({ statement, older }: { statement: Statement; /** Where the page before this one in time is. */ older: string | null }) {
  const { lines } = statement;
  if (lines.length === 0) {
    return (
      <EmptyState title="Nothing was posted here">
        Postings appear with the first entry that touches this account.
      </EmptyState>
    );
  }
  return (
    <SectionCard title="Postings" flush>
      <SimpleTable
        caption="Postings, the newest first"
        columns={[{ header: "Entry", wrap: true }, { header: "Date" }, { header: "Debit", align: "end" }, { header: "Credit", align: "end" }, { header: "Balance after", align: "end" }]}
        rows={lines.map((line) => ({ key: line.entryId, cells: cellsOf(line) }))}
      />
      {older !== null && (
        <p className={classes.older}>
          <LinkButton href={older} variant="default" size="sm">
            Older postings
          </LinkButton>
        </p>
      )}
    </SectionCard>
  );
}

function cellsOf({ entryId, kind, businessDate, loanId, amount, balance }: StatementLine) {
  const name = (
    <span className={classes.twoLines}>
      <Link href={`/admin/ledger/entries/${entryId}`} className={classes.link}>
        {entryKindInWords(kind)}
      </Link>
      <span>
        entry {entryId}
        {loanId !== null && `, loan ${loanId}`}
      </span>
    </span>
  );
  return [name, formatDate(businessDate), amount > 0n && <Money key="debit" minor={amount} />, amount < 0n && <Money key="credit" minor={-amount} />, <Money key="balance" minor={balance} />];
}

/** Whose balances an account holds; the statement of anybody else is found by the id. */
export function AccountOwnersCard({ account, owners }: { account: AccountCode; owners: readonly AccountOwnerBalance[] }) {
  const { owner } = accounts[account];
  return (
    <SectionCard
      title={`By ${owner}`}
      description={`This account has a sub-ledger for each ${owner}. The largest balances are listed.`}
      action={
        <form method="get" className={classes.row}>
          <TextInput name="owner" aria-label={`Id of the ${owner}`} placeholder={`Id of the ${owner}`} inputMode="numeric" pattern="[0-9]+" required w={170} />
          <Button type="submit" variant="default">
            Show
          </Button>
        </form>
      }
      flush={owners.length > 0}
    >
      {owners.length === 0 ? (
        <p className={classes.dim}>Nobody has a balance here now.</p>
      ) : (
        <SimpleTable
          caption={`Balances by ${owner}`}
          columns={[{ header: owner.charAt(0).toUpperCase() + owner.slice(1) }, { header: "Balance", align: "end" }]}
          rows={owners.map(({ ownerId, name, balance }) => ({
            key: ownerId,
            cells: [
              <Link key="owner" href={`/admin/ledger/accounts/${account}?owner=${ownerId}`} className={classes.link}>
                {name ?? `${owner} ${ownerId}`}
              </Link>,
              <Money key="balance" minor={balance} />,
            ],
          }))}
        />
      )}
    </SectionCard>
  );
}
