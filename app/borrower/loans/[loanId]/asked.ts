import { z } from "zod";
import { addDays } from "@/lib/core/business-date";
import { QUOTE_DAYS_MAX } from "@/lib/core/payoff-quote";
import { prepaymentChoices, type PrepaymentChoice } from "@/lib/core/prepayment";
import type { Actor } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { dateInput, positiveMoneyInput } from "@/lib/platform/field-schemas";
import type { OwnLoan } from "@/lib/loans/own-loan-query";
import { getPayoffQuote, type PayoffQuote } from "@/lib/loans/payoff-quote-query";
import { previewRepayment, type RepaymentPreview } from "@/lib/loans/repayment-preview-query";

/** What the address asks to look at; what cannot be read is as if it were not there. */
const addressInput = z.object({
  // The text is kept for the field; whether it is an amount is asked of the same schema that the payment uses.
  amount: z
    .string()
    .refine((text) => positiveMoneyInput(env.currencyExponent).safeParse(text).success)
    .catch(""),
  prepayment: z.enum(prepaymentChoices).catch("shorter_term"),
  close_on: dateInput.catch(""),
});

export type AskedPayment = { amount: string; prepayment: PrepaymentChoice; preview: RepaymentPreview | null; closeOn: string; quote: PayoffQuote | null };

/** The payment that the borrower wants to look at before making it, with what it would do; or the day to close the loan. */
export async function readAsked(actor: Actor, { loan, today }: OwnLoan, params: Record<string, string | string[] | undefined>): Promise<AskedPayment> {
  const { amount, prepayment, close_on } = addressInput.parse(params);
  const preview = amount === "" ? null : await previewRepayment.execute(actor, { loanId: loan.id, amount, prepayment });
  const closeOn = close_on >= today && close_on <= addDays(today, QUOTE_DAYS_MAX) ? close_on : "";
  const quote = closeOn === "" ? null : await getPayoffQuote.execute(actor, { loanId: loan.id, on: closeOn });
  return { amount, prepayment, preview, closeOn, quote };
}
