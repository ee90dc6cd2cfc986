import type { Grace, LoanMethod } from "./loan-terms";
import type { Money } from "./money";

/** What kind of loan this is. */
export type LoanKind = { method: LoanMethod; grace: Grace | null; roundInstalmentTo: Money | null; roundInstalment: "up" | "nearest" };

/** How a loan is paid back, one sentence a rule: in the words of products, loans and contracts alike. */
export function describeKind({ method, grace, roundInstalmentTo, roundInstalment }: LoanKind, money: (amount: Money) => string): string[] {
  const rounded = method === "equal_principal" ? "The principal of each instalment is" : "Instalments are";
  const way = roundInstalment === "up" ? "up to a" : "to the nearest";
  return [
    methodWords[method],
    ...(grace === null ? [] : [graceInWords(grace)]),
    ...(roundInstalmentTo === null ? [] : [`${rounded} rounded ${way} multiple of ${money(roundInstalmentTo)}.`]),
  ];
}

const methodWords: Readonly<Record<LoanMethod, string>> = {
  declining: "Equal instalments: first the interest of what is still owed, and the rest pays the amount back.",
  equal_principal: "Each instalment pays back the same part of the amount, with the interest of what is still owed on top, so the first is the highest.",
  bullet: "Instalments are interest only. The whole amount is paid back with the last one.",
  flat: "Equal instalments. Interest is counted on the whole amount until the end of the term.",
};

function graceInWords({ instalments, of, interest }: Grace): string {
  const first = instalments === 1 ? "The first instalment asks" : `The first ${instalments} instalments ask`;
  if (interest === "waived") return `${first} for nothing, and no interest is charged for that time.`;
  if (of === "principal") return `${first} for interest only.`;
  return `${first} for nothing. Interest of that time is charged, stands in the instalments after it, and bears no interest itself.`;
}
