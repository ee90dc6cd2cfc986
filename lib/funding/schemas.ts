import { z } from "zod";
import { grades } from "@/lib/core/loan";
import { parseMoney } from "@/lib/core/money";
import { countInput, moneyFromZeroInput } from "@/lib/platform/field-schemas";

/** The lists a depositor may ask for: everything, or the tiles in one situation. */
export const tileSituations = ["working", "late", "repaid", "written_off"] as const;

/** A percentage with at most four decimals, which is a whole number of parts per million: 0.01 → 100, 100 → 1_000_000. */
const sharePpmInput = z
  .union([z.string(), z.number()], { error: "Enter a percentage from 0.01 to 100." })
  .transform((sent) => Number(parseMoney(String(sent).trim(), 4) ?? 0n))
  .refine((ppm) => ppm >= 100 && ppm <= 1_000_000, { error: "Enter a percentage from 0.01 to 100, with at most four decimals." });

/**
 * What a depositor changes of the own strategy; what is left out stays as it is.
 * @param exponent decimals of the installation's currency
 */
export const saveStrategyInput = (exponent: number) =>
  z.object({
    acceptedGrades: z
      .array(z.enum(grades, { error: `Choose among the grades ${grades.join(", ")}.` }), { error: "List the grades that you accept." })
      .min(1, { error: "Accept at least one grade." })
      .max(50, { error: "Name each grade once." })
      .optional(),
    /** Null: any term. */
    longestTermMonths: countInput(1, 600).nullable().optional(),
    largestSharePercent: sharePpmInput.optional(),
    keepAside: moneyFromZeroInput(exponent).optional(),
    reinvest: z.boolean({ error: "Say true or false." }).optional(),
  });
