import { z } from "zod";
import { accountCodes, accounts, type AccountCode } from "@/lib/core/chart-of-accounts";
import { refuse } from "@/lib/platform/errors";
import { proveBooks } from "@/lib/reports/ledger-books-query";
import { getEntry, type Entry } from "@/lib/reports/ledger-entry";
import { getAccountStatement, listAccountOwners } from "@/lib/reports/ledger-statement";
import { getTrialBalance, type TrialBalanceLine } from "@/lib/reports/ledger-trial-balance";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, filterSent, idAnswered, idSent, instantAnswered, instantOf, pageAnswered, pageOf, pageSent } from "./fields";

/* The books themselves: what the ledger page shows. */

const debitFirst = "A debit above 0, a credit below.";
const ownerAnswered = z.number().int().meta({ description: "The loan, depositor or bank; 0 for the installation itself." });
const accountAnswered = z.object({
  account: z.enum(accountCodes as [AccountCode, ...AccountCode[]]),
  number: z.number().int(),
  label: z.string(),
  kind: z.enum(["asset", "liability", "equity", "income", "expense"]),
  owner: z.enum(["installation", "loan", "depositor", "bank"]).meta({ description: "Whose sub-ledger an owner id names." }),
});

function answerOfAccount(account: AccountCode): z.input<typeof accountAnswered> {
  const { number, label, kind, owner } = accounts[account];
  return { account, number, label, kind, owner };
}

const lineAnswered = accountAnswered.extend({
  rolled_up: amountAnswered.nullable().meta({ description: `Posted on closed days. ${debitFirst} Null where the balance is stored.` }),
  since: amountAnswered.nullable(),
  debit: amountAnswered,
  credit: amountAnswered,
});

/** GET /api/admin/ledger/trial-balance */
export const trialBalanceEndpoint = defineEndpoint({
  id: "getTrialBalance",
  method: "GET",
  path: "/api/admin/ledger/trial-balance",
  tag: "Admin: ledger",
  summary: "Every account's balance",
  description: "All owners together, at one moment. The debits are the credits.",
  permission: "reports.get-trial-balance",
  answer: {
    schema: z.object({ business_date: dateAnswered, rolled_up_to: dateAnswered.nullable(), accounts: z.array(lineAnswered), total_debits: amountAnswered, total_credits: amountAnswered }),
    example: {
      ...{ business_date: "2026-03-10", rolled_up_to: "2026-03-09" },
      accounts: [{ account: "cash", number: 10, label: "Cash", kind: "asset", owner: "installation", rolled_up: 900000, since: 25000, debit: 925000, credit: 0 }],
      ...{ total_debits: 925000, total_credits: 925000 },
    },
  },
  async run(_sent, call) {
    const { today, rolledUpTo, lines, debits, credits } = await call.read(getTrialBalance);
    return { business_date: today, rolled_up_to: rolledUpTo, accounts: lines.map(answerOfLine), total_debits: amountOf(debits), total_credits: amountOf(credits) };
  },
});

function answerOfLine({ account, parts, debit, credit }: TrialBalanceLine): z.input<typeof lineAnswered> {
  const { rolledUp, since } = parts ?? { rolledUp: null, since: null };
  return {
    ...answerOfAccount(account),
    ...{ rolled_up: rolledUp === null ? null : amountOf(rolledUp), since: since === null ? null : amountOf(since) },
    ...{ debit: amountOf(debit), credit: amountOf(credit) },
  };
}

const codeSent = z.object({ code: z.enum(accountCodes as [AccountCode, ...AccountCode[]]).meta({ description: "The account's code in the chart.", example: "cash" }) });

/** GET /api/admin/ledger/accounts/{code} */
export const getAccountEndpoint = defineEndpoint({
  id: "getLedgerAccount",
  method: "GET",
  path: "/api/admin/ledger/accounts/{code}",
  tag: "Admin: ledger",
  summary: "An account, and who has the largest balances on it",
  permission: "reports.get-account-statement",
  params: codeSent,
  answer: {
    schema: accountAnswered.extend({ owners: z.array(z.object({ owner_id: ownerAnswered, name: z.string().nullable(), balance: amountAnswered })).meta({ description: "At most 50." }) }),
    example: { account: "depositor_available", number: 22, label: "Depositor: available", kind: "liability", owner: "depositor", owners: [{ owner_id: 9, name: "Devika Nair", balance: 250000 }] },
  },
  async run({ params }, call) {
    const owners = await call.read(listAccountOwners, { account: params.code });
    return { ...answerOfAccount(params.code), owners: owners.map(({ ownerId, name, balance }) => ({ owner_id: ownerId, name, balance: amountOf(balance) })) };
  },
});

const postingAnswered = z.object({
  ...{ entry_id: idAnswered, kind: z.string(), business_date: dateAnswered, recorded_at: instantAnswered, reference: z.string(), loan_id: idAnswered.nullable() },
  amount: amountAnswered.meta({ description: debitFirst }),
  balance: amountAnswered.meta({ description: "After it, positive on the side on which the account grows." }),
});

/** GET /api/admin/ledger/accounts/{code}/postings */
export const listPostingsEndpoint = defineEndpoint({
  id: "listPostings",
  method: "GET",
  path: "/api/admin/ledger/accounts/{code}/postings",
  tag: "Admin: ledger",
  summary: "The statement of an account",
  description: "The newest posting first; `after` is the id of the last entry that was seen.",
  permission: "reports.get-account-statement",
  params: codeSent,
  query: z.object({ owner_id: filterSent(idSent).meta({ description: "Whose account; needed unless it is the installation's own.", example: 9 }), ...pageSent }),
  fields: { ownerId: "owner_id" },
  answer: {
    schema: z.object({ ...{ account: accountAnswered, owner_id: ownerAnswered, owner_name: z.string().nullable(), balance: amountAnswered }, postings: z.array(postingAnswered), ...pageAnswered }),
    example: {
      ...{ account: { account: "cash", number: 10, label: "Cash", kind: "asset", owner: "installation" }, owner_id: 0, owner_name: null, balance: 925000 },
      postings: [{ entry_id: 510, kind: "loan_disbursed", business_date: "2026-03-04", recorded_at: "2026-03-04T11:02:03.000Z", reference: "", loan_id: 41, amount: -120000, balance: 925000 }],
      has_more: false,
    },
  },
  async run({ params, query: { owner_id, limit, after } }, call) {
    const statement = await call.read(getAccountStatement, { account: params.code, ownerId: owner_id, limit: limit + 1, after });
    const { rows, has_more } = pageOf(statement.lines, limit);
    return {
      ...{ account: answerOfAccount(params.code), owner_id: statement.ownerId, owner_name: statement.ownerName, balance: amountOf(statement.balance) },
      postings: rows.map((line) => ({
        ...{ entry_id: line.entryId, kind: line.kind, business_date: line.businessDate, recorded_at: instantOf(line.recordedAt) },
        ...{ reference: line.reference, loan_id: line.loanId, amount: amountOf(line.amount), balance: amountOf(line.balance) },
      })),
      has_more,
    };
  },
});

const entryAnswered = z.object({
  ...{ entry_id: idAnswered, kind: z.string(), business_date: dateAnswered, recorded_at: instantAnswered, reference: z.string() },
  operation: z.string().meta({ description: "The use case whose result this entry is part of." }),
  actor: z.string().nullable().meta({ description: "Null when the system itself posted it." }),
  ...{ loan_id: idAnswered.nullable(), reverses_entry_id: idAnswered.nullable(), reversed_by_entry_id: idAnswered.nullable() },
  ...{ line_count: z.number().int(), total_debits: amountAnswered, total_credits: amountAnswered },
  lines: z.array(z.object({ line: z.number().int(), account: z.string(), owner_id: ownerAnswered, amount: amountAnswered.meta({ description: debitFirst }) })).meta({ description: "At most 1,000." }),
});

/** GET /api/admin/ledger/entries/{id} */
export const getEntryEndpoint = defineEndpoint({
  id: "getJournalEntry",
  method: "GET",
  path: "/api/admin/ledger/entries/{id}",
  tag: "Admin: ledger",
  summary: "A journal entry with its postings",
  permission: "reports.get-entry",
  params: z.object({ id: idSent }),
  answer: {
    schema: entryAnswered,
    example: {
      ...{ entry_id: 510, kind: "loan_disbursed", business_date: "2026-03-04", recorded_at: "2026-03-04T11:02:03.000Z", reference: "", operation: "loans.disburse", actor: "Administrator" },
      ...{ loan_id: 41, reverses_entry_id: null, reversed_by_entry_id: null, line_count: 2, total_debits: 120000, total_credits: 120000 },
      lines: [
        { line: 1, account: "loan_receivable", owner_id: 41, amount: 120000 },
        { line: 2, account: "cash", owner_id: 0, amount: -120000 },
      ],
    },
  },
  run: async ({ params }, call) => answerOfEntry((await call.read(getEntry, { entryId: params.id })) ?? refuse("not_found")),
});

function answerOfEntry(entry: Entry): z.input<typeof entryAnswered> {
  return {
    ...{ entry_id: entry.id, kind: entry.kind, business_date: entry.businessDate, recorded_at: instantOf(entry.recordedAt), reference: entry.reference },
    ...{ operation: entry.operation, actor: entry.actorName, loan_id: entry.loanId },
    ...{ reverses_entry_id: entry.reversesEntryId, reversed_by_entry_id: entry.reversedByEntryId },
    ...{ line_count: entry.lineCount, total_debits: amountOf(entry.debits), total_credits: amountOf(entry.credits) },
    lines: entry.lines.map(({ line, account, ownerId, amount }) => ({ line, account, owner_id: ownerId, amount: amountOf(amount) })),
  };
}

/** GET /api/admin/ledger/invariants */
export const proveBooksEndpoint = defineEndpoint({
  id: "proveBooks",
  method: "GET",
  path: "/api/admin/ledger/invariants",
  tag: "Admin: ledger",
  summary: "Prove the books now",
  description: "Every rule that must hold at every moment, whether it does, and the first rows that break it. It reads the whole ledger: not for a poll. Within 10 seconds the same answer is given again, with its `proved_at`.",
  permission: "reports.prove-books",
  answer: {
    schema: z.object({
      ...{ business_date: dateAnswered, proved_at: instantAnswered, holds: z.boolean() },
      rules: z.array(z.object({ name: z.string(), rule: z.string(), holds: z.boolean(), milliseconds: z.number().int(), problems: z.array(z.string()) })),
    }),
    example: { business_date: "2026-03-10", proved_at: "2026-03-10T11:02:03.000Z", holds: true, rules: [{ name: "entries-balance", rule: "Every journal entry has at least two postings that sum to zero", holds: true, milliseconds: 12, problems: [] }] },
  },
  async run(_sent, call) {
    const { today, provedAt, results } = await call.read(proveBooks);
    const rules = results.map(({ name, rule, problems, milliseconds }) => ({ name, rule, holds: problems.length === 0, milliseconds, problems }));
    return { business_date: today, proved_at: instantOf(provedAt), holds: rules.every(({ holds }) => holds), rules };
  },
});
