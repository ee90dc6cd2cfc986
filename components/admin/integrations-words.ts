import type { Scope } from "@/lib/core/permissions";
import type { EventType } from "@/lib/webhooks/schemas";

/* What people read for scopes and events. */

export const scopeWords = {
  "loans:read": { label: "See applications and loans", text: "Borrowers’ facts, documents, schedules, funding and repayments of every loan." },
  "catalog:read": { label: "See banks and products", text: "Also products that are not offered in public." },
  "loans:decide": { label: "Decide applications", text: "Approve and reject them, and review documents." },
  "loans:service": { label: "Service loans", text: "Reverses payments, records earlier ones, grants holidays, restructures." },
  "loans:collect": { label: "Collect what was given up", text: "Writes loans off, records recoveries and takes them back, asks for the end of collection." },
  "fund:top-up": { label: "Feed the provision fund", text: "From a bank’s own capital. It does not come back." },
  "loans:disburse": { label: "Pay out loans", text: "Moves depositors’ money to borrowers." },
  "transfers:read": { label: "See transfers", text: "Deposits, withdrawals and repayments at the rail." },
  "transfers:settle": { label: "Settle transfers", text: "Say whether a transfer arrived, was paid, or came back, a loan’s payout too." },
  "reports:read": { label: "See reports", text: "The overview and the statistics." },
  "ledger:read": { label: "Read the ledger", text: "The trial balance, every account’s statement, every entry, and the proof of the books." },
  "audit:read": { label: "See the audit log", text: "Who did what, and with what outcome." },
  "people:read": { label: "See people", text: "Names and addresses of every login." },
  "people:block": { label: "Block people", text: "Ends a login’s sessions, and lets it in again." },
  "days:close": { label: "Close business days", text: "Moves the bank’s date; nothing can bring it back." },
  "webhooks:manage": { label: "Manage webhooks", text: "Make, change and replay them: whoever may do so can be told of everything." },
} as const satisfies Record<Scope, { label: string; text: string }>;

export const eventWords = {
  "loan.applied": "Somebody applied for a loan",
  "loan.approved": "A loan was approved",
  "loan.rejected": "An application was rejected",
  "loan.withdrawn": "An application was taken back",
  "loan.disbursed": "A loan was paid out",
  "loan.disbursement_returned": "A payout came back",
  "loan.repayment_received": "A payment was received",
  "loan.repayment_bounced": "A payment did not arrive",
  "loan.repayment_reversed": "A payment was taken back",
  "loan.closed": "A loan was repaid",
  "loan.written_off": "A loan was written off",
  "loan.recovery_received": "Money came in for a written-off loan",
  "loan.recovery_reversed": "Money for a written-off loan was taken back",
  "deposit.held": "A deposit is on its way",
  "deposit.confirmed": "A deposit arrived",
  "deposit.bounced": "A deposit did not arrive, or came back",
  "withdrawal.requested": "A withdrawal was asked for",
  "withdrawal.paid": "A withdrawal was paid",
  "withdrawal.refused": "A withdrawal was refused",
  "withdrawal.bounced": "A withdrawal came back",
} as const satisfies Record<EventType, string>;

/** An event's kind in words; a trial message is no event. */
export function wordsOfEvent(type: string): string {
  if (type === "ping") return "Trial message";
  return type in eventWords ? eventWords[type as EventType] : type;
}
