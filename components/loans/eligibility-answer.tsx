import { CircleCheck, CircleX } from "lucide-react";
import Link from "next/link";
import { Disclosure } from "@/components/layout/disclosure";
import { Money } from "@/components/layout/money";
import type { EligibilityAnswer as Answer } from "@/lib/loans/eligibility-query";
import { formatPlural } from "@/lib/format";
import classes from "./borrower.module.css";

/** The bank's answer in words: yes, or every reason why not with what would help; the score with its reasons beside it. */
export function EligibilityAnswer({ answer }: { answer: Answer }) {
  const { eligible, reasons, maximumEligible, instalments, pendingLoanId } = answer;
  // Where the amount is the problem, its own advice names the largest one already.
  const saysLargest = !eligible && maximumEligible > 0n && !reasons.some(({ code }) => code === "amount_above_eligible");
  if (pendingLoanId !== null) return <PendingAlready loanId={pendingLoanId} />;
  return (
    <section className={classes.verdict} data-good={eligible || undefined} aria-label="Do you qualify?">
      <h2 className={classes.verdictTitle}>
        {eligible ? <CircleCheck size={22} aria-hidden /> : <CircleX size={22} aria-hidden />}
        {eligible ? "You can have this loan" : "Not with these figures"}
      </h2>
      {eligible ? (
        <p className={classes.quiet}>
          Your details meet every rule of this product. Over {formatPlural(instalments, "instalment")} you could ask for up to{" "}
          <Money minor={maximumEligible} fraction="auto" />.
        </p>
      ) : (
        <ul className={classes.reasons}>
          {reasons.map(({ code, message, help }) => (
            <li key={code}>
              <p>{message}</p>
              <p className={classes.quiet}>{help}</p>
            </li>
          ))}
        </ul>
      )}
      {saysLargest && (
        <p>
          The most that your income carries over {formatPlural(instalments, "instalment")}: <Money minor={maximumEligible} fraction="auto" />.
        </p>
      )}
      {answer.score && <ScoreReasons score={answer.score} />}
    </section>
  );
}

function PendingAlready({ loanId }: { loanId: number }) {
  return (
    <section className={classes.verdict} aria-label="Do you qualify?">
      <h2 className={classes.verdictTitle}>You have asked for this product already</h2>
      <p className={classes.quiet}>
        One application for it waits for a decision, and there can be only one at a time. <Link href={`/borrower/loans/${loanId}`}>See it, or withdraw it there</Link>.
      </p>
    </section>
  );
}

const attributeNames = {
  employment: "Employment",
  income: "Income",
  existing_emi: "Running instalments",
  active_loans: "Loans here",
  age: "Age",
  other_income: "Second income",
} as const;

function ScoreReasons({ score: { score, grade, points } }: { score: NonNullable<Answer["score"]> }) {
  return (
    <Disclosure summary={`Your score is ${score} of 900, grade ${grade}. See why`} className={classes.score}>
      <p className={classes.quiet}>Everybody starts at 300. The grade tells depositors how likely a loan is to be repaid; it never overrides a rule.</p>
      <ul className={classes.points}>
        {points.map((line) => (
          <li key={line.attribute}>
            <span>
              {attributeNames[line.attribute]}
              <span className={classes.quiet}> {line.reason}</span>
            </span>
            <span className="tabular">
              {line.points} of {line.pointsMax}
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
