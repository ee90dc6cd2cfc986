import { z } from "zod";
import { listLoanEntries, type LoanEntry } from "@/lib/loans/loan-file-queries";
import { getStaffLoan } from "@/lib/loans/staff-loan-queries";
import { refuse } from "@/lib/platform/errors";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, idAnswered, idSent, instantAnswered, instantOf } from "./fields";

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
      owners: z.number().int(),
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
