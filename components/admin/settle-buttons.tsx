"use client";

import { ConfirmAction } from "@/components/forms/confirm-action";
import { useMoneyFormat } from "@/components/layout/money-format";
import type { Money } from "@/lib/core/money";
import { settleDepositInput, settleWithdrawalInput } from "@/lib/deposits/schemas";
import { formatMoney } from "@/lib/format";
import { settleRepaymentInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./admin.module.css";

/** One thing that the rail may say about one transfer. `never_arrived` is the bounce of money that was still held. */
export type SettleAction = { id: number; action: ServerAction<object> } & (
  | { kind: "deposit"; outcome: "confirmed" | "never_arrived" | "bounced" }
  | { kind: "withdrawal"; outcome: "paid" | "refused" | "bounced" }
  | { kind: "repayment"; outcome: "confirmed" | "never_arrived" }
);

type Words = { label: string; title: string; text: string; done: string };

const words: Readonly<Record<string, Words>> = {
  "deposit confirmed": {
    label: "Confirm",
    title: "Confirm this deposit?",
    text: "The money is the depositor’s from now on and waits to be lent.",
    done: "The deposit is confirmed.",
  },
  "deposit never_arrived": {
    label: "Bounce",
    title: "Did this deposit not arrive?",
    text: "Nothing was posted for it, and nothing will be.",
    done: "The deposit is marked as bounced.",
  },
  "deposit bounced": {
    label: "Bounce…",
    title: "Did this deposit come back?",
    text: "What still waits of it is taken from the depositor; what was lent already becomes due from the depositor, is withheld from what comes back, and until then nothing can be withdrawn.",
    done: "The deposit is bounced.",
  },
  "withdrawal paid": { label: "Paid", title: "Is this withdrawal paid?", text: "The reserved money leaves the bank for good.", done: "The withdrawal is paid." },
  "withdrawal refused": {
    label: "Refuse",
    title: "Refuse this withdrawal?",
    text: "The reserved money waits again and can be lent.",
    done: "The withdrawal is refused; the money waits again.",
  },
  "withdrawal bounced": {
    label: "Bounce…",
    title: "Did this withdrawal come back?",
    text: "The money is the depositor’s again and waits to be lent.",
    done: "The withdrawal is bounced; the money waits again.",
  },
  "repayment confirmed": {
    label: "Confirm",
    title: "Confirm this payment?",
    text: "It is posted with today’s business date, pays the oldest instalment first and belongs to the funders at once.",
    done: "The payment is posted.",
  },
  "repayment never_arrived": {
    label: "Bounce",
    title: "Did this payment not arrive?",
    text: "Nothing was posted for it; the borrower is told and owes it as before.",
    done: "The payment is marked as bounced.",
  },
};

/** The buttons of one transfer, each with its question. */
export function SettleButtons({ person, amount, actions }: { person: string; amount: Money; actions: readonly SettleAction[] }) {
  const what = `${formatMoney(amount, useMoneyFormat())}, ${person}`;
  return (
    <span className={classes.rowEnd}>
      {actions.map((each) => (
        <SettleButton key={each.outcome} what={what} settle={each} />
      ))}
    </span>
  );
}

function SettleButton({ what, settle }: { what: string; settle: SettleAction }) {
  const said = words[`${settle.kind} ${settle.outcome}`];
  if (!said) return null;
  const { id, action } = settle;
  const undoing = settle.outcome === "bounced" || settle.outcome === "never_arrived" || settle.outcome === "refused";
  const question = {
    action,
    label: said.label,
    buttonLabel: `${said.label}: ${what}`,
    button: { size: "xs", variant: "default" },
    title: said.title,
    confirm: said.label.replace("…", ""),
    confirmColor: undoing ? ("red" as const) : undefined,
    done: () => said.done,
    children: <Explained what={what} text={said.text} />,
  };
  if (settle.kind === "withdrawal") return <ConfirmAction {...question} schema={settleWithdrawalInput} defaultValues={{ withdrawalId: id, outcome: settle.outcome }} />;
  // To the bank, money that never arrived has bounced.
  const outcome = settle.outcome === "confirmed" ? ("confirmed" as const) : ("bounced" as const);
  if (settle.kind === "deposit") return <ConfirmAction {...question} schema={settleDepositInput} defaultValues={{ depositId: id, outcome }} />;
  return <ConfirmAction {...question} schema={settleRepaymentInput} defaultValues={{ repaymentId: id, outcome }} />;
}

function Explained({ what, text }: { what: string; text: string }) {
  return (
    <>
      <p>
        <strong>{what}</strong>
      </p>
      <p>{text}</p>
    </>
  );
}
