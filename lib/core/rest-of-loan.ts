import { amortiseAsking, carriedOn, type AmortisationPlan, type Amortised, type Asking, type InstalmentPart } from "./amortisation";
import { Decimal } from "./decimal";
import { askingOf, graceAsking, keptAmount } from "./instalment-kinds";
import { carryText, factorsBetween, isOpen, periodOf, type LoanAccount, type ServicedInstalment } from "./loan-account";
import type { Money } from "./money";

/** What is left to divide over instalments to come. Minor units. */
type Rest = {
  /** Principal. */
  balance: Money;
  /** The amount that stays the same (see `keptAmount`): as it was, or fitted anew to the rest. */
  kept: Money | "fit";
  /** What the first instalment asks for besides what is paid of it, where that is fixed. */
  first?: Money;
};

/**
 * The account of a loan that is not flat with the rest of it divided over its last instalments, by the rule of its kind:
 * those that are in grace by their number first.
 * @param rows the last instalments of the account, the first of them the one that interest accrues into from `accruedFrom` on
 */
export function withRest(account: LoanAccount, rows: readonly ServicedInstalment[], { balance, kept, first }: Rest): LoanAccount {
  const { grace, method } = account.terms;
  const plan = planOf(account, rows, balance);
  // The last one repays, whatever else was agreed.
  const inGrace = Math.min(rows.filter(({ number }) => number <= (grace?.instalments ?? 0)).length, rows.length - 1);
  const start: Amortised | null = grace && inGrace > 0 ? amortiseAsking(plan, startingWith(first, graceAsking(grace)), inGrace) : null;
  const after = start === null ? plan : afterGrace(plan, start, inGrace);
  const instalmentAmount = kept === "fit" ? keptAmount(after, account.terms) : kept;
  const asking = askingOf(method, instalmentAmount);
  const { parts } = amortiseAsking(after, start === null ? startingWith(first, asking) : asking);
  return rebuilt({ ...account, instalmentAmount }, rows, [...(start?.parts ?? []), ...parts]);
}

/**
 * As `withRest`, where something may be paid of the first of the instalments already. One that asks for interest only has
 * nothing left where that was the interest of all its days: it is shut, and the rest divided over those behind it, so
 * that the next one does not ask for that interest again.
 */
export function withPaidRest(account: LoanAccount, rows: readonly ServicedInstalment[], rest: Rest): LoanAccount {
  const after = withRest(account, rows, rest);
  const [first] = after.instalments.filter(({ number }) => number === rows[0]?.number);
  if (first === undefined || isOpen(first) || rest.balance === 0n) return after;
  return withRest(shut(after, first), after.instalments.filter(({ number }) => number > first.number), rest);
}

/** The account with an instalment closed with what is paid of it: interest from `accruedFrom` on goes into the next one. */
export function shut(account: LoanAccount, paid: ServicedInstalment): LoanAccount {
  const closed = { ...paid, principal: paid.principalPaid, interest: paid.interestPaid };
  const accruedCarry = carryText(carriedOn(new Decimal(account.accruedCarry), closed.interest));
  return { ...account, accruedCarry, instalments: withRows(account, [closed]) };
}

/** What of the rest is left after the instalments in grace. Where nothing is owed any more, none of them took what was paid before. */
function afterGrace({ accruals, carriedPaid }: AmortisationPlan, { parts, balance, carried }: Amortised, inGrace: number): AmortisationPlan {
  return { balance, accruals: accruals.slice(inGrace), carried, carriedPaid: parts.length === 0 ? carriedPaid : 0n };
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

/** All instalments of the account, with these in the places of those that have their numbers. */
export function withRows(account: LoanAccount, rows: readonly ServicedInstalment[]): ServicedInstalment[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return account.instalments.map((each) => byNumber.get(each.number) ?? each);
}

/** The rest of the loan from `accruedFrom` on, over the dates of these instalments. */
function planOf(account: LoanAccount, rows: readonly ServicedInstalment[], balance: Money): AmortisationPlan {
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

function startingWith(first: Money | undefined, asking: Asking): Asking {
  return first === undefined ? asking : (owed, balance, index) => (index === 0 ? first : asking(owed, balance, index));
}
