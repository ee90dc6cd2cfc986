import { defineOperation } from "@/lib/platform/operation";
import { enterCodeInput } from "../schemas";
import { enterCode, purposeOf } from "../sign-in-steps";
import { lockAccount } from "../store";

/**
 * Enters the code that came by e-mail or phone, whatever it was sent for: the proof of the address or of the phone,
 * or the second factor of a sign-in. For machines, which are told to send a code and not what it is for.
 */
export const enterAnyCode = defineOperation({
  name: "identity.enter-any-code",
  input: enterCodeInput,
  keepsAnswer: false,
  async run({ tx, actor }, { userId, code, channel }) {
    const account = await lockAccount(tx, userId);
    return enterCode(tx, { account, purpose: account && (await purposeOf(tx, account, { channel, actor })), code });
  },
});
