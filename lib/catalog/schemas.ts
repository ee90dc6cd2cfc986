import { z } from "zod";
import { loanMethods } from "@/lib/core/loan-terms";
import { whyNotKind } from "@/lib/core/product-kind";
import { dayCounts } from "@/lib/core/rate";
import { idInput, positiveMoneyInput, textInput } from "@/lib/platform/field-schemas";

export const createBankInput = z.object({
  name: textInput(80, "Enter the bank's name."),
  description: z.string().max(400).default(""),
});

/** Capital in or out of a bank; amounts in major units of a currency with this many decimals. */
export const bankCapitalInput = (exponent: number) => z.object({ bankId: idInput, amount: positiveMoneyInput(exponent) });

const ppmInput = z.number().int().min(0).max(10_000_000);
const minorInput = z.bigint().min(0n);

/** A product as the installation's own set-up writes it: amounts in minor units, rates in parts per million. */
export const createProductInput = z
  .object({
    bankId: idInput,
    code: z.string().max(32).nullable().default(null),
    listed: z.boolean().default(true),
    name: textInput(80, "Enter the product's name."),
    description: textInput(400, "Describe the product."),
    amountMin: minorInput,
    amountMax: minorInput,
    ratePpm: ppmInput,
    rateBasis: z.enum(["year", "term"]).default("year"),
    method: z.enum(loanMethods),
    dayCount: z.enum(dayCounts).default("30/360"),
    intervalUnit: z.enum(["month", "day"]).default("month"),
    intervalCount: z.number().int().min(1).max(366).default(1),
    instalmentsMin: z.number().int().min(1).max(480),
    instalmentsMax: z.number().int().min(1).max(480),
    roundInstalmentTo: minorInput.min(1n).nullable().default(null),
    roundInstalment: z.enum(["up", "nearest"]).default("up"),
    graceInstalments: z.number().int().min(0).max(479).default(0),
    graceOf: z.enum(["principal", "both"]).default("principal"),
    graceInterest: z.enum(["charged", "waived"]).default("charged"),
    originationFeePpm: ppmInput.max(500_000).default(0),
    preClosureFeePpm: ppmInput.max(500_000).default(0),
    lateFee: minorInput.default(0n),
    lateFeeGraceDays: z.number().int().min(0).max(90).default(5),
    lateFeeCapPpm: ppmInput.max(1_000_000).default(1_000_000),
    servicingFeePpm: ppmInput.max(1_000_000).default(0),
    fundSharePpm: ppmInput.max(1_000_000).default(0),
    criteria: z.custom<import("@/lib/core/eligibility").EligibilityCriteria>().nullable().default(null),
    requiresDocuments: z.boolean().default(false),
    approvesAutomatically: z.boolean().default(false),
    bankSharePpm: ppmInput.max(1_000_000).default(0),
    bankTopsUp: z.boolean().default(false),
    smallestTile: minorInput.min(1n),
    tileCountMax: z.number().int().min(1).nullable().default(null),
    reservationDays: z.number().int().min(1).max(90).nullable().default(null),
  })
  .check(({ value, issues }) => {
    const problem = whyNotKind(value);
    if (problem !== null) issues.push({ code: "custom", input: value, path: [problem.about], message: problem.message });
  });
