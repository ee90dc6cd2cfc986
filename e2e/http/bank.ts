import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { defaultCriteria } from "@/lib/core/eligibility";
import { system } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { createAdmin } from "@/lib/identity/operations/create-admin";
import { findLatestCode, hasDueMail } from "@/lib/notifications/queries";
import { sendOutbox } from "@/lib/notifications/operations/send-outbox";
import { install, markReady } from "@/scripts/story/install";
import { TEST_DIST_FOLDER } from "@/scripts/checks/test-folder.mjs";
import { anyFreePort } from "@/scripts/setup/ports.mjs";
import { spawnApp } from "@/scripts/setup/web-server.mjs";
import { createClient, type Client } from "./client";
import { noteServer } from "./servers";

/** The password of every login that these tests make. */
export const PASSWORD = "Correct-horse-1";

/** The date on which a bank of these tests opens. */
export const OPENED_ON = "2026-03-02";

/** A bank of one test file: the production build on a port of its own, over the database of that file. */
export type TestBank = { url: string; client: Client };

/** Opens an empty bank (the instant product only) and starts the application on it; it stops after the file's tests. */
export async function openBank(settings: Record<string, string> = {}): Promise<TestBank> {
  await install(OPENED_ON, { demo: false });
  await markReady();
  return startServer(settings);
}

/** One more process of the bank that was opened: another port, the same database. */
export async function startServer(settings: Record<string, string> = {}): Promise<TestBank> {
  const port = await anyFreePort();
  const app = spawnApp({
    command: "start",
    host: "127.0.0.1",
    port,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      __NEXT_PROCESSED_ENV: "true",
      TESSERA_DIST_DIR: TEST_DIST_FOLDER,
      DATABASE_URL: env.databaseUrl,
      NEXTAUTH_SECRET: env.sessionSecret,
      NEXTAUTH_URL: `http://localhost:${port}/api/session`,
      TESSERA_DATA_DIR: env.dataFolder,
      TESSERA_EMBEDDED_DATABASE: "1",
      TESSERA_DEMO: "0",
      TESSERA_LOG_LEVEL: "warn",
      PORT: String(port),
      ...settings,
    },
  });
  noteServer(app.known.pid);
  await app.whenHealthy(createWriteStream(join(process.cwd(), ".test", "http-app.log"), { flags: "a" }));
  const url = `http://127.0.0.1:${port}`;
  return { url, client: createClient(url) };
}

/** A partner bank with capital and one monthly product: 12 % a year, 3 to 24 instalments, 100 to 1,000,000. */
export async function offerProduct(name = "Personal Loan"): Promise<{ bankId: number; productId: number }> {
  const { bankId } = await createBank.execute(system, { name: `Bank of ${name}`, description: "" });
  await payInCapital.execute(system, { bankId, amount: "10000000" });
  const { productId } = await createProduct.execute(system, {
    bankId,
    name,
    description: "For whatever you need.",
    amountMin: 100_00n,
    amountMax: 1_000_000_00n,
    ratePpm: 120_000,
    method: "declining",
    instalmentsMin: 3,
    instalmentsMax: 24,
    originationFeePpm: 10_000,
    preClosureFeePpm: 20_000,
    criteria: defaultCriteria,
    bankSharePpm: 100_000,
    bankTopsUp: false,
    servicingFeePpm: 100_000,
    fundSharePpm: 50_000,
    smallestTile: 50_00n,
  });
  return { bankId, productId };
}

/** The newest six-digit code that was sent to an address. */
export async function newestCode(recipient: string): Promise<string> {
  while (await hasDueMail()) await sendOutbox.execute(system, { countMax: 100 });
  const code = await findLatestCode(recipient);
  if (code === null) throw new Error(`there is no code for ${recipient}`);
  return code;
}

/** Opens an account over the API and proves its address; answers the client that is signed in, and the user's id. */
export async function signUp(client: Client, person: { email: string; role?: "borrower" | "depositor"; full_name?: string }): Promise<{ client: Client; userId: number }> {
  const body = { full_name: "Asha Rao", password: PASSWORD, date_of_birth: "1990-05-01", ...person };
  const registered = await client.post("/api/auth/register", body);
  const userId = Number(registered.body.user_id);
  const verified = await client.post("/api/auth/verify-otp", { user_id: userId, otp_code: await newestCode(person.email), otp_type: "email" });
  return { client: client.withToken(String(verified.body.access_token)), userId };
}

/** A borrower with everything that an application needs. */
export async function signUpBorrower(client: Client, email: string): Promise<{ client: Client; userId: number }> {
  const borrower = await signUp(client, { email });
  await borrower.client.post("/api/users/financial-details", { existing_loans: 0, monthly_emi: 0, assets_owned: "", bank_account_details: "SBIN0001234" });
  await borrower.client.post("/api/users/employment-details", { employment_status: "Employed", employer_name_address: "Works", job_title: "Engineer", monthly_income: 90000, other_income: 0 });
  return borrower;
}

/** A depositor whose money waits to be lent. */
export async function signUpDepositor(client: Client, email: string, amount: number): Promise<{ client: Client; userId: number }> {
  const depositor = await signUp(client, { email, role: "depositor" });
  await depositor.client.post("/api/depositors/invest", { amount });
  return depositor;
}

/** An admin, signed in with password and code. */
export async function signInAdmin(client: Client, email = "officer@bank.example"): Promise<{ client: Client; userId: number }> {
  await createAdmin.execute(system, { email, password: PASSWORD });
  const begun = await client.post("/api/auth/login", { email, password: PASSWORD });
  const userId = Number(begun.body.user_id);
  const done = await client.post("/api/auth/verify-otp", { user_id: userId, otp_code: await newestCode(email), otp_type: "email" });
  return { client: client.withToken(String(done.body.access_token)), userId };
}
