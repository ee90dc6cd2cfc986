import { z } from "zod";
import { formatDecimal, type Money } from "@/lib/core/money";
import { env } from "@/lib/env";
import { countInput, idInput, positiveMoneyInput } from "@/lib/platform/field-schemas";

/** What the address of the application says; what cannot be read is as if it were not there. Amount in minor units. */
const askInput = z.object({
  step: z.enum(["details", "loan", "review"]).catch("loan"),
  product: idInput.optional().catch(undefined),
  amount: positiveMoneyInput(env.currencyExponent).optional().catch(undefined),
  instalments: countInput(1, 480).optional().catch(undefined),
});

export type Ask = z.infer<typeof askInput>;

/** Reads the address. */
export function readAsk(params: Record<string, string | string[] | undefined>): Ask {
  return askInput.parse(params);
}

/** Writes it. */
export function addressOf({ step, product, amount, instalments }: { step: Ask["step"]; product?: number; amount?: Money; instalments?: number }): string {
  const query = new URLSearchParams({ step });
  if (product !== undefined) query.set("product", String(product));
  if (amount !== undefined) query.set("amount", formatDecimal(amount, env.currencyExponent));
  if (instalments !== undefined) query.set("instalments", String(instalments));
  return `/borrower/loans/apply?${query}`;
}
