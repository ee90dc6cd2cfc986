import { z } from "zod";
import { prepaymentChoices } from "@/lib/core/prepayment";
import { countInput, idInput, optionalTextInput, positiveMoneyInput, textInput } from "@/lib/platform/field-schemas";

/* Amounts are major units of a currency with `exponent` decimals; they come out as minor units. */

const methodInput = z
  .string()
  .regex(/^[\w-]{1,64}$/, "Choose one of your accounts.")
  .default("own-account");

const instalmentsInput = countInput(1, 480);

export const applyForLoanInput = (exponent: number) =>
  z.object({
    productId: idInput,
    amount: positiveMoneyInput(exponent),
    instalments: instalmentsInput,
    purpose: optionalTextInput(200),
  });

export const checkEligibilityInput = (exponent: number) =>
  z.object({ productId: idInput, amount: positiveMoneyInput(exponent).optional(), instalments: instalmentsInput.optional() });

export const loanIdInput = z.object({ loanId: idInput });

export const approveLoanInput = z.object({ loanId: idInput, note: optionalTextInput(400) });

export const rejectLoanInput = z.object({ loanId: idInput, reason: textInput(400, "Say why, so that the borrower knows what to change.") });

export const disburseLoanInput = z.object({ loanId: idInput, method: methodInput });

export const repayLoanInput = (exponent: number) =>
  z.object({
    loanId: idInput,
    amount: positiveMoneyInput(exponent),
    /** What money above what is due does: see lib/core/prepayment.ts. */
    prepayment: z.enum(prepaymentChoices).default("shorter_term"),
    method: methodInput,
  });

export const previewRepaymentInput = (exponent: number) =>
  z.object({ loanId: idInput, amount: positiveMoneyInput(exponent), prepayment: z.enum(prepaymentChoices).default("shorter_term") });

/** The amount that the borrower saw and confirmed; another payoff amount by now is refused, never taken silently. */
export const payOffLoanInput = (exponent: number) => z.object({ loanId: idInput, amount: positiveMoneyInput(exponent), method: methodInput });

export const settleRepaymentInput = z.object({ repaymentId: idInput, outcome: z.enum(["confirmed", "bounced"]) });
