"use client";

import { DelinquencyBadge, LoanStateBadge } from "@/components/layout/state-badge";
import { EmptyState } from "@/components/layout/empty-state";
import { columnsOf } from "@/components/tables/columns";
import { DataTable } from "@/components/tables/data-table";
import type { Page } from "@/components/tables/page";
import { delinquencyBuckets } from "@/lib/core/delinquency";
import { loanStates } from "@/lib/core/loan";
import { formatPlural } from "@/lib/format";
import type { BookRow, Choice } from "@/lib/loans/admin-queries";
import classes from "./admin.module.css";
import { bucketWords, loanNumber, stateWords } from "./loan-words";

const c = columnsOf<BookRow>();

const columns = [
  c.link("number", "Loan", (row) => ({ href: row.state === "pending" ? `/admin/applications/${row.id}` : `/admin/loans/${row.id}`, text: loanNumber(row.id) })),
  c.text("borrower", "Borrower", (row) => row.borrowerName, { sortable: true }),
  c.text("product", "Product", (row) => <span className={classes.twoLines}><span>{row.productName}</span><span>{row.bankName}</span></span>, { sortable: true }),
  c.money("principal", "Principal", (row) => row.principal, { sortable: true }),
  c.money("outstanding", "Outstanding", (row) => (row.disbursedOn === null ? null : row.outstanding), { sortable: true }),
  c.date("disbursedOn", "Paid out", (row) => row.disbursedOn, { sortable: true }),
  c.text("arrears", "State", (row) => <StateAndArrears row={row} />, { sortable: true }),
];

/** The book: every loan of every bank. */
export function BookTable({ page, banks }: { page: Page<BookRow>; banks: Choice[] }) {
  return (
    <DataTable
      label="Loans"
      page={page}
      columns={columns}
      rowId={(row) => row.id}
      filters={[
        { kind: "search", name: "q", label: "Borrower or number" },
        { kind: "select", name: "state", label: "State", options: loanStates.map((state) => ({ value: state, label: stateWords[state] })) },
        { kind: "select", name: "bank", label: "Bank", options: banks },
        { kind: "select", name: "bucket", label: "Arrears", options: delinquencyBuckets.map((bucket) => ({ value: bucket, label: bucketWords[bucket] })) },
      ]}
      empty={
        <EmptyState title="No loans yet" action={{ href: "/admin/applications", label: "See the applications" }}>
          A loan begins as an application that is approved and paid out.
        </EmptyState>
      }
    />
  );
}

function StateAndArrears({ row: { state, arrears } }: { row: BookRow }) {
  if (arrears === null) return <LoanStateBadge state={state} />;
  return (
    <span className={classes.twoLines}>
      <DelinquencyBadge bucket={arrears.bucket} />
      <span>{arrears.daysPastDue === 0 ? "Active" : `Active, ${formatPlural(arrears.daysPastDue, "day")} past due`}</span>
    </span>
  );
}
