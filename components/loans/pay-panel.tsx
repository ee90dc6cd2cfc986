import type { ReactNode } from "react";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { formatDate, formatMoney, type MoneyFormat } from "@/lib/format";
import type { OwnLoan, Servicing } from "@/lib/loans/own-loan-query";
import type { PayoffQuote } from "@/lib/loans/payoff-quote-query";
import type { RepaymentPreview } from "@/lib/loans/repayment-preview-query";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./borrower.module.css";
import { OtherAmountForm } from "./other-amount-form";
import { PayTabs } from "./pay-tabs";
import { PrepaymentEffect } from "./prepayment-effect";
import { PayoffDayForm } from "./payoff-day-form";
import { PayoffParts } from "./payoff-parts";
import { PayOffForm, RepayForm, type PaymentAnswer } from "./repay-form";

type PayPanelProps = {
  loan: OwnLoan["loan"];
  servicing: Servicing;
  /** The demo lets the invented bank hold or refuse a payment. */
  demo: boolean;
  format: MoneyFormat;
  /** What the address asks to be previewed. */
  asked: { amount: string; prepayment: RepaymentPreviewChoice; preview: RepaymentPreview | null; closeOn: string; quote: PayoffQuote | null };
  today: string;
  repay: ServerAction<PaymentAnswer>;
  payOff: ServerAction<PaymentAnswer>;
};

type RepaymentPreviewChoice = Extract<RepaymentPreview, { ok: true }>["prepayment"];

/** Paying: this instalment, another amount with its effect shown first, or everything at once. */
export function PayPanel(props: PayPanelProps) {
  const { asked } = props;
  const opened = asked.closeOn !== "" ? "close" : asked.amount === "" ? "instalment" : "other";
  return (
    <SectionCard title="Pay">
      <PayTabs key={opened} opened={opened} instalment={<PayInstalment {...props} />} other={<PayOther {...props} />} close={<CloseEarly {...props} />} />
    </SectionCard>
  );
}

function PayInstalment({ loan, servicing: { toPay }, demo, format, repay }: PayPanelProps) {
  if (toPay.kind === "nothing") return <p>Nothing is left to pay.</p>;
  if (toPay.kind === "last_not_due") {
    return (
      <p>
        Your last instalment of <Money minor={toPay.amount} /> is due on {formatDate(toPay.dueOn)}. Paying it before that day closes the loan early, which is under “Close early”.
      </p>
    );
  }
  const words = {
    overdue: toPay.kind === "overdue" && toPay.alsoToday ? "Everything that is overdue, and what is due today." : "Everything that is overdue.",
    due_today: "Due today.",
    next: `Not due before ${formatDate(toPay.kind === "next" ? toPay.dueOn : "")}. Paid now, it counts for that instalment.`,
  } satisfies Record<typeof toPay.kind, string>;
  return (
    <>
      <Amount minor={toPay.amount}>{words[toPay.kind]}</Amount>
      <RepayForm
        key={String(toPay.amount)}
        loanId={loan.id}
        amount={toPay.amount}
        prepayment="next_instalments"
        demo={demo}
        action={repay}
        label={toPay.kind === "next" ? `Pay this instalment: ${formatMoney(toPay.amount, format)}` : `Pay ${formatMoney(toPay.amount, format)}`}
      />
    </>
  );
}

function PayOther({ loan, demo, format, asked, repay }: PayPanelProps) {
  const { preview } = asked;
  return (
    <>
      <OtherAmountForm key={`${asked.amount}/${asked.prepayment}`} loanId={loan.id} amount={asked.amount} prepayment={asked.prepayment} method={loan.method} hasGrace={loan.graceInstalments > 0} />
      {preview && (
        <div className={classes.effect}>
          <h3 className={classes.effectTitle}>What this payment does</h3>
          <PrepaymentEffect preview={preview} />
          {preview.ok && (
            <RepayForm
              key={`${preview.amount}/${preview.prepayment}`}
              loanId={loan.id}
              amount={preview.amount}
              prepayment={preview.prepayment}
              demo={demo}
              action={repay}
              label={`Pay ${formatMoney(preview.amount, format)}`}
            />
          )}
        </div>
      )}
    </>
  );
}

function CloseEarly({ loan, servicing: { payoff }, demo, asked, today, payOff }: PayPanelProps) {
  return (
    <>
      <PayoffParts loan={loan} payoff={payoff} />
      <PayOffForm key={String(payoff.total)} loanId={loan.id} amount={payoff.total} demo={demo} action={payOff} />
      <div className={classes.effect}>
        <PayoffDayForm key={asked.closeOn} loanId={loan.id} on={asked.closeOn} today={today} />
        {asked.quote && <PayoffParts loan={loan} payoff={asked.quote} on={asked.quote.on} />}
      </div>
    </>
  );
}

function Amount({ minor, children }: { minor: bigint; children: ReactNode }) {
  return (
    <div>
      <p className={classes.amount}>
        <Money minor={minor} />
      </p>
      <p className={classes.quiet}>{children}</p>
    </div>
  );
}
