import type { Tx } from "@/db/transaction";
import type { Product } from "@/lib/catalog/steps";
import { daysBetween, type BusinessDate } from "@/lib/core/business-date";
import { loanDisbursedEntry } from "@/lib/core/entries";
import { fundingSplit, originationFeeOf, transition } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";
import { oldestUnpaidDueOn, openAccount, type LoanAccount } from "@/lib/core/repayment";
import { formatDate, formatMoney } from "@/lib/format";
import type { EntryContext } from "@/lib/funding/settlement";
import { fundLoan, type FundingNeed } from "@/lib/funding/steps";
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
 * Pays out a locked, approved loan: allocates it over depositors' waiting money, posts the disbursement and opens the
 * schedule, all or nothing. Refuses `allocation_not_possible` and `disbursement_refused_by_bank`.
 */
export async function disburse(tx: Tx, loan: Loan, { product, method, candidates, mode, entry }: Disbursement): Promise<{ funders: number; pooled: Money; bankTile: Money }> {
  const today = entry.businessDate;
  const active: Loan = { ...loan, disbursedOn: today };
  const account = openAccount(loanTerms(active));
  const need = fundingNeedOf(loan, product, termDaysOf(account, today));
  const { parts, bankTile } = await fundLoan(tx, need, { candidates, mode, today, entry });

  const originationFee = originationFeeOf(loan.principal, loan.originationFeePpm);
  const order = { direction: "out" as const, method, amountMinor: loan.principal - originationFee };
  const { transferId, outcome } = await beginTransfer(tx, "disbursement", order);
  if (outcome !== "confirmed") refuse("disbursement_refused_by_bank");
  const tiles = parts.map(({ depositorId, amount }) => ({ depositorId, amount }));
  const funding = { loanId: loan.id, bankId: loan.bankId, tiles, bankTile, fundedFrom: "available" as const, originationFee };
  await postEntry(tx, loanDisbursedEntry(funding), { ...entry, loanId: loan.id, roundNumber: 1 });
  await saveInstalments(tx, loan.id, { before: null, after: account });
  await openLoan(tx, active, { account, transferId, originationFee });
  await tellDisbursed(tx, loan, { account, productName: product.name });
  return { funders: tiles.length, pooled: loan.principal - bankTile, bankTile };
}

/** What is asked of depositors and of the bank for a loan. The days of its term matter only to the allocation itself. */
export function fundingNeedOf(loan: Pick<Loan, "id" | "bankId" | "principal" | "personId" | "grade">, product: Product, termDays = 0): FundingNeed {
  return {
    loanId: loan.id,
    bankId: loan.bankId,
    principal: loan.principal,
    bankShare: fundingSplit(loan.principal, product.bankSharePpm).bankShare,
    bankTopsUp: product.bankTopsUp,
    borrowerPersonId: loan.personId,
    grade: loan.grade,
    termDays,
    smallestTileMinor: product.smallestTile,
    tileCountMax: product.tileCountMax,
  };
}

function termDaysOf(account: LoanAccount, today: BusinessDate): number {
  return daysBetween(today, account.instalments.at(-1)?.dueOn ?? today);
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
