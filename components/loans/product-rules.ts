import type { ProductDetails } from "@/lib/catalog/queries";
import { formatMoney, formatPlural, formatRate, type MoneyFormat } from "@/lib/format";

/** Who may have a product, one sentence a rule, in the order in which they are checked. */
export function rulesInWords({ criteria, requiresDocuments }: Pick<ProductDetails, "criteria" | "requiresDocuments">, format: MoneyFormat): string[] {
  const money = (major: number) => formatMoney(BigInt(major) * 10n ** BigInt(format.exponent), format, { fraction: "auto" });
  const rules: string[] = [];
  if (criteria !== null) {
    const { ageMin, refusesUnemployed, studentIncomeMinMajor, incomeMinMajor, emiShareMaxPpm, activeLoansBelow } = criteria;
    if (ageMin !== null) rules.push(`You are at least ${ageMin} years old.`);
    if (refusesUnemployed) rules.push("You are employed, self-employed or a student.");
    if (studentIncomeMinMajor !== null) rules.push(`As a student, you have an income of your own of at least ${money(studentIncomeMinMajor)} a month.`);
    if (incomeMinMajor !== null) rules.push(`Your total income is at least ${money(incomeMinMajor)} a month.`);
    if (emiShareMaxPpm !== null) {
      rules.push(`Instalments that you pay already take at most ${formatRate(emiShareMaxPpm)} of your income.`);
      rules.push(`The new instalment takes at most ${formatRate(emiShareMaxPpm)} of what is left of your income after them.`);
    }
    if (activeLoansBelow !== null) rules.push(`You have fewer than ${formatPlural(activeLoansBelow, "active loan")} here.`);
  }
  if (requiresDocuments) rules.push("Your government ID and a proof of address are verified before the loan is paid out.");
  return rules.length > 0 ? rules : ["There are no rules besides the amount and the term."];
}

type Fees = Pick<ProductDetails, "originationFeePpm" | "preClosureFeePpm" | "lateFee" | "lateFeeGraceDays">;

/** Every fee that can arise, and that the others do not. */
export function feesInWords({ originationFeePpm, preClosureFeePpm, lateFee, lateFeeGraceDays }: Fees, format: MoneyFormat): { label: string; text: string }[] {
  const days = formatPlural(lateFeeGraceDays, "day");
  return [
    { label: "When it is paid out", text: originationFeePpm === 0 ? "Nothing." : `${formatRate(originationFeePpm)} of the amount, kept back from what you receive.` },
    {
      label: "When an instalment is late",
      text: lateFee === 0n ? "Nothing." : `${formatMoney(lateFee, format, { fraction: "auto" })} for an instalment that is more than ${days} late.`,
    },
    { label: "When you close it early", text: preClosureFeePpm === 0 ? "Nothing." : `${formatRate(preClosureFeePpm)} of the principal that is not due yet.` },
    { label: "Everything else", text: "Nothing: no fee for applying, for paying or for statements." },
  ];
}
