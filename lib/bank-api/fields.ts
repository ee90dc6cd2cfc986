import { z } from "zod";
import { formatDecimal, type Money } from "@/lib/core/money";
import { env } from "@/lib/env";
import { idInput } from "@/lib/platform/field-schemas";

/* Fields of this dialect, named once: what a client may send, and what it is answered. */

/** A client's id as it is sent: a number, or its digits. */
export const userIdSent = idInput.meta({ description: "The caller's own id, as the login answered it.", example: 7 });

export const creditIdSent = idInput.meta({ description: "A credit of the client.", example: 12 });

/** An amount as a client sends it; the operation checks its decimals and its size. */
export const amountSent = z
  .union([z.number(), z.string()], { error: "Send an amount, for example 900.00." })
  .meta({ description: `An amount in ${env.currency}, above zero: a number, or a decimal text.`, example: 900 });

export const textSent = (description: string, example: string) => z.string({ error: `Send ${description}.` }).meta({ description, example });

/** A phone number as its owner writes it, or as a number. */
export const phoneSent = z
  .union([z.string(), z.number()], { error: "Send a phone number." })
  .transform(String)
  .meta({ description: "a phone number", example: "+91 98765 43210" });

/** What the contract calls the two kinds of clients. */
const userTypes = { credit: "borrower", deposit: "depositor" } as const;

export const userTypeSent = z
  .enum(["credit", "deposit"], { error: "Send credit or deposit." })
  .transform((type) => userTypes[type])
  .meta({ description: "`credit` takes credits, `deposit` invests.", example: "credit" });

export const userTypeAnswered = z.enum(["credit", "deposit"]);

/** A role in the contract's word. */
export function userTypeOf(role: "borrower" | "depositor"): "credit" | "deposit" {
  return role === "borrower" ? "credit" : "deposit";
}

/** An amount as it is answered, with all decimals. */
export const amountAnswered = z.string().meta({ description: `An amount in ${env.currency} as a decimal text.`, example: "900.00" });

export const idAnswered = z.number().int().positive();

export const dateAnswered = z.string().meta({ description: "A civil date, YYYY-MM-DD.", format: "date" });

/** Who stands behind a credit is told as a number and a sum, never as names. */
export const allocationsAnswered = z.object({ deposit_clients: z.number().int(), total_amount: amountAnswered });

/** Minor units as the decimal text that this contract wants: exact. */
export function amountOf(minor: Money): string {
  return formatDecimal(minor, env.currencyExponent);
}
