import { readProduct, type Product } from "@/lib/catalog/steps";
import { daysBetween, type BusinessDate } from "@/lib/core/business-date";
import { loanDisbursedEntry } from "@/lib/core/entries";
import { canTransition, fundingSplit, originationFeeOf, transition } from "@/lib/core/loan";
import { oldestUnpaidDueOn, openAccount, type LoanAccount } from "@/lib/core/repayment";
import type { Tx } from "@/db/transaction";
import { formatDate, formatMoney } from "@/lib/format";
import { fundLoan, reserveCandidates, type FundingNeed } from "@/lib/funding/steps";
import { hasVerifiedDocuments, recipientOf } from "@/lib/identity/steps";
import { postEntry } from "@/lib/ledger/steps";
import { notify } from "@/lib/notifications/steps";
import { beginTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineOperation } from "@/lib/platform/operation";
import { loanTerms, saveInstalments } from "../account-store";
import { disburseLoanInput } from "../schemas";
import { lockLoan, readLoan, setLoan, type Loan } from "../store";

/**
 * Pays out an approved loan: allocates it over depositors' waiting money, posts the disbursement and opens the
 * schedule, all or nothing. When the pool and the bank cannot cover it: `allocation_not_possible`.
 */
export const disburseLoan = defineOperation({
  name: "loans.disburse",
  input: disburseLoanInput,
  async prepare(db, { loanId }) {
    const loan = await readLoan(db, loanId);
    if (loan?.state !== "approved") return { candidates: [] as number[] };
    const need = needOf(loan, await readProduct(db, loan.productId));
    return { candidates: await reserveCandidates(need) };
  },
  async run({ tx, actor, today, keyId, prepared, mode }, { loanId, method }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    // A closed loan may run again, but never be paid out again.
    if (loan.state !== "approved" || !canTransition(loan.state, "active")) refuse("loan_not_approved");
    const product = await readProduct(tx, loan.productId);
    if (product.requiresDocuments && !(await hasVerifiedDocuments(tx, loan.borrowerId))) refuse("documents_missing");

    const active: Loan = { ...loan, disbursedOn: today };
    const account = openAccount(loanTerms(active));
    const entry = { businessDate: today, keyId, actorId: actor.id };
    const need = needOf(loan, product, termDaysOf(account, today));
    const funded = await fundLoan(tx, need, { candidates: prepared.candidates, mode, today, entry });

    const originationFee = originationFeeOf(loan.principal, loan.originationFeePpm);
    const order = { direction: "out" as const, method, amountMinor: loan.principal - originationFee };
    const { transferId, outcome } = await beginTransfer(tx, "disbursement", order);
    if (outcome !== "confirmed") refuse("disbursement_refused_by_bank");
    const tiles = funded.parts.map(({ depositorId, amount }) => ({ depositorId, amount }));
    const funding = { loanId, bankId: loan.bankId, tiles, bankTile: funded.bankTile, fundedFrom: "available" as const, originationFee };
    await postEntry(tx, loanDisbursedEntry(funding), { ...entry, loanId, roundNumber: 1 });
    await saveInstalments(tx, loanId, { before: null, after: account });
    await openLoan(tx, active, { account, transferId, originationFee });
    await tellDisbursed(tx, loan, { account, productName: product.name });
    return { loanId, state: "active" as const, funders: tiles.length, bankTile: funded.bankTile };
  },
});

function needOf(loan: Loan, product: Product, termDays = 0): FundingNeed {
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
  { account, transferId, originationFee }: { account: LoanAccount; transferId: number; originationFee: bigint },
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
