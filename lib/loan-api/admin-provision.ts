import { z } from "zod";
import { topUpFund } from "@/lib/catalog/operations/top-up-fund";
import { delinquencyBuckets } from "@/lib/core/delinquency";
import { getProvision } from "@/lib/reports/provision-query";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, amountSent, idAnswered, idSent, percentAnswered, percentOf } from "./fields";

/** GET /api/admin/provision-fund */
export const getProvisionEndpoint = defineEndpoint({
  id: "getProvisionFund",
  method: "GET",
  path: "/api/admin/provision-fund",
  tag: "Admin: reports",
  summary: "The provision fund and what it should hold",
  description: "Required is what is outstanding by the rate of its bucket; coverage is the fund as a share of it.",
  permission: "reports.get-provision",
  answer: {
    schema: z.object({
      balance: amountAnswered,
      required: amountAnswered,
      coverage: percentAnswered.nullable().meta({ description: "Percent of what is required; null when nothing is." }),
      buckets: z.array(z.object({ bucket: z.enum(delinquencyBuckets), outstanding: amountAnswered, rate: percentAnswered, required: amountAnswered })),
    }),
    example: {
      ...{ balance: 8400, required: 6120, coverage: 137.2549 },
      buckets: [{ bucket: "current", outstanding: 1530000, rate: 0.4, required: 6120 }],
    },
  },
  async run(_sent, call) {
    const { fund, required, coveragePpm, lines } = await call.read(getProvision, {});
    return {
      ...{ balance: amountOf(fund), required: amountOf(required), coverage: coveragePpm === null ? null : percentOf(coveragePpm) },
      buckets: lines.map((line) => ({ bucket: line.bucket, outstanding: amountOf(line.outstanding), rate: percentOf(line.ratePpm), required: amountOf(line.required) })),
    };
  },
});

/** POST /api/admin/provision-fund/top-ups */
export const topUpFundEndpoint = defineEndpoint({
  id: "topUpProvisionFund",
  method: "POST",
  path: "/api/admin/provision-fund/top-ups",
  tag: "Admin: reports",
  summary: "Feed the provision fund from a bank's capital",
  description: "From the bank's own money that is free to lend. It does not come back.",
  permission: "catalog.top-up-fund",
  body: z.object({ bank_id: idSent, amount: amountSent }),
  bodyExample: { bank_id: 7, amount: 5000 },
  fields: { bankId: "bank_id" },
  isIdempotent: true,
  refusals: ["not_found", "insufficient_bank_capital"],
  answer: {
    status: 201,
    schema: z.object({ message: z.string(), bank_id: idAnswered, amount: amountAnswered }),
    example: { message: "The provision fund is topped up.", bank_id: 7, amount: 5000 },
  },
  async run({ body }, call) {
    const { bankId, amount } = await call.execute(topUpFund, { bankId: body.bank_id, amount: body.amount });
    return { message: "The provision fund is topped up.", bank_id: bankId, amount: amountOf(amount) };
  },
});
