import type { ReactNode } from "react";
import { LinkButton } from "@/components/layout/link-button";
import { Money } from "@/components/layout/money";
import { formatDate, formatPlural } from "@/lib/format";
import classes from "./loan-cards.module.css";
import type { NextStep } from "./next-step";

type StepWords = { title: ReactNode; text: ReactNode; action: { href: string; label: string }; urgent?: boolean };

/** The one thing to do now, in plain and kind words. */
export function NextStepCard({ step }: { step: NextStep }) {
  const { title, text, action, urgent = false } = wordsFor(step);
  return (
    <section className={classes.next} data-urgent={urgent || undefined} aria-labelledby="next-step">
      <div>
        <h2 id="next-step" className={classes.nextTitle}>
          {title}
        </h2>
        <p className={classes.nextText}>{text}</p>
      </div>
      <LinkButton href={action.href} size="md">
        {action.label}
      </LinkButton>
    </section>
  );
}

function wordsFor(step: NextStep): StepWords {
  switch (step.kind) {
    case "pay_overdue":
    case "pay_today":
    case "pay_next":
      return paymentWords(step);
    case "send_documents":
      return {
        title: "Two documents are needed",
        text: `${step.loan.productName} is paid out once your documents are verified. A clear photo of each is enough.`,
        action: { href: `/borrower/loans/${step.loan.id}`, label: "Send documents" },
      };
    case "await_payout":
      return {
        title: "Approved. The money comes next",
        text: (
          <>
            The bank prepares to pay out your <Money minor={step.loan.principal} fraction="auto" /> from {step.loan.productName}. Your contract is on the page of the loan: please read it and accept it.
          </>
        ),
        action: { href: `/borrower/loans/${step.loan.id}`, label: "See the loan" },
      };
    case "await_decision":
      return {
        title: "An officer looks at your application",
        text: `You will get an e-mail as soon as ${step.loan.productName} is decided. There is nothing that you have to do.`,
        action: { href: `/borrower/loans/${step.loan.id}`, label: "See the application" },
      };
    case "fill_details":
      return {
        title: "Find out what you can borrow",
        text: "Tell us about your work and income once. Then every product answers at once whether you qualify, and why.",
        action: { href: "/borrower/loans/apply", label: "Fill in your details" },
      };
    case "apply":
      return {
        title: "Nothing to pay, nothing to do",
        text: "Your details are saved. Choose a product, and the answer comes with every reason.",
        action: { href: "/borrower/loans/apply", label: "Apply for a loan" },
      };
  }
}

function paymentWords({ kind, loan }: Extract<NextStep, { kind: "pay_overdue" | "pay_today" | "pay_next" }>): StepWords {
  const progress = loan.progress;
  const href = `/borrower/loans/${loan.id}`;
  if (kind === "pay_overdue") {
    return {
      title: (
        <>
          <Money minor={progress?.overdue ?? 0n} /> is overdue
        </>
      ),
      text: `${loan.productName} has been waiting for ${formatPlural(progress?.daysPastDue ?? 0, "day")}. Paying any part of it helps, the oldest instalment is filled first. If you cannot pay now, talk to the bank: the sooner, the more can be done.`,
      action: { href, label: "Pay now" },
      urgent: true,
    };
  }
  if (kind === "pay_today") {
    return {
      title: (
        <>
          <Money minor={progress?.dueToday ?? 0n} /> is due today
        </>
      ),
      text: `The instalment of ${loan.productName}. Paid today, it is on time.`,
      action: { href, label: "Pay now" },
    };
  }
  return {
    title: (
      <>
        Next: <Money minor={progress?.next?.amount ?? 0n} /> on {formatDate(progress?.next?.dueOn ?? "")}
      </>
    ),
    text: `The next instalment of ${loan.productName}. You may pay it any day before.`,
    action: { href, label: "Pay it now" },
  };
}
