import { writeFileSync } from "node:fs";
import { closeDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { anonymous, system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { env } from "@/lib/env";
import { createAdmin } from "@/lib/identity/operations/create-admin";
import { enterAnyCode } from "@/lib/identity/operations/enter-any-code";
import { signIn } from "@/lib/identity/operations/sign-in";
import { actorOf, codeFor, PASSWORD, signUp } from "@/lib/identity/testing";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { signSessionToken } from "@/lib/platform/session";
import { install, markReady } from "@/scripts/story/install";
import { fillInDetails } from "@/scripts/story/people";
import type { Cast } from "./cast";

/* Makes the bank that is going to be killed: prepare.ts <file for the cast>. */

const DEPOSITORS = 24;
const BORROWERS = 16;
const details = { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "900000", jobTitle: "Engineer", employer: "Works" } as const;

const [file = ""] = process.argv.slice(2);
await migrate(env.databaseUrl);
await install("2026-03-02", { demo: false });
await markReady();
const { bankId } = await createBank.execute(system, { name: "Partner" });
await payInCapital.execute(system, { bankId, amount: "1000000" });
const { productId } = await createProduct.execute(system, {
  ...{ bankId, name: "Loan", description: "For anything.", amountMin: 1n, amountMax: 10n ** 9n, ratePpm: 120_000, method: "declining" },
  ...{ instalmentsMin: 1, instalmentsMax: 60, servicingFeePpm: 100_000, fundSharePpm: 50_000, bankSharePpm: 100_000, smallestTile: 1_00n },
  ...{ approvesAutomatically: true, tileCountMax: 12 },
});

const officer = await hireOfficer();
const depositors: Actor[] = [];
for (let index = 0; index < DEPOSITORS; index += 1) {
  const depositor = await signUp("depositor", `depositor${index}@example.com`);
  await invest.execute(depositor, { amount: "20000" });
  depositors.push(depositor);
}
const borrowers: { actor: Actor; loanId: number }[] = [];
for (let index = 0; index < BORROWERS; index += 1) {
  const actor = await signUp("borrower", `borrower${index}@example.com`);
  await fillInDetails(actor, "Asha Rao", details);
  const { loanId } = await applyForLoan.execute(actor, { productId, amount: "9000", instalments: 24 });
  await disburseLoan.execute(officer, { loanId });
  borrowers.push({ actor, loanId });
}

const cast: Cast = {
  productId,
  officer: await loginOf(officer),
  depositors: await Promise.all(depositors.map(loginOf)),
  borrowers: await Promise.all(borrowers.map(async ({ actor, loanId }) => ({ ...(await loginOf(actor)), loanId }))),
};
writeFileSync(file, JSON.stringify(cast), { mode: 0o600 });
await closeDatabase();

async function hireOfficer(): Promise<Actor> {
  const email = "officer@example.com";
  const { userId } = await createAdmin.execute(system, { email, password: PASSWORD });
  await signIn.execute(anonymous, { email, password: PASSWORD });
  const { ticket } = await enterAnyCode.execute(anonymous, { userId, code: await codeFor(userId), channel: "email" });
  return actorOf(ticket, "admin");
}

async function loginOf({ id, sessionId }: Actor): Promise<{ id: number; token: string }> {
  if (sessionId === null) throw new Error(`user ${id} is not signed in`);
  return { id, token: await signSessionToken(sessionId) };
}
