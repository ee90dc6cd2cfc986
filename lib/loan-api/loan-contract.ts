import { z } from "zod";
import { getContract, getOwnContract } from "@/lib/loans/contract-queries";
import type { LoanContract } from "@/lib/loans/contract-steps";
import { acceptContract } from "@/lib/loans/operations/accept-contract";
import { refuse } from "@/lib/platform/errors";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, idAnswered, idSent, instantAnswered, instantOf, percentAnswered, percentOf } from "./fields";
import { answerOfKind, dayCountAnswered, graceAnswered, methodAnswered, regularInstalmentAnswered, roundingAnswered } from "./kind-answer";

const termsAnswered = z.object({
  lender: z.string(),
  bank_name: z.string(),
  product_name: z.string(),
  borrower: z.object({ user_id: idAnswered, full_name: z.string(), address: z.string().nullable() }),
  currency: z.string(),
  loan_amount: amountAnswered,
  interest_rate: percentAnswered,
  rate_basis: z.enum(["year", "term"]),
  method: methodAnswered,
  day_count: dayCountAnswered,
  grace: graceAnswered,
  instalment_rounding: roundingAnswered,
  instalment_count: z.number().int(),
  instalment_interval: z.object({ unit: z.enum(["month", "day"]), count: z.number().int() }),
  instalment_amount: regularInstalmentAnswered,
});

const costsAnswered = z.object({
  origination_fee: amountAnswered.meta({ description: "Withheld when the loan is paid out." }),
  paid_out: amountAnswered.meta({ description: "What reaches the borrower." }),
  total_interest: amountAnswered,
  total_cost: amountAnswered.meta({ description: "Interest and the origination fee." }),
  total_payable: amountAnswered.meta({ description: "Everything that is paid back." }),
  pre_closure_fee: percentAnswered.meta({ description: "Percent of the principal that is not due yet, for closing early." }),
  late_fee: amountAnswered,
  late_fee_grace_days: z.number().int(),
  late_fee_cap: percentAnswered.meta({ description: "Percent of the overdue principal and interest that a late fee is at most." }),
});

const contractAnswered = z
  .object({
    loan_id: idAnswered,
    number: z.string(),
    hash: z.string().meta({ description: "SHA-256 of `canonical_terms` in UTF-8: 64 hexadecimal digits." }),
    canonical_terms: z.string().meta({ description: "All that is agreed, in the one text that the hash is of: JSON with amounts in minor units." }),
    issued_on: dateAnswered.meta({ description: "The day of approval. The schedule is that of a loan paid out on it; paid out on another day, it follows that day by the same rule." }),
    terms: termsAnswered,
    costs: costsAnswered,
    apr: percentAnswered.nullable().meta({ description: "The effective annual rate with the fee in it; null where no rate answers." }),
    schedule: z.array(
      z.object({ number: z.number().int(), due_date: dateAnswered, principal: amountAnswered, interest: amountAnswered, amount: amountAnswered, balance_after: amountAnswered }),
    ),
    accepted_on: dateAnswered.nullable().meta({ description: "The business date." }),
    accepted_at: instantAnswered.nullable(),
    pdf_url: z.string().meta({ description: "Answers the borrower and staff only, with the same token." }),
  })
  .meta({ id: "LoanContract" });

type ContractAnswered = z.input<typeof contractAnswered>;

const contractExample: ContractAnswered = {
  loan_id: 41,
  number: "TB-2026-000041",
  hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  canonical_terms: '{"aprPpm":167215,"bankName":"Sahyadri Bank","…":"…"}',
  issued_on: "2026-03-03",
  terms: {
    ...{ lender: "Tessera", bank_name: "Sahyadri Bank", product_name: "Personal Loan", currency: "INR" },
    borrower: { user_id: 7, full_name: "Asha Rao", address: "12 Hill Road, Pune" },
    ...{ loan_amount: 120000, interest_rate: 13.5, rate_basis: "year", method: "declining", day_count: "30/360", grace: null, instalment_rounding: null },
    ...{ instalment_count: 12, instalment_interval: { unit: "month", count: 1 }, instalment_amount: 10746.24 },
  },
  costs: {
    ...{ origination_fee: 1200, paid_out: 118800, total_interest: 8954.93, total_cost: 10154.93, total_payable: 128954.93 },
    ...{ pre_closure_fee: 2, late_fee: 250, late_fee_grace_days: 3, late_fee_cap: 100 },
  },
  apr: 16.7215,
  schedule: [{ number: 1, due_date: "2026-04-03", principal: 9396.24, interest: 1350, amount: 10746.24, balance_after: 110603.76 }],
  accepted_on: null,
  accepted_at: null,
  pdf_url: "/documents/contracts/41",
};

const answer = { schema: z.object({ contract: contractAnswered }), example: { contract: contractExample } };

/** GET /api/loans/my-loans/{id}/contract */
export const getOwnContractEndpoint = defineEndpoint({
  id: "getMyContract",
  method: "GET",
  path: "/api/loans/my-loans/{id}/contract",
  tag: "Loans",
  summary: "The contract of your loan",
  description: "It is issued when the loan is approved. Accept it by its hash.",
  permission: "loans.get-own",
  params: z.object({ id: idSent }),
  refusals: ["contract_not_issued"],
  answer,
  run: async ({ params }, call) => ({ contract: answerOfContract((await call.read(getOwnContract, { loanId: params.id })) ?? refuse("contract_not_issued")) }),
});

/** POST /api/loans/my-loans/{id}/contract/accept */
export const acceptContractEndpoint = defineEndpoint({
  id: "acceptContract",
  method: "POST",
  path: "/api/loans/my-loans/{id}/contract/accept",
  tag: "Loans",
  summary: "Accept the contract of your loan",
  description: "Names the contract that was read by its hash. Accepting again changes nothing. The loan is paid out with or without it; the bank sees whether it was accepted.",
  permission: "loans.accept-contract",
  params: z.object({ id: idSent }),
  body: z.object({ hash: z.string({ error: "Send the hash of the contract that you have read." }).meta({ description: "The contract's `hash`.", example: contractExample.hash }) }),
  bodyExample: { hash: contractExample.hash },
  isIdempotent: true,
  refusals: ["contract_not_issued", "contract_changed", "contract_not_acceptable"],
  fields: { termsHash: "hash" },
  answer: {
    schema: z.object({ message: z.string(), contract: contractAnswered }),
    example: { message: "The contract is accepted.", contract: { ...contractExample, accepted_on: "2026-03-03", accepted_at: "2026-03-03T10:15:00.000Z" } },
  },
  async run({ params, body }, call) {
    const { contract } = await call.execute(acceptContract, { loanId: params.id, termsHash: body.hash });
    return { message: "The contract is accepted.", contract: answerOfContract(contract) };
  },
});

/** GET /api/admin/loans/{id}/contract */
export const getContractEndpoint = defineEndpoint({
  id: "getLoanContract",
  method: "GET",
  path: "/api/admin/loans/{id}/contract",
  tag: "Admin: loans",
  summary: "The contract of a loan",
  description: "With whether the borrower has accepted it.",
  permission: "loans.get-any",
  params: z.object({ id: idSent }),
  refusals: ["contract_not_issued"],
  answer,
  run: async ({ params }, call) => ({ contract: answerOfContract((await call.read(getContract, { loanId: params.id })) ?? refuse("contract_not_issued")) }),
});

function answerOfContract({ loanId, number, termsHash, terms, facts, accepted }: LoanContract): ContractAnswered {
  return {
    loan_id: loanId,
    number,
    hash: termsHash,
    canonical_terms: terms,
    issued_on: facts.issuedOn,
    terms: {
      ...{ lender: facts.lender, bank_name: facts.bankName, product_name: facts.productName, currency: facts.currency },
      borrower: { user_id: facts.borrower.id, full_name: facts.borrower.fullName, address: facts.borrower.address },
      ...{ loan_amount: amountOf(facts.principal), interest_rate: percentOf(facts.ratePpm), rate_basis: facts.rateBasis, method: facts.method, day_count: facts.dayCount, ...answerOfKind(facts) },
      ...{ instalment_count: facts.instalmentCount, instalment_interval: facts.interval, instalment_amount: amountOf(facts.instalmentAmount) },
    },
    costs: {
      ...{ origination_fee: amountOf(facts.originationFee), paid_out: amountOf(facts.paidOut), total_interest: amountOf(facts.totalInterest) },
      ...{ total_cost: amountOf(facts.totalCost), total_payable: amountOf(facts.totalPayable), pre_closure_fee: percentOf(facts.preClosureFeePpm) },
      ...{ late_fee: amountOf(facts.lateFee), late_fee_grace_days: facts.lateFeeGraceDays, late_fee_cap: percentOf(facts.lateFeeCapPpm) },
    },
    apr: facts.aprPpm === null ? null : percentOf(facts.aprPpm),
    schedule: facts.schedule.map(({ number: line, dueOn, principal, interest, total, balanceAfter }) => ({
      ...{ number: line, due_date: dueOn, principal: amountOf(principal), interest: amountOf(interest), amount: amountOf(total), balance_after: amountOf(balanceAfter) },
    })),
    accepted_on: accepted?.on ?? null,
    accepted_at: accepted === null ? null : instantOf(accepted.at),
    pdf_url: `/documents/contracts/${loanId}`,
  };
}
