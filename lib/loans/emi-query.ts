import { calculateEmi, type EmiAnswer } from "@/lib/core/emi-calculator";
import type { Money } from "@/lib/core/money";
import { env } from "@/lib/env";
import { defineQuery } from "@/lib/platform/operation";
import { calculateEmiInput } from "./schemas";

/** The equal instalment of any loan, whether a product offers it or not; minor units, the rate as it was asked. */
export const askEmi = defineQuery({
  name: "calculators.calculate",
  input: calculateEmiInput(env.currencyExponent),
  async run(_context, { amount, ratePercent, months }): Promise<EmiAnswer & { amount: Money; ratePercent: number; months: number }> {
    return { amount, ratePercent: Number(ratePercent), months, ...calculateEmi(amount, ratePercent, months) };
  },
});
