import { instantNow } from "@/lib/platform/clock";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { countTry } from "@/lib/platform/rate-limit";
import { getNewestCode } from "../code-store";
import { CODE_MINUTES, CODE_TRIES_MAX, resentCodeLimit } from "../limits";
import { phoneNumberIn } from "../phone-numbers";
import { resendCodeInput } from "../schemas";
import { purposeOf, secondsUntilResend, sendCode } from "../sign-in-steps";
import { lockAccount } from "../store";

/**
 * Sends a fresh code by e-mail or phone, which ends the one before: at most one a minute. Where no code can be waited
 * for (a stranger's id, an address proved long ago, a sign-in that nobody began, no phone number) the answer is the same
 * and nothing is sent. Refuses `phone_missing` to the account's own session only, `code_resend_too_soon`, `rate_limited`.
 */
export const resendCode = defineOperation({
  name: "identity.resend-code",
  input: resendCodeInput,
  async run({ tx, actor }, { userId, channel }) {
    const account = await lockAccount(tx, userId);
    const purpose = account && (await purposeOf(tx, account, { channel, actor }));
    if (!account || !purpose || account.blockedAt !== null) return {};
    if (purpose === "sign_in" && !isUnfinished(await getNewestCode(tx, { userId, purpose }))) return {};
    if (purpose === "verify_phone" && phoneNumberIn(account.phone) === null) {
      // Only its owner is told: else anybody could ask of every id whether there is an account without a number.
      if (actor.id !== account.id || actor.sessionId === null) return {};
      refuse("phone_missing");
    }
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
