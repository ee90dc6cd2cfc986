"use client";

import { CircleHelp, Check, CircleX } from "lucide-react";
import { EmptyState } from "@/components/layout/empty-state";
import { Money } from "@/components/layout/money";
import { StateBadge } from "@/components/layout/state-badge";
import { columnsOf } from "@/components/tables/columns";
import { DataTable } from "@/components/tables/data-table";
import type { Page } from "@/components/tables/page";
import { grades } from "@/lib/core/loan";
import { formatPlural } from "@/lib/format";
import type { ApplicationRow, Choice } from "@/lib/loans/admin-queries";
import classes from "./admin.module.css";
import { loanNumber } from "./loan-words";

const c = columnsOf<ApplicationRow>();

const columns = [
  c.link("number", "No.", (row) => ({ href: `/admin/applications/${row.id}`, text: loanNumber(row.id) })),
  c.text("borrower", "Borrower", (row) => row.borrowerName, { sortable: true }),
  c.text("product", "Product", (row) => <TwoLines first={row.productName} second={row.bankName} />, { sortable: true }),
  c.count("principal", "Amount", (row) => <Ask row={row} />, { sortable: true }),
  c.text("grade", "Grade", (row) => <TwoLines first={row.grade ?? "None"} second={row.score === null ? "" : `score ${row.score}`} />, { sortable: true }),
  c.text("eligible", "Rules today", (row) => <RulesBadge eligible={row.eligible} />),
  c.text("documents", "Documents", (row) => (row.documentsToReview > 0 ? `${row.documentsToReview} to review` : "–")),
  c.date("appliedOn", "Applied", (row) => row.appliedOn, { sortable: true }),
];

type ApplicationsTableProps = { page: Page<ApplicationRow>; choices: { banks: Choice[]; products: Choice[] } };

/** The officer's queue, oldest first. */
export function ApplicationsTable({ page, choices }: ApplicationsTableProps) {
  return (
    <DataTable
      label="Applications that wait for a decision"
      page={page}
      columns={columns}
      rowId={(row) => row.id}
      filters={[
        { kind: "search", name: "q", label: "Borrower or number" },
        { kind: "select", name: "product", label: "Product", options: choices.products },
        { kind: "select", name: "bank", label: "Bank", options: choices.banks },
        { kind: "select", name: "grade", label: "Grade", options: grades.map((grade) => ({ value: grade, label: grade })) },
        { kind: "select", name: "eligible", label: "Rules today", options: [{ value: "yes", label: "Met" }, { value: "no", label: "Not met" }] },
      ]}
      empty={
        <EmptyState title="Nothing waits for a decision" action={{ href: "/admin/loans?state=approved", label: "See approved loans" }}>
          New applications appear here by themselves. Meanwhile approved loans may wait to be paid out.
        </EmptyState>
      }
    />
  );
}

function TwoLines({ first, second }: { first: string; second: string }) {
  return (
    <span className={classes.twoLines}>
      <span>{first}</span>
      <span>{second}</span>
    </span>
  );
}

function Ask({ row: { principal, instalmentCount } }: { row: ApplicationRow }) {
  return (
    <span className={classes.twoLinesEnd}>
      <Money minor={principal} />
      <span>{formatPlural(instalmentCount, "instalment")}</span>
    </span>
  );
}

function RulesBadge({ eligible }: { eligible: boolean | null }) {
  if (eligible === null) return <StateBadge text="Details missing" tone="warn" icon={CircleHelp} />;
  return eligible ? <StateBadge text="Met" tone="good" icon={Check} /> : <StateBadge text="Not met" tone="bad" icon={CircleX} />;
}
