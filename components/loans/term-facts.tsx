import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { formatPlural, formatRate } from "@/lib/format";
import type { OwnLoan } from "@/lib/loans/own-loan-query";
import { formatApr } from "./loan-cost-facts";
import { oftenWords, rateWords } from "./term-words";

/** What was agreed, for as long as the loan runs. */
export function TermFacts({ own: { loan, product, agreed } }: { own: OwnLoan }) {
  return (
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
        { label: "Yearly cost (APR)", value: formatApr(agreed.aprPpm) },
        {
          label: "Late fee",
          hint: product.lateFee > 0n ? `For an instalment more than ${formatPlural(product.lateFeeGraceDays, "day")} late` : undefined,
          value: product.lateFee > 0n ? <Money minor={product.lateFee} /> : "None",
        },
        {
          label: "Pre-closure fee",
          hint: loan.preClosureFeePpm > 0 ? "Of the principal that is not due yet" : undefined,
          value: loan.preClosureFeePpm > 0 ? formatRate(loan.preClosureFeePpm) : "None",
        },
        ...(loan.purpose === "" ? [] : [{ label: "Purpose", value: loan.purpose }]),
      ]}
    />
  );
}
