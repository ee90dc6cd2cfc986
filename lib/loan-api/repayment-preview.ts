import { z } from "zod";
import { prepaymentChoices } from "@/lib/core/prepayment";
import { getOwnSnapshot } from "@/lib/loans/own-snapshot-queries";
import { previewRepayment, type RepaymentPreview } from "@/lib/loans/repayment-preview-query";
import { formatMoney } from "@/lib/format";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, amountSent, idSent } from "./fields";
import { answerOfOutlook, outlookAnswered, prepaymentSent } from "./repayment-answer";

const previewAnswered = z
  .object({
    amount: amountAnswered,
    prepayment: z.enum(prepaymentChoices),
    principal: amountAnswered,
    interest: amountAnswered,
    fees: amountAnswered,
    interest_saved: amountAnswered.meta({ description: "Interest that need not be paid any more because of this payment." }),
    closes_loan: z.boolean(),
    before: outlookAnswered,
    after: outlookAnswered,
  })
  .meta({ id: "RepaymentPreview" });

/** POST /api/loans/my-loans/{id}/repayments/preview */
export const previewRepaymentEndpoint = defineEndpoint({
  id: "previewRepayment",
  method: "POST",
  path: "/api/loans/my-loans/{id}/repayments/preview",
  tag: "Repayments",
  summary: "What a payment would do",
  description: "Nothing is paid. What the payment itself would be refused for is refused here as well.",
  permission: "loans.preview-repayment",
  params: z.object({ id: idSent }),
  body: z.object({ amount: amountSent, prepayment: prepaymentSent }),
  bodyExample: { amount: 20000, prepayment: "shorter_term" },
  refusals: ["loan_not_active", "loan_written_off", "repayment_exceeds_payoff", "repayment_closes_loan"],
  answer: {
    schema: z.object({ preview: previewAnswered }),
    example: {
      preview: {
        ...{ amount: 20000, prepayment: "shorter_term", principal: 20000, interest: 0, fees: 0, interest_saved: 2724.74, closes_loan: false },
        before: { instalments_left: 12, next_instalment: { due_date: "2026-04-04", amount: 10746.24 }, last_due_date: "2027-03-04", left_to_pay: 128954.93 },
        after: { instalments_left: 10, next_instalment: { due_date: "2026-04-04", amount: 10746.24 }, last_due_date: "2027-01-04", left_to_pay: 106230.19 },
      },
    },
  },
  async run({ params, body }, call) {
    const preview = await call.read(previewRepayment, { loanId: params.id, ...body });
    if (preview !== null) return { preview: answerOfPreview(preview) };
    // A stranger's loan is not there; an own one that is not running takes no payment.
    const { state } = await call.read(getOwnSnapshot, { loanId: params.id });
    refuse(state === "written_off" ? "loan_written_off" : "loan_not_active");
  },
});

function answerOfPreview(preview: RepaymentPreview): z.input<typeof previewAnswered> {
  if (!preview.ok && preview.reason === "closes_loan") refuse("repayment_closes_loan");
  if (!preview.ok) refuse("repayment_exceeds_payoff", { fields: { amount: `Pay at most ${formatMoney(preview.payoff, moneyFormat)}: more is not owed.` } });
  const { amount, prepayment, applied, interestSaved, paidOff, before, after } = preview;
  return {
    ...{ amount: amountOf(amount), prepayment, principal: amountOf(applied.principal), interest: amountOf(applied.interest) },
    ...{ fees: amountOf(applied.fee + applied.penalty), interest_saved: amountOf(interestSaved), closes_loan: paidOff },
    ...{ before: answerOfOutlook(before), after: answerOfOutlook(after) },
  };
}
