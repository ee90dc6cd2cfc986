import { z } from "zod";
import { grades } from "@/lib/core/loan";
import { countInput, moneyFromZeroInput, percentInput } from "@/lib/platform/field-schemas";

/** The lists a depositor may ask for: everything, or the tiles in one situation. */
export const tileSituations = ["working", "late", "repaid", "written_off", "sold"] as const;

/** The share of one loan that a depositor is willing to be: 0.01 → 100, 100 → 1_000_000. */
const sharePpmInput = percentInput({ minPpm: 100, maxPpm: 1_000_000, message: "Enter a percentage from 0.01 to 100, with at most four decimals." });

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
    /** Null, or an empty field: any term. */
    longestTermMonths: z.preprocess((sent) => (sent === "" ? null : sent), countInput(1, 600).nullable()).optional(),
    largestSharePercent: sharePpmInput.optional(),
    keepAside: moneyFromZeroInput(exponent).optional(),
    reinvest: z.boolean({ error: "Say true or false." }).optional(),
  });
