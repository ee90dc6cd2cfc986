import { defineOperation } from "@/lib/platform/operation";
import { countTry } from "@/lib/platform/rate-limit";
import { resentCodeLimit } from "../limits";
import { requestPasswordResetInput } from "../schemas";
import { secondsUntilResend, sendCode } from "../sign-in-steps";
import { lockVerifiedAccounts } from "../store";

/**
 * Sends a code to choose a new password, one for each login of the address. The answer is always the same: for an
 * unknown address, for a blocked login, and for a second request within the cool-down.
 */
export const requestPasswordReset = defineOperation({
  name: "identity.request-password-reset",
  input: requestPasswordResetInput,
  async run({ tx }, { email }) {
    for (const account of await lockVerifiedAccounts(tx, email)) {
      if ((await secondsUntilResend(tx, account.id, "reset_password")) > 0) continue;
      if (await countTry(tx, `reset:${account.id}`, resentCodeLimit)) continue;
      await sendCode(tx, account, "reset_password");
    }
    return {};
  },
});
