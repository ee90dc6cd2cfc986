import { z } from "zod";
import { capReasons } from "@/lib/core/allocation";
import { listLoanEntries, type LoanEntry } from "@/lib/loans/loan-file-queries";
import { getStaffLoan } from "@/lib/loans/staff-loan-queries";
import { refuse } from "@/lib/platform/errors";
import { getLoanFunding, type FundingOutlook, type FundingResult } from "@/lib/reports/loan-funding-queries";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, idAnswered, idSent, instantAnswered, instantOf } from "./fields";

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

const resultAnswered = z.object({
  funded_date: dateAnswered,
  total: amountAnswered,
  pooled: amountAnswered,
  bank_tile: amountAnswered,
  path: z.enum(["ring", "extended", "gate"]),
  funders: countAnswered,
  asked: countAnswered,
  largest: amountAnswered,
  smallest: amountAnswered,
  principal_returned: amountAnswered,
  interest_passed_on: amountAnswered,
  tiles: z.array(z.object({ tile_id: idAnswered, depositor_id: idAnswered.nullable().meta({ description: "Null for the bank." }), name: z.string(), amount: amountAnswered })),
  candidates: z.array(
    z.object({
      ...{ depositor_id: idAnswered, name: z.string(), position: countAnswered, cap: amountAnswered },
      ...{ held_by: z.enum(capReasons).meta({ description: "The limit that held." }), given: amountAnswered },
    }),
  ),
});

/** GET /api/admin/loans/{id}/funding */
export const getLoanFundingEndpoint = defineEndpoint({
  id: "getLoanFunding",
  method: "GET",
  path: "/api/admin/loans/{id}/funding",
  tag: "Admin: loans",
  summary: "Where a loan's money comes from",
  description: "Before it is paid out, what waits for it (`outlook`); afterwards who was asked, what each gave and which limit held (`result`, at most 1,000 of each).",
  permission: "funding.get-loan-funding",
  params: z.object({ id: idSent }),
  answer: {
    schema: z.object({ loan_id: idAnswered, kind: z.enum(["outlook", "funded", "none"]), outlook: outlookAnswered.nullable(), result: resultAnswered.nullable() }),
    example: {
      ...{ loan_id: 41, kind: "funded", outlook: null },
      result: {
        ...{ funded_date: "2026-03-04", total: 120000, pooled: 108000, bank_tile: 12000, path: "ring", funders: 2, asked: 3, largest: 54000, smallest: 54000 },
        ...{ principal_returned: 0, interest_passed_on: 0 },
        tiles: [{ tile_id: 31, depositor_id: 9, name: "Devika Nair", amount: 54000 }],
        candidates: [{ depositor_id: 9, name: "Devika Nair", position: 0, cap: 80000, held_by: "even_share", given: 54000 }],
      },
    },
  },
  async run({ params }, call) {
    const asked = { loanId: params.id };
    const { loan } = (await call.read(getStaffLoan, asked)) ?? refuse("not_found");
    const funding = await call.read(getLoanFunding, asked);
    return {
      loan_id: loan.id,
      kind: funding.kind,
      outlook: funding.kind === "outlook" ? answerOfOutlook(funding.outlook) : null,
      result: funding.kind === "funded" ? answerOfResult(funding.result) : null,
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

function answerOfResult(result: FundingResult): z.input<typeof resultAnswered> {
  return {
    funded_date: result.fundedOn,
    total: amountOf(result.total),
    pooled: amountOf(result.pooled),
    bank_tile: amountOf(result.bankTile),
    path: result.path,
    funders: result.funders,
    asked: result.asked,
    largest: amountOf(result.largest),
    smallest: amountOf(result.smallest),
    principal_returned: amountOf(result.principalReturned),
    interest_passed_on: amountOf(result.interestPassedOn),
    tiles: result.tiles.map(({ id, depositorId, name, amount }) => ({ tile_id: id, depositor_id: depositorId, name, amount: amountOf(amount) })),
    candidates: result.candidates.map(({ depositorId, name, position, cap, heldBy, given }) => ({
      ...{ depositor_id: depositorId, name, position, cap: amountOf(cap), held_by: heldBy, given: amountOf(given) },
    })),
  };
}

const entryAnswered = z.object({
  entry_id: idAnswered,
  kind: z.string(),
  business_date: dateAnswered,
  recorded_at: instantAnswered,
  actor: z.string().nullable().meta({ description: "Null when the system itself posted it." }),
  reverses_entry_id: idAnswered.nullable(),
  lines: z.array(
    z.object({
      account: z.string(),
      owner_id: z.number().int().nullable().meta({ description: "Null for several owners; 0 for the installation itself." }),
      owners: countAnswered,
      amount: amountAnswered.meta({ description: "A debit above 0, a credit below; an entry adds up to 0." }),
    }),
  ),
});

/** GET /api/admin/loans/{id}/entries */
export const listLoanEntriesEndpoint = defineEndpoint({
  id: "listLoanEntries",
  method: "GET",
  path: "/api/admin/loans/{id}/entries",
  tag: "Admin: loans",
  summary: "What was posted for a loan",
  description: "Its newest 200 journal entries, the newest first; lines of many depositors are summed.",
  permission: "loans.get-any",
  params: z.object({ id: idSent }),
  answer: {
    schema: z.object({ loan_id: idAnswered, entries: z.array(entryAnswered) }),
    example: {
      loan_id: 41,
      entries: [
        {
          ...{ entry_id: 510, kind: "loan_disbursed", business_date: "2026-03-04", recorded_at: "2026-03-04T11:02:03.000Z", actor: "Administrator", reverses_entry_id: null },
          lines: [
            { account: "loan_receivable", owner_id: 41, owners: 1, amount: 120000 },
            { account: "cash", owner_id: 0, owners: 1, amount: -120000 },
          ],
        },
      ],
    },
  },
  async run({ params }, call) {
    const asked = { loanId: params.id };
    const { loan } = (await call.read(getStaffLoan, asked)) ?? refuse("not_found");
    return { loan_id: loan.id, entries: (await call.read(listLoanEntries, asked)).map(answerOfEntry) };
  },
});

function answerOfEntry(entry: LoanEntry): z.input<typeof entryAnswered> {
  return {
    ...{ entry_id: entry.id, kind: entry.kind, business_date: entry.businessDate, recorded_at: instantOf(entry.recordedAt) },
    ...{ actor: entry.actorName, reverses_entry_id: entry.reversesEntryId },
    lines: entry.lines.map(({ account, ownerId, owners, amount }) => ({ account, owner_id: ownerId, owners, amount: amountOf(amount) })),
  };
}
