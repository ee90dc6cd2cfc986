"use client";

import { EmptyState } from "@/components/layout/empty-state";
import { Money } from "@/components/layout/money";
import { LoanStateBadge } from "@/components/layout/state-badge";
import { columnsOf } from "@/components/tables/columns";
import { DataTable } from "@/components/tables/data-table";
import type { Page } from "@/components/tables/page";
import { formatDate } from "@/lib/format";
import type { OwnLoanRow } from "@/lib/loans/queries";
import { LatenessBadge } from "./lateness-badge";

const c = columnsOf<OwnLoanRow>();

const columns = [
  c.link("product", "Loan", (row) => ({ href: `/borrower/loans/${row.id}`, text: row.productName })),
  c.text("bank", "Bank", (row) => row.bankName),
  c.money("principal", "Amount", (row) => row.principal),
  c.text("due", "Next to pay", (row) => <NextToPay row={row} />),
  c.text("since", "Since", (row) => formatDate(row.disbursedOn ?? row.appliedOn)),
  c.text("state", "State", (row) => (row.progress && row.progress.daysPastDue > 0 ? <LatenessBadge daysPastDue={row.progress.daysPastDue} /> : <LoanStateBadge state={row.state} />)),
];

const stateOptions = [
  { value: "active", label: "Running" },
  { value: "pending", label: "In review" },
  { value: "approved", label: "Approved" },
  { value: "closed", label: "Repaid" },
  { value: "rejected", label: "Rejected" },
  { value: "withdrawn", label: "Withdrawn" },
  { value: "written_off", label: "Written off" },
];

/** A borrower's applications and loans, newest first. */
export function OwnLoansTable({ page }: { page: Page<OwnLoanRow> }) {
  return (
    <DataTable
      label="Your applications and loans"
      page={page}
      columns={columns}
      rowId={(row) => row.id}
      filters={[{ kind: "select", name: "state", label: "State", options: stateOptions }]}
      empty={
        <EmptyState title="No loans yet" action={{ href: "/borrower/loans/apply", label: "Apply for a loan" }}>
          Your applications and loans will stand here.
        </EmptyState>
      }
    />
  );
}

function NextToPay({ row: { progress } }: { row: OwnLoanRow }) {
  if (progress === null) return "–";
  if (progress.overdue + progress.dueToday > 0n) {
    return (
      <span>
        <Money minor={progress.overdue + progress.dueToday} /> now
      </span>
    );
  }
  if (progress.next === null) return "–";
  return (
    <span>
      <Money minor={progress.next.amount} />, {formatDate(progress.next.dueOn)}
    </span>
  );
}
