import { z } from "zod";
import { delinquencyBuckets } from "@/lib/core/delinquency";
import { grades } from "@/lib/core/loan";
import { getExpectedReturns, getOwnTile, walkOwnTiles, type OwnTile, type TileView } from "@/lib/funding/queries";
import { tileSituations } from "@/lib/funding/schemas";
import { refuse } from "@/lib/platform/errors";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, filterSent, idAnswered, idSent, pageAnswered, pageOf, pageSent, percentAnswered, percentOf } from "./fields";
import { loanStatuses, statusOfLoan } from "./loan-answer";

const tileAnswered = z
  .object({
    tile_id: idAnswered,
    loan_id: idAnswered,
    product_name: z.string(),
    bank_name: z.string(),
    grade: z.enum(grades).nullable().meta({ description: "All that is told of the borrower." }),
    interest_rate: percentAnswered,
    rate_basis: z.enum(["year", "term"]),
    amount: amountAnswered.meta({ description: "What was lent in this loan." }),
    loan_total: amountAnswered.meta({ description: "The whole loan." }),
    given: amountAnswered.meta({ description: "What you gave for it: the amount, or what was left of it when you bought it." }),
    principal_back: amountAnswered.meta({ description: "To you, by payments and by a sale." }),
    earned: amountAnswered.meta({ description: "Interest after fees. Begins below 0 when you paid for accrued interest." }),
    loan_status: z.enum(loanStatuses),
    funded_date: dateAnswered,
    held_from: dateAnswered.meta({ description: "When it became yours." }),
    origin: z.enum(["funded", "bought", "kept"]).meta({ description: "From the disbursement, bought, or kept when you sold a part." }),
    sold_date: dateAnswered.nullable().meta({ description: "When you sold it, whole or in part. What you kept is a tile of its own." }),
    days_past_due: z.number().int(),
    bucket: z.enum(delinquencyBuckets),
  })
  .meta({ id: "Tile" });

const tileExample: z.input<typeof tileAnswered> = {
  ...{ tile_id: 31, loan_id: 7, product_name: "Personal loan", bank_name: "Sahyadri Bank", grade: "B", interest_rate: 13.5, rate_basis: "year" },
  ...{ amount: 3500, loan_total: 120000, given: 3500, principal_back: 274.06, earned: 33.66, loan_status: "Active", funded_date: "2026-03-04" },
  ...{ held_from: "2026-03-04", origin: "funded", sold_date: null, days_past_due: 0, bucket: "current" },
};

function answerOfTile(tile: OwnTile): z.input<typeof tileAnswered> {
  return {
    tile_id: tile.tileId,
    loan_id: tile.loanId,
    product_name: tile.productName,
    bank_name: tile.bankName,
    grade: tile.grade,
    interest_rate: percentOf(tile.annualRatePpm),
    rate_basis: tile.rateBasis,
    amount: amountOf(tile.amount),
    loan_total: amountOf(tile.loanTotal),
    given: amountOf(tile.given),
    principal_back: amountOf(tile.principalBack),
    earned: amountOf(tile.earned),
    // A loan that depositors fund was decided, whatever became of it.
    loan_status: statusOfLoan({ state: tile.state, decidedOn: tile.fundedOn }),
    funded_date: tile.fundedOn,
    held_from: tile.heldFrom,
    origin: tile.origin,
    sold_date: tile.soldOn,
    days_past_due: tile.daysPastDue,
    bucket: tile.bucket,
  };
}

/** GET /api/depositors/tiles */
export const listTilesEndpoint = defineEndpoint({
  id: "listTiles",
  method: "GET",
  path: "/api/depositors/tiles",
  tag: "Depositors",
  summary: "Own parts of loans",
  description: "The newest first.",
  permission: "funding.list-own-tiles",
  query: z.object({
    situation: filterSent(z.enum(tileSituations, { error: `Use one of ${tileSituations.join(", ")}.` })).meta({ description: "Only tiles of which this is so.", example: "working" }),
    ...pageSent,
  }),
  answer: { schema: z.object({ tiles: z.array(tileAnswered), ...pageAnswered }), example: { tiles: [tileExample], has_more: false } },
  async run({ query: { situation, limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(walkOwnTiles, { situation, limit: limit + 1, after }), limit);
    return { tiles: rows.map(answerOfTile), has_more };
  },
});

const returnAnswered = { principal: amountAnswered, interest: amountAnswered };

const tileDetailAnswered = tileAnswered
  .extend({
    amount_left: amountAnswered.meta({ description: "At work, or after a write-off lost." }),
    instalment_count: z.number().int(),
    closed_date: dateAnswered.nullable(),
    received: z.array(z.object({ date: dateAnswered, kind: z.string(), ...returnAnswered })).meta({ description: "What came, oldest first." }),
    expected: z
      .array(z.object({ instalment_number: z.number().int(), due_date: dateAnswered, is_overdue: z.boolean(), ...returnAnswered }))
      .meta({ description: "What is still to come when the borrower pays on time." }),
  })
  .meta({ id: "TileDetail" });

/** GET /api/depositors/tiles/{id} */
export const getTileEndpoint = defineEndpoint({
  id: "getTile",
  method: "GET",
  path: "/api/depositors/tiles/{id}",
  tag: "Depositors",
  summary: "One own part of a loan",
  permission: "funding.get-own-tile",
  params: z.object({ id: idSent }),
  answer: {
    schema: z.object({ tile: tileDetailAnswered }),
    example: {
      tile: {
        ...tileExample,
        ...{ amount_left: 3225.94, instalment_count: 12, closed_date: null },
        received: [{ date: "2026-04-04", kind: "repayment", principal: 274.06, interest: 33.66 }],
        expected: [{ instalment_number: 2, due_date: "2026-05-04", is_overdue: false, principal: 277.14, interest: 31.03 }],
      },
    },
  },
  run: async ({ params }, call) => ({ tile: answerOfTileView((await call.read(getOwnTile, { tileId: params.id })) ?? refuse("not_found")) }),
});

function answerOfTileView({ tile, lines, ahead, left }: TileView): z.input<typeof tileDetailAnswered> {
  return {
    ...answerOfTile(tile),
    amount_left: amountOf(left),
    instalment_count: tile.instalmentCount,
    closed_date: tile.closedOn,
    received: lines.map(({ on, kind, principal, interest }) => ({ date: on, kind, principal: amountOf(principal), interest: amountOf(interest) })),
    expected: ahead.map(({ number, dueOn, overdue, principal, interest }) => ({
      ...{ instalment_number: number, due_date: dueOn, is_overdue: overdue, principal: amountOf(principal), interest: amountOf(interest) },
    })),
  };
}

/** GET /api/depositors/expected-returns */
export const expectedReturnsEndpoint = defineEndpoint({
  id: "getExpectedReturns",
  method: "GET",
  path: "/api/depositors/expected-returns",
  tag: "Depositors",
  summary: "What should come back, month by month",
  description: "Twelve months, the current one first, when borrowers pay on time. Nothing is expected of loans that are non-performing.",
  permission: "funding.get-expected-returns",
  answer: {
    schema: z.object({
      months: z.array(z.object({ month: z.string().meta({ example: "2026-03" }), ...returnAnswered })),
      overdue: z.object(returnAnswered).meta({ description: "What should have come already." }),
    }),
    example: { months: [{ month: "2026-04", principal: 274.06, interest: 33.66 }], overdue: { principal: 0, interest: 0 } },
  },
  async run(_sent, call) {
    const { months, overdue } = await call.read(getExpectedReturns);
    return {
      months: months.map(({ month, principal, interest }) => ({ month, principal: amountOf(principal), interest: amountOf(interest) })),
      overdue: { principal: amountOf(overdue.principal), interest: amountOf(overdue.interest) },
    };
  },
});
