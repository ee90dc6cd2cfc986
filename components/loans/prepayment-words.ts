import type { LoanMethod } from "@/lib/core/loan-terms";
import { prepaymentChoicesOf, type PrepaymentChoice } from "@/lib/core/prepayment";

const words = {
  shorter_term: "Finish sooner, same instalments",
  lower_instalment: "Same end, lower instalments",
  next_instalments: "Pay the next instalments",
} as const satisfies Record<PrepaymentChoice, string>;

const wordsOf: Readonly<Record<LoanMethod, Partial<Record<PrepaymentChoice, string>>>> = {
  declining: {},
  flat: {},
  equal_principal: { shorter_term: "Finish sooner, same principal each time" },
  bullet: { lower_instalment: "Less interest, and less at the end" },
};

/** What early money can do on a kind of loan, as a choice. */
export function prepaymentOptions(method: LoanMethod): { value: PrepaymentChoice; label: string }[] {
  return prepaymentChoicesOf(method).map((value) => ({ value, label: wordsOf[method][value] ?? words[value] }));
}
