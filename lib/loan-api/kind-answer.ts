import { z } from "zod";
import { loanMethods, type Grace } from "@/lib/core/loan-terms";
import type { Money } from "@/lib/core/money";
import { dayCounts } from "@/lib/core/rate";
import { amountAnswered, amountOf } from "./fields";

/* What kind of loan a product or a contract is. */

export const methodAnswered = z.enum(loanMethods).meta({
  description:
    "`declining`: equal instalments, interest on what is still owed. `equal_principal`: the same principal in each, and the interest on top. `bullet`: interest only, the whole amount with the last one. `flat`: interest on the whole amount for the whole term.",
});

export const dayCountAnswered = z.enum(dayCounts).meta({ description: "How a period counts as a part of a year." });

export const graceAnswered = z
  .object({
    instalments: z.number().int().meta({ description: "The first so many." }),
    of: z.enum(["principal", "both"]).meta({ description: "`principal`: they ask for interest only. `both`: they ask for nothing." }),
    interest: z.enum(["charged", "waived"]).meta({ description: "Whether interest is charged for that time. Charged in grace of both, it stands in the instalments after it and bears none itself." }),
  })
  .nullable()
  .meta({ description: "What the first instalments do not ask for; null where there is no grace." });

export const roundingAnswered = z
  .object({ multiple: amountAnswered, to: z.enum(["up", "nearest"]) })
  .nullable()
  .meta({ description: "Instalments are rounded to a multiple of this; of `equal_principal` the principal in each. Null: to the smallest unit." });

export const regularInstalmentAnswered = amountAnswered.meta({ description: "The equal instalment, after any grace. Of `equal_principal` the highest, of `bullet` the interest." });

/** Grace and rounding as they are answered. */
export function answerOfKind({ grace, roundInstalmentTo, roundInstalment }: { grace: Grace | null; roundInstalmentTo: Money | null; roundInstalment: "up" | "nearest" }) {
  return { grace, instalment_rounding: roundInstalmentTo === null ? null : { multiple: amountOf(roundInstalmentTo), to: roundInstalment } };
}
