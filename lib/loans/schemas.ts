import { z } from "zod";
import { prepaymentChoices } from "@/lib/core/prepayment";
import { countInput, dateInput, idInput, optionalTextInput, percentInput, positiveMoneyInput, textInput } from "@/lib/platform/field-schemas";

/* Amounts are major units of a currency with `exponent` decimals; they come out as minor units. */

const methodInput = z
  .string()
  .regex(/^[\w-]{1,64}$/, "Choose one of your accounts.")
  .default("own-account");

const instalmentsInput = countInput(1, 480);

/** The term was said in months, so only a product whose instalments are a month apart can be meant. */
const inMonthsInput = z.boolean().default(false);

export const applyForLoanInput = (exponent: number) =>
  z.object({
    productId: idInput,
    amount: positiveMoneyInput(exponent),
    instalments: instalmentsInput,
    inMonths: inMonthsInput,
    purpose: optionalTextInput(200),
  });

export const takeInstantCreditInput = (exponent: number) => z.object({ amount: positiveMoneyInput(exponent), method: methodInput });

export const checkEligibilityInput = (exponent: number) =>
  z.object({
    productId: idInput,
    amount: positiveMoneyInput(exponent).optional(),
    instalments: instalmentsInput.optional(),
    inMonths: inMonthsInput,
  });

/** No loan anywhere is dearer than this, so whoever asks has mistyped. */
const RATE_PERCENT_MAX = 200;
const ratePercentMessage = `Enter the yearly rate in percent, from 0 to ${RATE_PERCENT_MAX}, for example 8.5.`;

/** A rate of the calculator, kept as the decimal text that was written: products have four decimals, a calculator has any. */
const ratePercentInput = z
  .union([z.number(), z.string().regex(/^\d{1,3}(?:\.\d{1,16})?$/, ratePercentMessage)], { error: ratePercentMessage })
  .transform(String)
  .refine((text) => Number(text) >= 0 && Number(text) <= RATE_PERCENT_MAX, { error: ratePercentMessage });

export const calculateEmiInput = (exponent: number) =>
  z.object({ amount: positiveMoneyInput(exponent), ratePercent: ratePercentInput, months: instalmentsInput });

export const loanIdInput = z.object({ loanId: idInput });

export const approveLoanInput = z.object({ loanId: idInput, note: optionalTextInput(400) });

export const rejectLoanInput = z.object({
  loanId: idInput,
  reason: textInput(400, "Say why, so that the borrower knows what to change."),
  /** Also takes back an approval that was not paid out yet: said aloud, so that nobody overturns a colleague's decision without having seen it. */
  revokesApproval: z.boolean().default(false),
});

/** The hash of the contract that the borrower has seen, so that nobody accepts another one unseen. */
export const acceptContractInput = z.object({
  loanId: idInput,
  termsHash: z
    .string({ error: "Send the hash of the contract that you have read." })
    .trim()
    .regex(/^[0-9a-f]{64}$/i, "This is not the hash of a contract: 64 hexadecimal digits.")
    .toLowerCase(),
});

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

export const preCloseLoanInput = z.object({ loanId: idInput, method: methodInput });

export const settleRepaymentInput = z.object({ repaymentId: idInput, outcome: z.enum(["confirmed", "bounced"]) });

const reasonInput = textInput(400, "Say why. It is kept with the loan.");

export const reverseRepaymentInput = z.object({ repaymentId: idInput, reason: reasonInput });

/** The payout of a loan came back from the rail. */
export const undoDisbursementInput = z.object({ loanId: idInput, reason: reasonInput });

export const writeOffLoanInput = z.object({ loanId: idInput, reason: reasonInput });

/** Money that came in for a loan that was written off. */
export const recordRecoveryInput = (exponent: number) => z.object({ loanId: idInput, amount: positiveMoneyInput(exponent), note: optionalTextInput(200) });

export const reverseRecoveryInput = z.object({ recoveryId: idInput, reason: reasonInput });

/** Whether one asks or confirms is said aloud, so that two who both ask do not end it unawares. */
export const endCollectionInput = z.object({ loanId: idInput, step: z.enum(["ask", "confirm"], { error: "Use ask or confirm." }) });

/** Money that arrived on an earlier day and was not recorded then. */
export const recordBackdatedRepaymentInput = (exponent: number) =>
  z.object({
    loanId: idInput,
    amount: positiveMoneyInput(exponent),
    valueDate: dateInput,
    prepayment: z.enum(prepaymentChoices).default("shorter_term"),
  });

/** A yearly rate as people write it, in percent with at most four decimals; parts per million inside. */
const ratePercentToPpmInput = percentInput({
  ...{ minPpm: 0, maxPpm: RATE_PERCENT_MAX * 10_000 },
  message: `Enter a rate from 0 to ${RATE_PERCENT_MAX} percent, with at most four decimals.`,
});

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
