import { env } from "@/lib/env";

/** A text message with a code: short enough for one, and the code comes first, where a lock screen shows it. */
export function writeCodeMessage({ code, minutes }: { code: string; minutes: number }): { subject: string; body: string } {
  return { subject: "Text message", body: `${code} is your ${env.installationName} code. It is valid for ${minutes} minutes. We never ask for it by phone.` };
}
