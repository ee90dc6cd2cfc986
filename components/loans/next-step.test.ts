import { describe, expect, test } from "vitest";
import type { LoanProgress, OwnLoanRow } from "@/lib/loans/queries";
import { nextStepOf } from "./next-step";

const ready = { hasDetails: true, lacksDocuments: true };

function loan(id: number, state: OwnLoanRow["state"], progress: Partial<LoanProgress> | null = null): OwnLoanRow {
  const calm: LoanProgress = { instalmentsPaid: 0, instalmentsTotal: 6, principalPaid: 0n, overdue: 0n, dueToday: 0n, next: null, daysPastDue: 0, bucket: "current" };
  return {
    ...{ id, state, requiresDocuments: false, productName: "Personal", bankName: "Partner", principal: 100n, instalmentCount: 6 },
    ...{ appliedOn: "2026-01-01", decidedOn: null, decisionReason: null, disbursedOn: null, closedOn: null },
    progress: progress && { ...calm, ...progress },
  };
}

const overdue = loan(1, "active", { overdue: 5n, daysPastDue: 3 });
const longerOverdue = loan(2, "active", { overdue: 1n, daysPastDue: 40 });
const dueToday = loan(3, "active", { dueToday: 5n });
const undocumented = { ...loan(4, "approved"), requiresDocuments: true };
const later = loan(5, "active", { next: { dueOn: "2026-03-01", amount: 1n } });
const sooner = loan(6, "active", { next: { dueOn: "2026-02-01", amount: 1n } });
const approved = loan(7, "approved");
const pending = loan(8, "pending");

describe("the one thing to do now, in order of precedence", () => {
  test.each([
    ["what is overdue longest", [overdue, longerOverdue, dueToday, undocumented], { kind: "pay_overdue", loan: longerOverdue }],
    ["what is due today", [undocumented, dueToday, sooner], { kind: "pay_today", loan: dueToday }],
    ["documents that keep money waiting", [later, approved, undocumented], { kind: "send_documents", loan: undocumented }],
    ["the soonest instalment", [later, sooner, approved], { kind: "pay_next", loan: sooner }],
    ["an approved loan on its way", [pending, approved], { kind: "await_payout", loan: approved }],
    ["an application that waits", [pending], { kind: "await_decision", loan: pending }],
    ["nothing but a new loan", [], { kind: "apply" }],
  ])("%s", (_name, loans, step) => {
    expect(nextStepOf(loans, ready)).toEqual(step);
  });
  test("documents that were sent are not asked for again", () => {
    expect(nextStepOf([undocumented], { hasDetails: true, lacksDocuments: false })).toEqual({ kind: "await_payout", loan: undocumented });
  });
  test("somebody new fills in the details first", () => {
    expect(nextStepOf([], { hasDetails: false, lacksDocuments: true })).toEqual({ kind: "fill_details" });
  });
});
