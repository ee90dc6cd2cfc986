import { z } from "zod";
import { prepaymentChoices, type PrepaymentChoice } from "@/lib/core/prepayment";
import type { Actor } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { positiveMoneyInput } from "@/lib/platform/field-schemas";
import { previewRepayment, type RepaymentPreview } from "@/lib/loans/repayment-preview-query";

/** What the address asks to look at; what cannot be read is as if it were not there. */
const addressInput = z.object({
  // The text is kept for the field; whether it is an amount is asked of the same schema that the payment uses.
  amount: z
    .string()
    .refine((text) => positiveMoneyInput(env.currencyExponent).safeParse(text).success)
    .catch(""),
  prepayment: z.enum(prepaymentChoices).catch("shorter_term"),
});

export type AskedPayment = { amount: string; prepayment: PrepaymentChoice; preview: RepaymentPreview | null };

/** The payment that the borrower wants to look at before making it, with what it would do. */
export async function readAsked(actor: Actor, loanId: number, params: Record<string, string | string[] | undefined>): Promise<AskedPayment> {
  const { amount, prepayment } = addressInput.parse(params);
  const preview = amount === "" ? null : await previewRepayment.execute(actor, { loanId, amount, prepayment });
  return { amount, prepayment, preview };
}
