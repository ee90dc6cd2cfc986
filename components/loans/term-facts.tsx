import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { formatRate, type MoneyFormat } from "@/lib/format";
import type { OwnLoan } from "@/lib/loans/own-loan-query";
import classes from "./borrower.module.css";
import { formatApr } from "./loan-cost-facts";
import { KindFacts } from "./product-facts";
import { lateFeeInWords } from "./product-rules";
import { isOneStage, stageEntries } from "./stage-entries";
import { oftenWords, rateWords } from "./term-words";

/** What was agreed, for as long as the loan runs. */
export function TermFacts({ own: { loan, agreed }, format }: { own: OwnLoan; format: MoneyFormat }) {
  return (
    <div className={classes.stack}>
      <KeyValues
        entries={[
          { label: "Amount", value: <Money minor={loan.principal} /> },
          ...(loan.originationFee > 0n
            ? [
                { label: "Origination fee", hint: "Kept back at the start", value: <Money minor={loan.originationFee} /> },
                { label: "You received", value: <Money minor={loan.principal - loan.originationFee} /> },
              ]
            : []),
          { label: "Interest, as agreed", hint: rateWords({ ...loan, ratePpm: agreed.ratePpm }), value: <Money minor={agreed.totalInterest} /> },
          ...(loan.ratePpm === agreed.ratePpm ? [] : [{ label: "Rate now", hint: "As the bank changed it", value: formatRate(loan.ratePpm) }]),
          { label: "Instalments", hint: oftenWords(loan), value: String(loan.instalmentCount) },
          ...(isOneStage(agreed.stages) ? [] : stageEntries(agreed.stages)),
          { label: "Yearly cost (APR)", value: formatApr(agreed.aprPpm) },
          {
            label: "Late fee",
            hint: loan.lateFee > 0n ? `Charged ${lateFeeInWords(loan)}` : undefined,
            value: loan.lateFee > 0n ? <Money minor={loan.lateFee} /> : "None",
          },
          {
            label: "Pre-closure fee",
            hint: loan.preClosureFeePpm > 0 ? "Of the principal that is not due yet" : undefined,
            value: loan.preClosureFeePpm > 0 ? formatRate(loan.preClosureFeePpm) : "None",
          },
          ...(loan.purpose === "" ? [] : [{ label: "Purpose", value: loan.purpose }]),
        ]}
      />
      <KindFacts of={{ ...loan, graceInstalments: agreed.graceInstalments }} format={format} />
    </div>
  );
}
