import { z } from "zod";
import { idInput, positiveMoneyInput } from "@/lib/platform/field-schemas";

/** How the money travels: the name of an account at the person's own bank. The sandbox rail also understands `sandbox-hold` and `sandbox-bounce`. */
export const methodInput = z
  .string()
  .regex(/^[\w-]{1,64}$/, "Choose one of your accounts.")
  .default("own-account");

/** Amounts in major units of a currency with this many decimals. */
export const investInput = (exponent: number) => z.object({ amount: positiveMoneyInput(exponent), method: methodInput });

export const withdrawalInput = (exponent: number) => z.object({ amount: positiveMoneyInput(exponent), method: methodInput });

export const settleDepositInput = z.object({ depositId: idInput, outcome: z.enum(["confirmed", "bounced"]) });

export const settleWithdrawalInput = z.object({ withdrawalId: idInput, outcome: z.enum(["paid", "refused", "bounced"]) });

/** The lists of movements that may be asked for: everything, or those of one kind. */
export const movementKinds = ["deposits", "withdrawals", "tiles", "returns"] as const;
