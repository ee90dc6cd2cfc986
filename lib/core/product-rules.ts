import { refusesUnpaidDebt, type EligibilityCriteria } from "./eligibility";
import type { LoanMethod } from "./loan-terms";

/** How amounts and rates are written: whole units of the currency, and parts per million. */
type Words = { money: (major: number) => string; rate: (ppm: number) => string };

type Ruled = { criteria: EligibilityCriteria | null; requiresDocuments: boolean; method: LoanMethod };

/** Who may have a product, one sentence a rule, in the order in which they are checked. */
export function describeRules(product: Ruled, words: Words): string[] {
  const debt = refusesUnpaidDebt(product.criteria) ? ["You owe nothing of a loan that was written off."] : [];
  return orNone([...describeCriteria(product, words), ...debt, ...describeDocuments(product)]);
}

/** As `describeRules`, in the words of the first contract, which names the rules of a product and not the bank's own on debt. */
export function describeContractRules(product: Ruled, words: Words): string[] {
  return orNone([...describeCriteria(product, words), ...describeDocuments(product)]);
}

function orNone(rules: string[]): string[] {
  return rules.length > 0 ? rules : ["There are no rules besides the amount and the term."];
}

function describeDocuments({ requiresDocuments }: Ruled): string[] {
  return requiresDocuments ? ["Your government ID and a proof of address are verified before the loan is paid out."] : [];
}

function describeCriteria({ criteria, method }: Ruled, { money, rate }: Words): string[] {
  if (criteria === null) return [];
  const { ageMin, refusesUnemployed, studentIncomeMinMajor, incomeMinMajor, emiShareMaxPpm, activeLoansBelow } = criteria;
  const rules: string[] = [];
  if (ageMin !== null) rules.push(`You are at least ${ageMin} years old.`);
  if (refusesUnemployed) rules.push("You are employed, self-employed or a student.");
  if (studentIncomeMinMajor !== null) rules.push(`As a student, you have an income of your own of at least ${money(studentIncomeMinMajor)} a month.`);
  if (incomeMinMajor !== null) rules.push(`Your total income is at least ${money(incomeMinMajor)} a month.`);
  if (emiShareMaxPpm !== null) {
    rules.push(`Instalments that you pay already take at most ${rate(emiShareMaxPpm)} of your income.`);
    rules.push(`${burdens[method]} at most ${rate(emiShareMaxPpm)} of what is left of your income after them.`);
  }
  if (activeLoansBelow !== null) rules.push(`You have fewer than ${activeLoansBelow} active ${activeLoansBelow === 1 ? "loan" : "loans"} here.`);
  return rules;
}

/** What of a loan the income must carry: what `principalForInstalment` reckons with. */
const burdens: Readonly<Record<LoanMethod, string>> = {
  declining: "The new instalment takes",
  flat: "The new instalment takes",
  equal_principal: "The highest new instalment takes",
  bullet: "The interest of an instalment, and an equal part of the amount put aside for the last one, take",
};
