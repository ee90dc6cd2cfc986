import { readProduct } from "@/lib/catalog/steps";
import { canTransition } from "@/lib/core/loan";
import { reserveCandidates } from "@/lib/funding/steps";
import { lockBorrowerFacts, personOf } from "@/lib/identity/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { assess, readStanding } from "../assessment";
import { issueContract } from "../contract-steps";
import { candidateNeedOf } from "../disbursement";
import { recordLoanEvents } from "../loan-events";
import { reserveAtApproval } from "../reservation";
import { approveLoanInput } from "../schemas";
import { tellBorrower } from "../steps";
import { lockLoan, readLoan, setDecision } from "../store";

/**
 * An officer says yes. The rules are checked again with what is known today. Money moves only when it is disbursed, but
 * where the product holds it from now on, a pool that cannot cover the loan refuses `allocation_not_possible`.
 */
export const approveLoan = defineOperation({
  name: "loans.approve",
  input: approveLoanInput,
  async prepare(db, { loanId }) {
    const loan = await readLoan(db, loanId);
    if (loan?.state !== "pending") return { candidates: [] as number[] };
    const product = await readProduct(db, loan.productId);
    return { candidates: product.reservationDays === null ? [] : await reserveCandidates(candidateNeedOf(loan.principal, product)) };
  },
  async run({ tx, actor, today, keyId, prepared, mode }, { loanId, note }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    if (loan.state !== "pending" || !canTransition(loan.state, "approved")) refuse("loan_not_pending");
    if ((await personOf(tx, actor.id)) === loan.personId) refuse("own_application");

    const facts = await lockBorrowerFacts(tx, loan.borrowerId);
    const product = await readProduct(tx, loan.productId);
    const ask = { amount: loan.principal, instalments: loan.instalmentCount, on: today };
    const assessment = assess({ ...facts, ...(await readStanding(tx, loan.borrowerId)) }, product, ask);
    if (!assessment.eligible) refuse("loan_no_longer_eligible");

    await setDecision(tx, loanId, { state: "approved", on: today, by: actor.id, reason: note === "" ? null : note });
    const entry = { businessDate: today, keyId, actorId: actor.id };
    await reserveAtApproval(tx, loanId, { product, candidates: prepared.candidates, mode, entry });
    await issueContract(tx, loanId, today);
    await tellBorrower(tx, loan, { kind: "loan_approved", amount: loan.principal });
    return { loanId, state: "approved" as const, loan: await recordLoanEvents(tx, loanId, ["loan.approved"]) };
  },
});
