import { z } from "zod";
import { capReasons } from "@/lib/core/allocation";
import { getStaffLoan } from "@/lib/loans/staff-loan-queries";
import { refuse } from "@/lib/platform/errors";
import { getLoanFunding, walkCandidates, walkTiles, type FundingDecision, type FundingOutlook } from "@/lib/reports/loan-funding-queries";
import type { FundingCandidate, FundingTile } from "@/lib/reports/loan-funding-store";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, idAnswered, idSent, pageAnswered, pageOf, pageSent } from "./fields";

const countAnswered = z.number().int();

const outlookAnswered = z.object({
  pooled: amountAnswered.meta({ description: "What depositors are asked for." }),
  bank_share: amountAnswered,
  waiting: amountAnswered.meta({ description: "Waiting money above what its owners keep aside; other limits may lower it." }),
  waiting_depositors: countAnswered,
  bank_available: amountAnswered,
  bank_tops_up: z.boolean(),
  bank_needed: amountAnswered.meta({ description: "What the bank must give when depositors give all they can." }),
  verdict: z.enum(["covered", "topped_up", "not_enough"]),
});

const tileAnswered = z.object({ tile_id: idAnswered, depositor_id: idAnswered.nullable().meta({ description: "Null for the bank." }), name: z.string(), amount: amountAnswered });

const candidateAnswered = z.object({
  ...{ depositor_id: idAnswered, name: z.string(), position: countAnswered, cap: amountAnswered },
  ...{ held_by: z.enum(capReasons).meta({ description: "The limit that held." }), given: amountAnswered },
});

const decisionAnswered = {
  total: amountAnswered,
  pooled: amountAnswered,
  bank_tile: amountAnswered,
  path: z.enum(["ring", "extended", "gate"]).meta({ description: "From those whose turn it was, from more of them, or behind the gate where everybody is asked." }),
  funders: countAnswered,
  asked: countAnswered,
  largest: amountAnswered,
  smallest: amountAnswered,
  candidates: z.array(candidateAnswered),
};

const reservationAnswered = z.object({ reserved_date: dateAnswered, expiry_date: dateAnswered.meta({ description: "The last day on which it may be paid out." }), ...decisionAnswered });

const resultAnswered = z.object({
  ...{ funded_date: dateAnswered, reserved_date: dateAnswered.nullable().meta({ description: "The money was held since this day; null when it was found at the disbursement." }) },
  ...decisionAnswered,
  ...{ principal_returned: amountAnswered, interest_passed_on: amountAnswered, tiles: z.array(tileAnswered) },
});

const tileExample: z.input<typeof tileAnswered> = { tile_id: 31, depositor_id: 9, name: "Devika Nair", amount: 54000 };
const candidateExample: z.input<typeof candidateAnswered> = { depositor_id: 9, name: "Devika Nair", position: 0, cap: 80000, held_by: "even_share", given: 54000 };

/** GET /api/admin/loans/{id}/funding */
export const getLoanFundingEndpoint = defineEndpoint({
  id: "getLoanFunding",
  method: "GET",
  path: "/api/admin/loans/{id}/funding",
  tag: "Admin: loans",
  summary: "Where a loan's money comes from",
  description:
    "Before it is paid out, what waits for it (`outlook`) or is held for it (`reservation`); afterwards who was asked, what each gave and which limit held (`result`). Of tiles and candidates the first 1,000; the lists under `/tiles` and `/candidates` go on.",
  permission: "funding.get-loan-funding",
  params: z.object({ id: idSent }),
  answer: {
    schema: z.object({
      loan_id: idAnswered,
      kind: z.enum(["outlook", "reserved", "funded", "none"]),
      outlook: outlookAnswered.nullable(),
      reservation: reservationAnswered.nullable(),
      result: resultAnswered.nullable(),
    }),
    example: {
      ...{ loan_id: 41, kind: "funded", outlook: null, reservation: null },
      result: {
        ...{ funded_date: "2026-03-04", reserved_date: null, total: 120000, pooled: 108000, bank_tile: 12000, path: "ring", funders: 2, asked: 3, largest: 54000, smallest: 54000 },
        ...{ principal_returned: 0, interest_passed_on: 0 },
        tiles: [tileExample],
        candidates: [candidateExample],
      },
    },
  },
  async run({ params }, call) {
    const asked = { loanId: params.id };
    const { loan } = (await call.read(getStaffLoan, asked)) ?? refuse("not_found");
    const funding = await call.read(getLoanFunding, asked);
    return {
      ...{ loan_id: loan.id, kind: funding.kind, outlook: null, reservation: null, result: null },
      ...(funding.kind === "outlook" ? { outlook: answerOfOutlook(funding.outlook) } : {}),
      ...(funding.kind === "reserved"
        ? { reservation: { reserved_date: funding.reservation.reservedOn, expiry_date: funding.reservation.expiresOn, ...answerOfDecision(funding.reservation) } }
        : {}),
      ...(funding.kind === "funded"
        ? {
            result: {
              ...{ funded_date: funding.result.fundedOn, reserved_date: funding.result.reservedOn, ...answerOfDecision(funding.result) },
              ...{ principal_returned: amountOf(funding.result.principalReturned), interest_passed_on: amountOf(funding.result.interestPassedOn) },
              tiles: funding.result.tiles.map(answerOfTile),
            },
          }
        : {}),
    };
  },
});

function answerOfOutlook(outlook: FundingOutlook): z.input<typeof outlookAnswered> {
  return {
    pooled: amountOf(outlook.pooled),
    bank_share: amountOf(outlook.bankShare),
    waiting: amountOf(outlook.free),
    waiting_depositors: outlook.freeDepositors,
    bank_available: amountOf(outlook.bankAvailable),
    bank_tops_up: outlook.bankTopsUp,
    bank_needed: amountOf(outlook.bankNeeded),
    verdict: outlook.verdict,
  };
}

function answerOfDecision({ total, pooled, bankTile, path, funders, asked, largest, smallest, candidates }: FundingDecision) {
  return {
    ...{ total: amountOf(total), pooled: amountOf(pooled), bank_tile: amountOf(bankTile), path, funders, asked },
    ...{ largest: amountOf(largest), smallest: amountOf(smallest), candidates: candidates.map(answerOfCandidate) },
  };
}

function answerOfTile({ id, depositorId, name, amount }: FundingTile): z.input<typeof tileAnswered> {
  return { tile_id: id, depositor_id: depositorId, name, amount: amountOf(amount) };
}

function answerOfCandidate({ depositorId, name, position, cap, heldBy, given }: FundingCandidate): z.input<typeof candidateAnswered> {
  return { depositor_id: depositorId, name, position, cap: amountOf(cap), held_by: heldBy, given: amountOf(given) };
}

/** GET /api/admin/loans/{id}/tiles */
export const listLoanTilesEndpoint = defineEndpoint({
  id: "listLoanTiles",
  method: "GET",
  path: "/api/admin/loans/{id}/tiles",
  tag: "Admin: loans",
  summary: "The tiles of a loan",
  description: "Who holds it now, in the order of the tiles, the bank's last. Pages by `tile_id`.",
  permission: "funding.get-loan-funding",
  params: z.object({ id: idSent }),
  query: z.object(pageSent),
  answer: { schema: z.object({ tiles: z.array(tileAnswered), ...pageAnswered }), example: { tiles: [tileExample], has_more: false } },
  async run({ params, query: { limit, after } }, call) {
    const { loan } = (await call.read(getStaffLoan, { loanId: params.id })) ?? refuse("not_found");
    const { rows, has_more } = pageOf(await call.read(walkTiles, { loanId: loan.id, limit: limit + 1, after }), limit);
    return { tiles: rows.map(answerOfTile), has_more };
  },
});

/** GET /api/admin/loans/{id}/candidates */
export const listLoanCandidatesEndpoint = defineEndpoint({
  id: "listLoanCandidates",
  method: "GET",
  path: "/api/admin/loans/{id}/candidates",
  tag: "Admin: loans",
  summary: "Who was asked for a loan",
  description: "In the order of the ring: what each could give, what each gave, and the limit that held. Pages by `depositor_id`.",
  permission: "funding.get-loan-funding",
  params: z.object({ id: idSent }),
  query: z.object(pageSent),
  answer: { schema: z.object({ candidates: z.array(candidateAnswered), ...pageAnswered }), example: { candidates: [candidateExample], has_more: false } },
  async run({ params, query: { limit, after } }, call) {
    const { loan } = (await call.read(getStaffLoan, { loanId: params.id })) ?? refuse("not_found");
    const { rows, has_more } = pageOf(await call.read(walkCandidates, { loanId: loan.id, limit: limit + 1, after }), limit);
    return { candidates: rows.map(answerOfCandidate), has_more };
  },
});
