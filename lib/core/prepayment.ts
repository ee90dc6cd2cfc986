import type { BusinessDate } from "./business-date";
import { invariant } from "./invariant";
import { accruedExactly, accruedInterest, carryText, instalmentsAhead, unpaidPrincipal, type LoanAccount, type ServicedInstalment } from "./loan-account";
import type { LoanMethod } from "./loan-terms";
import { minMoney, type Money } from "./money";
import { shut, withPaidRest, withRest } from "./rest-of-loan";

/** What money in advance does to the instalments to come. */
export const prepaymentChoices = ["shorter_term", "lower_instalment", "next_instalments"] as const;

export type PrepaymentChoice = (typeof prepaymentChoices)[number];

/**
 * The choices that differ on a kind of loan, the usual one first. Flat interest is owed to the end, so early money can
 * only pay the next instalments. A bullet has no term to shorten and no instalment of principal to lower: either makes
 * what is due at the end smaller, and the interest with it. Whatever else is sent does the same as the first of these.
 */
export function prepaymentChoicesOf(method: LoanMethod): readonly PrepaymentChoice[] {
  if (method === "flat") return ["next_instalments"];
  return method === "bullet" ? ["lower_instalment", "next_instalments"] : prepaymentChoices;
}

export type Prepayment = { amount: Money; on: BusinessDate; choice: PrepaymentChoice };

/**
 * Applies money in advance to a loan that is not flat and on which nothing is due any more: interest accrued to the date
 * first, then principal, in grace as well. The choice decides only how the instalments to come are rebuilt; grace stays
 * as long as it was agreed.
 * - shorter_term: the equal instalment, or the principal in each, stays; instalments fall away from the end.
 * - lower_instalment: the balance is spread anew over the dates that are left.
 * - next_instalments: the money counts for the next instalments in order. One that it fills is closed with the interest
 *   accrued to the payment; interest from then on goes into the next one that is open.
 * @param account rolled forward to the date
 * @param amount at most the accrued interest and the principal of the instalments to come
 */
export function prepay(account: LoanAccount, { amount, on, choice }: Prepayment): LoanAccount {
  const ahead = instalmentsAhead(account);
  invariant(amount > 0n && amount <= accruedInterest(account, on) + unpaidPrincipal(ahead), "prepayment: at most what is owed may be paid in advance");
  const accrued = { ...account, accruedFrom: on, accruedCarry: carryText(accruedExactly(account, ahead, on)) };
  return choice === "next_instalments" ? fillNext(accrued, amount) : payFirst(accrued, amount, choice);
}

/** The whole payment stands in the accruing instalment, on top of what that one still asks for on its due date. */
function payFirst(account: LoanAccount, amount: Money, choice: PrepaymentChoice): LoanAccount {
  const toInterest = minMoney(amount, accruedInterest(account, account.accruedFrom));
  const [first, ...later] = instalmentsAhead(account);
  invariant(first !== undefined, "prepayment: the instalments to come must hold the payment");
  const paid = pay(first, toInterest, amount - toInterest);
  const balance = unpaidPrincipal([paid, ...later]);
  const kept = choice === "lower_instalment" && balance > 0n ? "fit" : account.instalmentAmount;
  return withPaidRest(account, [paid, ...later], { balance, kept });
}

/** Fills the instalments in order, one after the other: each up to what it asks for once those before it are closed. */
function fillNext(account: LoanAccount, amount: Money): LoanAccount {
  let filled = { account, left: amount };
  while (filled.left > 0n) filled = fillOne(filled.account, filled.left);
  return filled.account;
}

/** One that stays open asks for what is left of it; after one that is closed the rest is divided anew. */
function fillOne(account: LoanAccount, amount: Money): { account: LoanAccount; left: Money } {
  const ahead = instalmentsAhead(account);
  const [row, ...rest] = ahead;
  invariant(row !== undefined, "prepayment: the instalments to come must hold the payment");
  const asked = row.principal - row.principalPaid + row.interest - row.interestPaid;
  const taken = minMoney(amount, asked);
  const toInterest = minMoney(taken, accruedInterest(account, account.accruedFrom));
  const paid = pay(row, toInterest, taken - toInterest);
  const balance = unpaidPrincipal(ahead) - (taken - toInterest);
  const kept = account.instalmentAmount;
  if (taken < asked) return { account: withRest(account, [paid, ...rest], { balance, kept, first: asked - taken }), left: 0n };
  return { account: withRest(shut(account, paid), rest, { balance, kept }), left: amount - taken };
}

function pay(row: ServicedInstalment, interest: Money, principal: Money): ServicedInstalment {
  return { ...row, interestPaid: row.interestPaid + interest, principalPaid: row.principalPaid + principal };
}
