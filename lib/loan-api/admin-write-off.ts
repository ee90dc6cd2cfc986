import { z } from "zod";
import { getCollection, previewWriteOff } from "@/lib/loans/collection-queries";
import { endCollection } from "@/lib/loans/operations/end-collection";
import { recordRecovery } from "@/lib/loans/operations/record-recovery";
import { reverseRecovery } from "@/lib/loans/operations/reverse-recovery";
import { writeOffLoan } from "@/lib/loans/operations/write-off-loan";
import { refuse } from "@/lib/platform/errors";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, amountSent, dateAnswered, idAnswered, idSent } from "./fields";
import { answerOfLoan, loanAnswered, loanExample } from "./loan-answer";
import { answerOfRecovery, recoveryAnswered, recoveryExample } from "./recovery-answer";

/* Loans that are given up, and what comes back of them. */

const chosen = z.object({ id: idSent });
const writtenOffExample = { ...loanExample, status: "Closed", state: "written_off", approval_date: "2026-03-03", disbursal_date: "2026-03-04", outstanding_principal: 120000 } as const;

const lossAnswered = {
  outstanding: amountAnswered.meta({ description: "Principal that funders have not had back." }),
  covered_by_fund: amountAnswered.meta({ description: "Of it, what the provision fund pays." }),
  lost_by_funders: amountAnswered.meta({ description: "The rest. Recoveries make it smaller." }),
  lost_by_platform: amountAnswered.meta({ description: "What the platform had advanced of payments that were reversed." }),
  owed_by_borrower: amountAnswered.meta({ description: "Principal, interest and fees on this day. No interest and no fee is added to it afterwards." }),
};
const lossExample = { outstanding: 120000, covered_by_fund: 8400, lost_by_funders: 111600, lost_by_platform: 0, owed_by_borrower: 126250.5 };

/** GET /api/admin/loans/{id}/write-off */
export const previewWriteOffEndpoint = defineEndpoint({
  id: "previewWriteOff",
  method: "GET",
  path: "/api/admin/loans/{id}/write-off",
  tag: "Admin: collection",
  summary: "What writing a loan off would mean",
  permission: "loans.preview-write-off",
  params: chosen,
  refusals: ["loan_not_active", "loan_written_off"],
  answer: {
    schema: z.object({
      ...lossAnswered,
      provision_fund: amountAnswered,
      days_past_due: z.number().int(),
      allowed: z.boolean(),
      problem: z.enum(["own_loan", "loan_not_npl", "repayment_on_its_way"]).nullable().meta({ description: "Why it is not allowed: the code with which it would be refused." }),
    }),
    example: { ...lossExample, provision_fund: 8400, days_past_due: 94, allowed: true, problem: null },
  },
  async run({ params }, call) {
    const { outstanding, fundCover, funders, advance, owed, fund, daysPastDue, problem } = await call.read(previewWriteOff, { loanId: params.id });
    return {
      ...answerOfLoss({ outstanding, fundCover, funders, advance, owed: owed.total }),
      ...{ provision_fund: amountOf(fund), days_past_due: daysPastDue, allowed: problem === null, problem },
    };
  },
});

/** POST /api/admin/loans/{id}/write-off */
export const writeOffLoanEndpoint = defineEndpoint({
  id: "writeOffLoan",
  method: "POST",
  path: "/api/admin/loans/{id}/write-off",
  tag: "Admin: collection",
  summary: "Write a loan off",
  description: "Possible from 90 days past due on. The provision fund covers what it can, the funders' tiles bear the rest. The borrower goes on owing what is owed on this day.",
  permission: "loans.write-off",
  params: chosen,
  body: z.object({ reason: z.string({ error: "Say why. It is kept with the loan." }).meta({ description: "Kept with the loan.", example: "No answer for three months." }) }),
  bodyExample: { reason: "No answer for three months." },
  isIdempotent: true,
  refusals: ["own_loan", "loan_not_active", "loan_written_off", "loan_not_npl", "repayment_on_its_way"],
  answer: {
    schema: z.object({ message: z.string(), ...lossAnswered, loan: loanAnswered }),
    example: { message: "The loan is written off.", ...lossExample, loan: writtenOffExample },
  },
  async run({ params, body }, call) {
    const { loan, ...loss } = await call.execute(writeOffLoan, { loanId: params.id, ...body });
    return { message: "The loan is written off.", ...answerOfLoss(loss), loan: answerOfLoan(loan) };
  },
});

type Lost = { outstanding: bigint; fundCover: bigint; funders: bigint; advance: bigint; owed: bigint };

function answerOfLoss({ outstanding, fundCover, funders, advance, owed }: Lost) {
  return {
    ...{ outstanding: amountOf(outstanding), covered_by_fund: amountOf(fundCover), lost_by_funders: amountOf(funders) },
    ...{ lost_by_platform: amountOf(advance), owed_by_borrower: amountOf(owed) },
  };
}

const listedRecovery = recoveryAnswered.omit({ loan_id: true, still_owed: true }).extend({ note: z.string() });

/** GET /api/admin/loans/{id}/recoveries */
export const listRecoveriesEndpoint = defineEndpoint({
  id: "listRecoveries",
  method: "GET",
  path: "/api/admin/loans/{id}/recoveries",
  tag: "Admin: collection",
  summary: "What came back of a written-off loan, and what is still owed",
  permission: "loans.get-any",
  params: chosen,
  refusals: ["loan_not_written_off"],
  answer: {
    schema: z.object({
      written_off_on: dateAnswered,
      reason: z.string(),
      still_owed: amountAnswered,
      recovered: amountAnswered,
      funders_short_of: amountAnswered,
      provision_fund_short_of: amountAnswered,
      collection: z.enum(["open", "asked", "ended"]).meta({ description: "Ends when two members of staff say so." }),
      closed_for_good: z.boolean(),
      recoveries: z.array(listedRecovery).meta({ description: "The newest first." }),
    }),
    example: {
      ...{ written_off_on: "2026-08-02", reason: "No answer for three months.", still_owed: 121250.5, recovered: 5000 },
      ...{ funders_short_of: 106600, provision_fund_short_of: 8400, collection: "open", closed_for_good: false },
      recoveries: [{ ...recoveryExample, note: "From the guarantor." }],
    },
  },
  async run({ params }, call) {
    const collection = (await call.read(getCollection, { loanId: params.id })) ?? refuse("loan_not_written_off");
    return {
      ...{ written_off_on: collection.writtenOffOn, reason: collection.reason, still_owed: amountOf(collection.owed.total), recovered: amountOf(collection.recovered) },
      ...{ funders_short_of: amountOf(collection.fundersShort), provision_fund_short_of: amountOf(collection.fundShort) },
      ...{ collection: collection.ending.state, closed_for_good: collection.closedForGood },
      recoveries: collection.recoveries.map(({ id, note, reversed, ...recovery }) => {
        const { loan_id: _loan, still_owed: _owed, ...answer } = answerOfRecovery({ ...recovery, recoveryId: id, reversedOn: reversed?.on ?? null, loanId: params.id, owed: 0n });
        return { ...answer, note };
      }),
    };
  },
});

/** POST /api/admin/loans/{id}/recoveries */
export const recordRecoveryEndpoint = defineEndpoint({
  id: "recordRecovery",
  method: "POST",
  path: "/api/admin/loans/{id}/recoveries",
  tag: "Admin: collection",
  summary: "Record money that came in for a written-off loan",
  description: "First to the platform what it passed on from recoveries that were taken back; then to the funders up to their loss, back to the provision fund, to the platform's lost advance, then as interest and fees. More than is owed is refused.",
  permission: "loans.record-recovery",
  params: chosen,
  body: z.object({ amount: amountSent, note: z.string().optional().meta({ description: "From whom, for example.", example: "From the guarantor." }) }),
  bodyExample: { amount: 5000, note: "From the guarantor." },
  isIdempotent: true,
  refusals: ["own_loan", "loan_not_written_off", "nothing_to_recover", "recovery_exceeds_owed"],
  answer: {
    status: 201,
    schema: z.object({ message: z.string(), recovery: recoveryAnswered, loan: loanAnswered }),
    example: { message: "The recovery is recorded.", recovery: { ...recoveryExample, loan_id: 7, still_owed: 121250.5 }, loan: { ...writtenOffExample, outstanding_principal: 115000 } },
  },
  async run({ params, body }, call) {
    const recovery = await call.execute(recordRecovery, { loanId: params.id, ...body });
    return { message: "The recovery is recorded.", recovery: answerOfRecovery(recovery), loan: answerOfLoan(recovery.loan) };
  },
});

/** POST /api/admin/recoveries/{id}/reverse */
export const reverseRecoveryEndpoint = defineEndpoint({
  id: "reverseRecovery",
  method: "POST",
  path: "/api/admin/recoveries/{id}/reverse",
  tag: "Admin: collection",
  summary: "Take back a recovery",
  description: "It bounced, or was recorded by mistake, and is owed again. Funders and the provision fund keep what they had of it; the next recoveries return that to the platform first.",
  permission: "loans.reverse-recovery",
  params: chosen,
  body: z.object({ reason: z.string({ error: "Say why. It is kept with the loan." }).meta({ description: "Kept with the loan, and told to the borrower.", example: "The cheque was not paid." }) }),
  bodyExample: { reason: "The cheque was not paid." },
  isIdempotent: true,
  refusals: ["own_loan", "recovery_not_reversible"],
  answer: {
    schema: z.object({ message: z.string(), recovery: recoveryAnswered, loan: loanAnswered }),
    example: { message: "The recovery is taken back.", recovery: { ...recoveryExample, loan_id: 7, reversed_on: "2026-09-20", still_owed: 126250.5 }, loan: writtenOffExample },
  },
  async run({ params, body }, call) {
    const recovery = await call.execute(reverseRecovery, { recoveryId: params.id, ...body });
    return { message: "The recovery is taken back.", recovery: answerOfRecovery(recovery), loan: answerOfLoan(recovery.loan) };
  },
});

/** POST /api/admin/loans/{id}/end-collection */
export const endCollectionEndpoint = defineEndpoint({
  id: "endCollection",
  method: "POST",
  path: "/api/admin/loans/{id}/end-collection",
  tag: "Admin: collection",
  summary: "End the collection of a written-off loan",
  description: "One member of staff asks, another confirms. The next close of business then closes the loan for good; what comes in later is the provision fund's.",
  permission: "loans.end-collection",
  params: chosen,
  body: z.object({ step: z.enum(["ask", "confirm"], { error: "Use ask or confirm." }).meta({ example: "ask" }) }),
  bodyExample: { step: "ask" },
  isIdempotent: true,
  refusals: ["own_loan", "loan_not_written_off", "collection_ended", "collection_end_asked", "collection_end_not_asked", "second_person_required"],
  answer: {
    schema: z.object({ message: z.string(), loan_id: idAnswered, collection: z.enum(["asked", "ended"]) }),
    example: { message: "Another member of staff must confirm it.", loan_id: 7, collection: "asked" },
  },
  async run({ params, body }, call) {
    const { loanId, state } = await call.execute(endCollection, { loanId: params.id, step: body.step });
    return { message: state === "asked" ? "Another member of staff must confirm it." : "Collection has ended.", loan_id: loanId, collection: state };
  },
});
