import { instantNow } from "@/lib/platform/clock";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { countTry } from "@/lib/platform/rate-limit";
import { getNewestCode } from "../code-store";
import { CODE_MINUTES, CODE_TRIES_MAX, resentCodeLimit } from "../limits";
import { resendCodeInput } from "../schemas";
import { secondsUntilResend, sendCode } from "../sign-in-steps";
import { lockAccount } from "../store";

/**
 * Sends a fresh code, which ends the one before: at most one a minute. Where no code is being waited for (a stranger's
 * id, an address proved long ago, a sign-in that nobody began) the answer is the same and nothing is sent.
 */
export const resendCode = defineOperation({
  name: "identity.resend-code",
  input: resendCodeInput,
  async run({ tx }, { userId, purpose }) {
    const account = await lockAccount(tx, userId);
    const newest = account && (await getNewestCode(tx, { userId, purpose }));
    const isWaitedFor = account?.blockedAt === null && (purpose === "verify_email" ? account.verifiedEmail === null : isUnfinished(newest));
    if (!account || !isWaitedFor) return {};
    const retryAfterSeconds = await secondsUntilResend(tx, userId, purpose);
    if (retryAfterSeconds > 0) refuse("code_resend_too_soon", { message: `A code was just sent. You can ask for another in ${retryAfterSeconds} seconds.`, retryAfterSeconds });
    const limited = await countTry(tx, `resend:${userId}`, resentCodeLimit);
    if (limited) return limited;
    await sendCode(tx, account, purpose);
    return {};
  },
});

// A sign-in's code exists only because the password was right. One that was used, or forgotten, proves nothing any more.
function isUnfinished(newest: { endedAt: Date | null; expiresAt: Date; tries: number } | null): boolean {
  if (newest === null) return false;
  const isFresh = newest.expiresAt.getTime() > instantNow().getTime() - CODE_MINUTES * 60_000;
  return isFresh && (newest.endedAt === null || newest.tries >= CODE_TRIES_MAX);
}
