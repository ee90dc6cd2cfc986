import { amortise, carriedOn, fitInstalment, roundingOf, type AmortisationPlan, type InstalmentPart } from "./amortisation";
import type { BusinessDate } from "./business-date";
import { Decimal } from "./decimal";
import { invariant } from "./invariant";
import {
  accruedExactly,
  accruedInterest,
  carryText,
  factorsBetween,
  instalmentsAhead,
  periodOf,
  unpaidPrincipal,
  type LoanAccount,
  type ServicedInstalment,
} from "./loan-account";
import { minMoney, type Money } from "./money";

/** What money in advance does to the instalments to come. */
export const prepaymentChoices = ["shorter_term", "lower_instalment", "next_instalments"] as const;

export type PrepaymentChoice = (typeof prepaymentChoices)[number];

export type Prepayment = { amount: Money; on: BusinessDate; choice: PrepaymentChoice };

/**
 * Applies money in advance to a declining loan on which nothing is due any more: interest accrued to the date first,
 * then principal. The choice decides only how the instalments to come are rebuilt.
 * - shorter_term: what is to pay on each date stays the equal instalment; instalments fall away from the end.
 * - lower_instalment: the balance is spread anew over the dates that are left.
 * - next_instalments: the money counts for the next instalments in order. One that it fills is closed with the interest
 *   accrued to the payment; interest from then on goes into the next one that is open.
 * @param account rolled forward to the date
 * @param amount at most the accrued interest and the principal of the instalments to come
 */
export function prepay(account: LoanAccount, { amount, on, choice }: Prepayment): LoanAccount {
  const ahead = instalmentsAhead(account);
  const interest = accruedInterest(account, on);
  invariant(amount > 0n && amount <= interest + unpaidPrincipal(ahead), "prepayment: at most what is owed may be paid in advance");
  const accrued = { ...account, accruedFrom: on, accruedCarry: carryText(accruedExactly(account, ahead, on)) };
  if (choice === "next_instalments") return fillNext(accrued, ahead, { amount, interest });
  return payFirst(accrued, ahead, { amount, interest, choice });
}

/** The whole payment stands in the accruing instalment, on top of what that one still asks for on its due date. */
function payFirst(
  account: LoanAccount,
  ahead: readonly ServicedInstalment[],
  { amount, interest, choice }: { amount: Money; interest: Money; choice: PrepaymentChoice },
): LoanAccount {
  const toInterest = minMoney(amount, interest);
  const rows = ahead.map((each, index) => (index === 0 ? pay(each, toInterest, amount - toInterest) : each));
  const plan = planOf(account, rows, unpaidPrincipal(rows));
  if (choice === "lower_instalment" && plan.balance > 0n) {
    const { instalment, parts } = fitInstalment(plan, roundingOf(account.terms));
    return rebuilt({ ...account, instalmentAmount: instalment }, rows, parts);
  }
  return rebuilt(account, rows, amortise(plan, account.instalmentAmount));
}

/** Fills the instalments in order up to what each asks for now. */
function fillNext(account: LoanAccount, ahead: readonly ServicedInstalment[], money: { amount: Money; interest: Money }): LoanAccount {
  let { amount, interest } = money;
  let carried = new Decimal(account.accruedCarry);
  const balance = unpaidPrincipal(ahead) - (amount - minMoney(amount, interest));
  const closed: ServicedInstalment[] = [];
  const rows = [...ahead];
  let asked = 0n;
  for (let row = rows[0]; row !== undefined; row = rows[0]) {
    asked = row.principal - row.principalPaid + row.interest - row.interestPaid;
    const taken = minMoney(amount, asked);
    const toInterest = minMoney(taken, interest);
    const paid = pay(row, toInterest, taken - toInterest);
    amount -= taken;
    interest -= toInterest;
    asked -= taken;
    rows[0] = paid;
    if (asked > 0n) break;
    const shut = { ...paid, principal: paid.principalPaid, interest: paid.interestPaid };
    carried = carriedOn(carried, shut.interest);
    closed.push(shut);
    rows.shift();
  }
  invariant(amount === 0n, "prepayment: the instalments to come must hold the payment");
  const filled = { ...account, accruedCarry: carryText(carried), instalments: withRows(account, closed) };
  return rebuilt(filled, rows, amortise(planOf(filled, rows, balance), account.instalmentAmount, asked));
}

/** Gives the last instalments of the account what they ask for besides what is paid of them, and drops the empty ones at the end. */
export function rebuilt(account: LoanAccount, rows: readonly ServicedInstalment[], parts: readonly InstalmentPart[]): LoanAccount {
  const instalments = withRows(
    account,
    rows.map((row, index) => ({
      ...row,
      principal: row.principalPaid + (parts[index]?.principal ?? 0n),
      interest: row.interestPaid + (parts[index]?.interest ?? 0n),
    })),
  );
  const last = instalments.findLastIndex((row) => row.principal + row.interest + row.fee + row.penalty > 0n);
  return { ...account, instalments: instalments.slice(0, last + 1) };
}

/** The rest of the loan from `accruedFrom` on, over the dates of these instalments. */
export function planOf(account: LoanAccount, rows: readonly ServicedInstalment[], balance: Money): AmortisationPlan {
  return {
    balance,
    // The first one bears what has passed since `accruedFrom`, over the dates of instalments paid in advance as well.
    accruals: rows.map((row, index) =>
      factorsBetween(account, index === 0 ? account.accruedFrom : periodOf(account, row.number - 1).from, row.dueOn),
    ),
    carried: new Decimal(account.accruedCarry),
    carriedPaid: rows[0]?.interestPaid ?? 0n,
  };
}

function withRows(account: LoanAccount, rows: readonly ServicedInstalment[]): ServicedInstalment[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return account.instalments.map((each) => byNumber.get(each.number) ?? each);
}

function pay(row: ServicedInstalment, interest: Money, principal: Money): ServicedInstalment {
  return { ...row, interestPaid: row.interestPaid + interest, principalPaid: row.principalPaid + principal };
}
