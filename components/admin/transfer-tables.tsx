"use client";

import { EmptyState } from "@/components/layout/empty-state";
import { columnsOf } from "@/components/tables/columns";
import { DataTable } from "@/components/tables/data-table";
import type { Page } from "@/components/tables/page";
import type { ServerAction } from "@/lib/platform/server-action";
import type { DepositorTransfer, HeldRepayment } from "@/lib/reports/transfer-queries";
import classes from "./admin.module.css";
import { loanNumber } from "./loan-words";
import { SettleButtons, type SettleAction } from "./settle-buttons";

export type TransferActions = { settleDeposit: ServerAction<object>; settleWithdrawal: ServerAction<object> };

const t = columnsOf<DepositorTransfer & TransferActions>();

const shared = [
  t.text("kind", "Transfer", (row) => (row.kind === "deposit" ? "Deposit" : "Withdrawal")),
  t.text("person", "Depositor", (row) => row.personName),
  t.date("date", "Business date", (row) => row.businessDate),
  t.money("amount", "Amount", (row) => row.amount),
];
const heldColumns = [...shared, t.actions("What the rail said", (row) => <SettleButtons person={row.personName} amount={row.amount} actions={heldActions(row)} />)];
const recentColumns = [...shared, t.actions("It came back", (row) => <SettleButtons person={row.personName} amount={row.amount} actions={[bounceAction(row)]} />)];

function heldActions(row: DepositorTransfer & TransferActions): SettleAction[] {
  if (row.kind === "deposit") {
    return [
      { kind: "deposit", outcome: "confirmed", id: row.id, action: row.settleDeposit },
      { kind: "deposit", outcome: "never_arrived", id: row.id, action: row.settleDeposit },
    ];
  }
  return [
    { kind: "withdrawal", outcome: "paid", id: row.id, action: row.settleWithdrawal },
    { kind: "withdrawal", outcome: "refused", id: row.id, action: row.settleWithdrawal },
  ];
}

function bounceAction(row: DepositorTransfer & TransferActions): SettleAction {
  if (row.kind === "deposit") return { kind: "deposit", outcome: "bounced", id: row.id, action: row.settleDeposit };
  return { kind: "withdrawal", outcome: "bounced", id: row.id, action: row.settleWithdrawal };
}

type TransferTableProps = { page: Page<DepositorTransfer>; actions: TransferActions };

/** Deposits and withdrawals that the rail holds. */
export function HeldTransfersTable({ page, actions }: TransferTableProps) {
  return (
    <DataTable
      label="Deposits and withdrawals at the rail"
      page={withActions(page, actions)}
      columns={heldColumns}
      rowId={(row) => `${row.kind}-${row.id}`}
      prefix="held-"
      empty={
        <EmptyState title="The rail holds nothing of depositors" compact>
          The sandbox rail confirms at once; it holds a transfer when the account “sandbox-hold” is chosen.
        </EmptyState>
      }
    />
  );
}

/** Deposits and withdrawals of the last days, which can still bounce. */
export function RecentTransfersTable({ page, actions }: TransferTableProps) {
  return (
    <DataTable
      label="Deposits and withdrawals of the last days"
      page={withActions(page, actions)}
      columns={recentColumns}
      rowId={(row) => `${row.kind}-${row.id}`}
      prefix="recent-"
      empty={<EmptyState title="Nothing in the last days" compact />}
    />
  );
}

function withActions(page: Page<DepositorTransfer>, actions: TransferActions): Page<DepositorTransfer & TransferActions> {
  return { ...page, rows: page.rows.map((row) => ({ ...row, ...actions })) };
}

const r = columnsOf<HeldRepayment & { settle: ServerAction<object> }>();

const repaymentColumns = [
  r.link("loan", "Loan", (row) => ({ href: `/admin/loans/${row.loanId}`, text: loanNumber(row.loanId) })),
  r.text("person", "Borrower", (row) => row.personName),
  r.text("kind", "Payment", (row) => (row.kind === "payoff" ? "Payoff" : "Instalment")),
  r.date("date", "Sent on", (row) => row.valueDate),
  r.money("amount", "Amount", (row) => row.amount),
  r.actions("What the rail said", (row) => (
    <span className={classes.rowEnd}>
      <SettleButtons
        person={row.personName}
        amount={row.amount}
        actions={[
          { kind: "repayment", outcome: "confirmed", id: row.id, action: row.settle },
          { kind: "repayment", outcome: "never_arrived", id: row.id, action: row.settle },
        ]}
      />
    </span>
  )),
];

/** Borrowers' payments that the rail holds; they count from the day on which they are confirmed. */
export function HeldRepaymentsTable({ page, settle }: { page: Page<HeldRepayment>; settle: ServerAction<object> }) {
  return (
    <DataTable
      label="Payments at the rail"
      page={{ ...page, rows: page.rows.map((row) => ({ ...row, settle })) }}
      columns={repaymentColumns}
      rowId={(row) => row.id}
      prefix="repayments-"
      empty={<EmptyState title="The rail holds no payment" compact />}
    />
  );
}
