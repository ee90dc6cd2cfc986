import type { Tx } from "@/db/transaction";
import type { Product } from "@/lib/catalog/steps";
import { agreeLoan } from "@/lib/core/agreed-loan";
import { daysBetween } from "@/lib/core/business-date";
import { dueDates } from "@/lib/core/due-dates";
import { loanDisbursedEntry } from "@/lib/core/entries";
import { fundingSplit, transition } from "@/lib/core/loan";
import type { LoanTerms } from "@/lib/core/loan-terms";
import type { Money } from "@/lib/core/money";
import { oldestUnpaidDueOn, openAccount, type LoanAccount } from "@/lib/core/repayment";
import { formatDate, formatMoney } from "@/lib/format";
import type { EntryContext } from "@/lib/funding/settlement";
import type { FundingNeed } from "@/lib/funding/allocation";
import { fundLoan, type CandidateNeed } from "@/lib/funding/steps";
import { recipientOf } from "@/lib/identity/steps";
import { postEntry } from "@/lib/ledger/steps";
import { notify } from "@/lib/notifications/steps";
import { beginTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { loanTerms, saveInstalments } from "./account-store";
import { setLoan, type Loan } from "./store";

/** How a loan is paid out: over which account, from which reserved candidates, in which mode of the allocation. */
export type Disbursement = { product: Product; method: string; candidates: readonly number[]; mode: string | undefined; entry: EntryContext };

/**
 * Pays out a locked, approved loan: funds it from what is held for it, else from depositors' waiting money, posts the
 * disbursement and opens the schedule, all or nothing. Refuses `approval_expired`, `allocation_not_possible` and
 * `disbursement_refused_by_bank`.
 */
export async function disburse(tx: Tx, loan: Loan, { product, method, candidates, mode, entry }: Disbursement): Promise<{ funders: number; pooled: Money; bankTile: Money }> {
  const today = entry.businessDate;
  const active: Loan = { ...loan, disbursedOn: today };
  const { terms, schedule, originationFee, paidOut } = agreeLoan(loanTerms(active), loan.originationFeePpm);
  const account = openAccount(terms, schedule);
  const need = fundingNeedOf(loan, product, terms);
  const { parts: tiles, bankTile, fundedFrom } = await fundLoan(tx, need, { candidates, mode, entry });

  const order = { direction: "out" as const, method, amountMinor: paidOut };
  const { transferId, outcome } = await beginTransfer(tx, "disbursement", order);
  if (outcome !== "confirmed") refuse("disbursement_refused_by_bank");
  const funding = { loanId: loan.id, bankId: loan.bankId, tiles, bankTile, fundedFrom, originationFee };
  await postEntry(tx, loanDisbursedEntry(funding), { ...entry, loanId: loan.id, roundNumber: 1 });
  await saveInstalments(tx, loan.id, { before: null, after: account });
  await openLoan(tx, active, { account, transferId, originationFee });
  await tellDisbursed(tx, loan, { account, productName: product.name });
  return { funders: tiles.length, pooled: loan.principal - bankTile, bankTile };
}

/** What decides how many depositors are asked for a loan of this product. */
export function candidateNeedOf(principal: Money, product: Product): CandidateNeed {
  const { bankShare } = fundingSplit(principal, product.bankSharePpm);
  return { principal, bankShare, smallestTileMinor: product.smallestTile, tileCountMax: product.tileCountMax };
}

/** What is asked of depositors and of the bank for a loan with these terms. */
export function fundingNeedOf(loan: Loan, product: Product, terms: LoanTerms): FundingNeed {
  const { id: loanId, bankId, personId: borrowerPersonId, grade } = loan;
  return { ...candidateNeedOf(loan.principal, product), loanId, bankId, bankTopsUp: product.bankTopsUp, borrowerPersonId, grade, termDays: termDaysOf(terms) };
}

/** Days from the disbursement to the last due date. */
function termDaysOf(terms: LoanTerms): number {
  return daysBetween(terms.disbursedOn, dueDates(terms).at(-1) ?? terms.disbursedOn);
}

async function openLoan(
  tx: Tx,
  loan: Loan,
  { account, transferId, originationFee }: { account: LoanAccount; transferId: number; originationFee: Money },
): Promise<void> {
  await setLoan(tx, loan.id, {
    state: transition(loan.state, "active"),
    disbursedOn: loan.disbursedOn,
    disbursementTransferId: transferId,
    originationFee,
    receivable: loan.principal,
    funding: loan.principal,
    instalmentAmount: account.instalmentAmount,
    accruedFrom: account.accruedFrom,
    accruedCarry: account.accruedCarry,
    interestPauses: account.interestPauses ? [...account.interestPauses] : null,
    oldestUnpaidDueOn: oldestUnpaidDueOn(account),
  });
}

async function tellDisbursed(tx: Tx, loan: Loan, { account, productName }: { account: LoanAccount; productName: string }): Promise<void> {
  const [first] = account.instalments;
  if (!first) return;
  const params = {
    productName,
    loanId: loan.id,
    amount: formatMoney(loan.principal, moneyFormat),
    firstDueDate: formatDate(first.dueOn),
    firstInstalment: formatMoney(first.principal + first.interest, moneyFormat),
  };
  await notify(tx, { kind: "loan_disbursed", recipient: await recipientOf(tx, loan.borrowerId), params });
}
