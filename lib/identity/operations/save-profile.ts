import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readAccountSnapshot } from "../account-snapshot";
import { changeProfile } from "../profile-steps";
import { saveProfileInput } from "../schemas";
import { lockAccount } from "../store";

/** Changes what is sent of one's own profile. A changed phone is no longer proved; the e-mail address stays. */
export const saveProfile = defineOperation({
  name: "identity.save-profile",
  input: saveProfileInput,
  async run({ tx, actor, today }, change) {
    const account = await lockAccount(tx, actor.id);
    if (!account) refuse("session_ended");
    await changeProfile(tx, { account, today }, change);
    return { account: await readAccountSnapshot(tx, actor.id) };
  },
});
