import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import type { LoanMethod } from "@/lib/core/loan-terms";
import type { Payoff } from "@/lib/core/repayment";
import { formatDate, formatRate } from "@/lib/format";

type PayoffPartsProps = {
  loan: { method: LoanMethod; preClosureFeePpm: number };
  payoff: Payoff;
  /** A day to come; left out for today. */
  on?: string;
};

/** What closes a loan on a day, part by part. */
export function PayoffParts({ loan, payoff, on }: PayoffPartsProps) {
  const lateFees = payoff.fee + payoff.penalty;
  const day = on === undefined ? "today" : `on ${formatDate(on)}`;
  const interestHint = loan.method === "flat" ? "Flat interest is owed to the end of the term" : on === undefined ? "Up to today" : "Up to that day";
  const feeHint = `${formatRate(loan.preClosureFeePpm)} of the principal that is not due yet`;
  return (
    <KeyValues
      entries={[
        { label: "Principal still owed", value: <Money minor={payoff.principal} /> },
        { label: "Interest", hint: interestHint, value: <Money minor={payoff.interest} /> },
        ...(lateFees > 0n ? [{ label: "Late fees", value: <Money minor={lateFees} /> }] : []),
        { label: "Pre-closure fee", hint: payoff.preClosureFee > 0n ? feeHint : undefined, value: payoff.preClosureFee > 0n ? <Money minor={payoff.preClosureFee} /> : "None" },
        { label: `To close the loan ${day}`, value: <Money minor={payoff.total} />, strong: true },
      ]}
    />
  );
}
