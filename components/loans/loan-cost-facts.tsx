import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import type { LoanCost } from "@/lib/catalog/loan-cost";
import { formatDate, formatPlural, formatRate } from "@/lib/format";
import classes from "./borrower.module.css";
import { isOneStage, stageEntries } from "./stage-entries";

/** APR to a hundredth of a percent, as it is stated everywhere. */
export function formatApr(aprPpm: number | null): string {
  return aprPpm === null ? "–" : formatRate(Math.round(aprPpm / 100) * 100);
}

/** The full cost of one loan, line by line, before anybody signs. */
export function LoanCostFacts({ cost, often, rateText }: { cost: LoanCost; often: string; rateText: string }) {
  return (
    <KeyValues
      entries={[
        { label: "Amount", value: <Money minor={cost.amount} /> },
        ...(cost.originationFee === 0n
          ? []
          : [
              { label: "Origination fee", hint: "Kept back when the loan is paid out", value: <Money minor={-cost.originationFee} /> },
              { label: "You receive", value: <Money minor={cost.paidOut} /> },
            ]),
        ...(isOneStage(cost.stages)
          ? [{ label: "Instalment", hint: `${formatPlural(cost.instalments, "instalment")}, ${often}`, value: <Money minor={cost.instalmentAmount} /> }]
          : [{ label: "Instalments", hint: often, value: String(cost.instalments) }, ...stageEntries(cost.stages)]),
        { label: "Interest", hint: rateText, value: <Money minor={cost.totalInterest} /> },
        { label: "You pay back in all", value: <Money minor={cost.totalPayable} />, strong: true },
        { label: "Yearly cost (APR)", hint: "Interest and fee as one rate", value: <span className={classes.whole}>{formatApr(cost.aprPpm)}</span> },
        { label: "First instalment due", value: formatDate(cost.firstDueOn) },
        { label: "Last instalment due", value: formatDate(cost.lastDueOn) },
      ]}
    />
  );
}
