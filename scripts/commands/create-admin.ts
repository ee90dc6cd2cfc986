import { parseArgs } from "node:util";
import { closeDatabase } from "@/db/client";
import { system } from "@/lib/core/permissions";
import { createAdmin } from "@/lib/identity/operations/create-admin";
import { AppError } from "@/lib/platform/errors";

const USAGE = 'Usage: npm run create-admin -- --email you@bank.example --password "…" [--name "Your Name"]';

/** Makes a login for bank staff. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { email: { type: "string" }, password: { type: "string" }, name: { type: "string" } } });
  if (!values.email || !values.password) {
    console.error(USAGE);
    return 1;
  }
  await createAdmin.execute(system, { email: values.email, password: values.password, fullName: values.name });
  console.log(`The admin ${values.email} is ready. Sign in at /sign-in with this address and password;`);
  console.log("a six-digit code by e-mail is asked for every time (npm run latest-code -- <email> shows it while no mail service is set).");
  return 0;
}

/** What was wrong, each field on its line. */
function explain(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? `${error.message}\n${USAGE}` : String(error);
  const fields = Object.entries(error.details.fields ?? {}).map(([name, message]) => `  ${name}: ${message}`);
  return ["No admin was made.", ...(fields.length > 0 ? fields : [`  ${error.message}`])].join("\n");
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
