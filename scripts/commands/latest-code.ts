import { closeDatabase } from "@/db/client";
import { system } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { sendOutbox } from "@/lib/notifications/operations/send-outbox";
import { findLatestCode, hasDueMail } from "@/lib/notifications/queries";

/** Prints the newest six-digit code that the local mailbox holds for an address or a phone number, and nothing else. */
async function main(recipient: string | undefined): Promise<number> {
  if (!recipient) return complain("Usage: npm run latest-code -- you@example.com (or a phone number)");
  if (recipient.includes("@") && env.resendApiKey) return complain("Mail is sent for real here (RESEND_API_KEY is set), so there is no local mailbox to read.");
  if (!recipient.includes("@") && env.twilio) return complain("Text messages are sent for real here (TWILIO_ACCOUNT_SID is set), so there is no local mailbox to read.");
  // A code that was asked for a moment ago may still be in the outbox.
  if (await hasDueMail()) await sendOutbox.execute(system, { countMax: 100 });
  const code = await findLatestCode(recipient);
  if (code === null) return complain(`There is no code for ${recipient} in the local mailbox.`);
  console.log(code);
  return 0;
}

function complain(message: string): number {
  console.error(message);
  return 1;
}

try {
  process.exitCode = await main(process.argv[2]);
} finally {
  await closeDatabase();
}
