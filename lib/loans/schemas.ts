import { z } from "zod";
import { prepaymentChoices } from "@/lib/core/prepayment";
import { parseMoney } from "@/lib/core/money";
import { countInput, dateInput, idInput, optionalTextInput, positiveMoneyInput, textInput } from "@/lib/platform/field-schemas";

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

const reasonInput = textInput(400, "Say why. It is kept with the loan.");

export const reverseRepaymentInput = z.object({ repaymentId: idInput, reason: reasonInput });

/** Money that arrived on an earlier day and was not recorded then. */
export const recordBackdatedRepaymentInput = (exponent: number) =>
  z.object({
    loanId: idInput,
    amount: positiveMoneyInput(exponent),
    valueDate: dateInput,
    prepayment: z.enum(prepaymentChoices).default("shorter_term"),
  });

/** A yearly rate as people write it, in percent with at most four decimals; parts per million inside. */
const ratePercentToPpmInput = z
  .union([z.string(), z.number()], { error: "Enter a rate, for example 10.5." })
  .transform((sent) => parseMoney(String(sent).trim(), 4))
  .refine((ppm): ppm is bigint => ppm !== null && ppm >= 0n && ppm <= 2_000_000n, { error: "Enter a rate from 0 to 200 percent, with at most four decimals." })
  .transform(Number);

const holidayFields = {
  loanId: idInput,
  /** How many of the next instalments are left out. */
  instalments: countInput(1, 12),
  interest: z.enum(["accrues", "waived"]).default("accrues"),
};

const restructureFields = { loanId: idInput, instalments: instalmentsInput, rate: ratePercentToPpmInput };

export const grantHolidayInput = z.object({ ...holidayFields, reason: reasonInput });

export const restructureLoanInput = z.object({ ...restructureFields, reason: reasonInput });

export const previewHolidayInput = z.object({ kind: z.literal("holiday"), ...holidayFields });

export const previewRestructureInput = z.object({ kind: z.literal("restructure"), ...restructureFields });

/** A change to look at before it is made. */
export const previewChangeInput = z.discriminatedUnion("kind", [previewHolidayInput, previewRestructureInput]);

/** What closes the loan on a day to come. */
export const quotePayoffInput = z.object({ loanId: idInput, on: dateInput });
