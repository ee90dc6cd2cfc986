/** Roles a login can have, and the two that are nobody's login. */
export type Role = "anonymous" | "borrower" | "depositor" | "admin" | "system";

/**
 * Who acts. `id` is the user's id, 0 for anonymous and for the system. A partner's API key acts for the admin who
 * made it, and only as far as its scopes reach.
 */
export type Actor = {
  readonly id: number;
  readonly role: Role;
  readonly sessionId: number | null;
  readonly apiKeyId?: number;
  readonly scopes?: readonly Scope[];
};

export const anonymous: Actor = { id: 0, role: "anonymous", sessionId: null };

/** The clock, the seed and the command line: acts for the bank itself. */
export const system: Actor = { id: 0, role: "system", sessionId: null };

const everyone: readonly Role[] = ["anonymous", "borrower", "depositor", "admin", "system"];
const signedIn: readonly Role[] = ["borrower", "depositor", "admin"];
const people: readonly Role[] = ["borrower", "depositor"];
const staff: readonly Role[] = ["admin"];
const staffOrSystem: readonly Role[] = ["admin", "system"];
const systemOnly: readonly Role[] = ["system"];

/** The one table: what may be done, and by whom. The names are those of operations and queries, and of the audit log. */
export const permissions = {
  "identity.register": everyone,
  "identity.verify-code": everyone,
  "identity.resend-code": everyone,
  "identity.sign-in": everyone,
  "identity.confirm-sign-in": everyone,
  "identity.enter-any-code": everyone,
  "identity.redeem-ticket": everyone,
  "identity.request-password-reset": everyone,
  "identity.reset-password": everyone,
  "identity.open-client": everyone,
  "identity.sign-in-with-username": everyone,
  "identity.sign-out": signedIn,
  "identity.change-password": signedIn,
  "identity.get-account": signedIn,
  "identity.get-profile": signedIn,
  "identity.save-profile": signedIn,
  "identity.get-client": signedIn,
  "identity.update-client": people,
  "identity.save-borrower-details": ["borrower"],
  "identity.get-financial-details": ["borrower"],
  "identity.create-financial-details": ["borrower"],
  "identity.update-financial-details": ["borrower"],
  "identity.get-employment-details": ["borrower"],
  "identity.create-employment-details": ["borrower"],
  "identity.update-employment-details": ["borrower"],
  "identity.get-borrower-details": ["borrower"],
  "identity.upload-document": people,
  "identity.list-own-documents": people,
  "identity.open-document": signedIn,
  // Not a use case of its own: whose documents may be opened.
  "identity.open-any-document": staff,
  "identity.review-document": staff,
  "identity.set-blocked": staff,
  "identity.list-users": staff,
  "identity.list-documents": staff,
  "identity.create-admin": systemOnly,
  "identity.forget-counts": systemOnly,
  "jobs.forget-records": systemOnly,
  "identity.create-api-key": staff,
  "identity.revoke-api-key": staff,
  "identity.list-api-keys": staff,
  "catalog.list-products": everyone,
  "catalog.get-product": everyone,
  "catalog.list-all-products": staff,
  "catalog.list-banks": staff,
  "catalog.create-bank": systemOnly,
  "catalog.create-product": systemOnly,
  "catalog.pay-in-capital": staffOrSystem,
  "catalog.top-up-fund": staffOrSystem,
  "deposits.invest": ["depositor"],
  "deposits.request-withdrawal": ["depositor"],
  "deposits.settle-deposit": staffOrSystem,
  "deposits.settle-withdrawal": staffOrSystem,
  "deposits.list-movements": ["depositor"],
  "deposits.list-transfers": ["depositor"],
  "deposits.list-held": staff,
  "funding.get-portfolio": ["depositor"],
  "funding.get-expected-returns": ["depositor"],
  "funding.list-own-tiles": ["depositor"],
  "funding.get-own-tile": ["depositor"],
  "funding.get-strategy": ["depositor"],
  "funding.save-strategy": ["depositor"],
  "funding.get-client-balance": signedIn,
  "funding.settle": systemOnly,
  "funding.get-loan-funding": staff,
  "market.get-tile-sale": ["depositor"],
  "market.offer-tiles": ["depositor"],
  "market.take-back-offer": ["depositor"],
  "market.list-own-offers": ["depositor"],
  "market.list-loan-sales": staff,
  "market.sell-tiles": systemOnly,
  "calculators.calculate": everyone,
  "loans.check-eligibility": ["borrower"],
  "loans.apply": ["borrower"],
  "loans.withdraw-application": ["borrower"],
  "loans.list-own": ["borrower"],
  "loans.get-own": ["borrower"],
  "loans.accept-contract": ["borrower"],
  "loans.open-contract": ["borrower", "admin"],
  "loans.repay": ["borrower"],
  "loans.preview-repayment": ["borrower"],
  "loans.pay-off": ["borrower"],
  "loans.quote-payoff": ["borrower"],
  "loans.pre-close": ["borrower"],
  "loans.take-instant-credit": ["borrower"],
  "loans.list-credits": signedIn,
  "loans.get-credit": signedIn,
  "loans.get-owed": signedIn,
  "loans.settle-repayment": staffOrSystem,
  "loans.undo-disbursement": staff,
  "loans.reverse-repayment": staff,
  "loans.record-backdated-repayment": staff,
  "loans.preview-change": staff,
  "loans.grant-holiday": staff,
  "loans.restructure": staff,
  "loans.list-applications": staff,
  "loans.list-held-repayments": staff,
  "loans.list-all": staff,
  "loans.get-any": staff,
  "loans.preview-write-off": staff,
  "loans.write-off": staff,
  "loans.record-recovery": staff,
  "loans.reverse-recovery": staff,
  "loans.end-collection": staff,
  "loans.close-for-good": systemOnly,
  "loans.approve": staff,
  "loans.reject": staff,
  "loans.disburse": staff,
  "loans.expire-approvals": systemOnly,
  "closing.close-day": staffOrSystem,
  "reports.get-time": everyone,
  "reports.get-overview": staff,
  "reports.get-provision": staff,
  "reports.get-statistics": staff,
  "reports.list-audit": staff,
  "reports.get-trial-balance": staff,
  "reports.get-account-statement": staff,
  "reports.get-entry": staff,
  "reports.prove-books": staff,
  "reports.list-proofs": everyone,
  "reports.get-own-proof": ["depositor"],
  "reports.prove-positions": systemOnly,
  "reports.forget-positions": systemOnly,
  "ledger.rebuild-balances": systemOnly,
  "notifications.send": systemOnly,
  "webhooks.list-endpoints": staff,
  "webhooks.get-endpoint": staff,
  "webhooks.list-deliveries": staff,
  "webhooks.create-endpoint": staff,
  "webhooks.update-endpoint": staff,
  "webhooks.rotate-secret": staff,
  "webhooks.send-test": staff,
  "webhooks.replay-delivery": staff,
  "webhooks.replay-since": staff,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** What an API key may be allowed. What is open to everyone needs no scope; what is in none, no key can do. */
export const scopes = {
  "loans:read": ["loans.list-applications", "loans.list-all", "loans.get-any", "loans.open-contract", "funding.get-loan-funding", "market.list-loan-sales", "identity.list-documents", "identity.open-document", "identity.open-any-document"],
  "catalog:read": ["catalog.list-banks", "catalog.list-all-products"],
  "loans:decide": ["loans.approve", "loans.reject", "identity.review-document"],
  "loans:disburse": ["loans.disburse"],
  "loans:service": ["loans.reverse-repayment", "loans.record-backdated-repayment", "loans.grant-holiday", "loans.restructure"],
  "loans:collect": ["loans.preview-write-off", "loans.write-off", "loans.record-recovery", "loans.reverse-recovery", "loans.end-collection"],
  "fund:top-up": ["catalog.top-up-fund"],
  "transfers:read": ["deposits.list-held", "loans.list-held-repayments"],
  "transfers:settle": ["deposits.settle-deposit", "deposits.settle-withdrawal", "loans.settle-repayment", "loans.undo-disbursement"],
  "reports:read": ["reports.get-overview", "reports.get-statistics", "reports.get-provision"],
  "audit:read": ["reports.list-audit"],
  "ledger:read": ["reports.get-trial-balance", "reports.get-account-statement", "reports.get-entry", "reports.prove-books"],
  "people:read": ["identity.list-users"],
  "people:block": ["identity.set-blocked"],
  "days:close": ["closing.close-day"],
  "webhooks:manage": [
    "webhooks.list-endpoints",
    "webhooks.get-endpoint",
    "webhooks.list-deliveries",
    "webhooks.create-endpoint",
    "webhooks.update-endpoint",
    "webhooks.rotate-secret",
    "webhooks.send-test",
    "webhooks.replay-delivery",
    "webhooks.replay-since",
  ],
} as const satisfies Record<string, readonly Permission[]>;

export type Scope = keyof typeof scopes;

export const scopeNames = Object.keys(scopes) as [Scope, ...Scope[]];

/** Is this the name of a scope? */
export function isScope(name: string): name is Scope {
  return Object.hasOwn(scopes, name);
}

/** May this actor do this? Ownership of a row is a second question, answered by the row's own WHERE clause. */
export function can(actor: Actor, permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return allowed.includes(actor.role) && (actor.scopes === undefined || isInScope(actor.scopes, permission));
}

function isInScope(granted: readonly Scope[], permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return allowed.includes("anonymous") || granted.some((scope) => (scopes[scope] as readonly Permission[]).includes(permission));
}
