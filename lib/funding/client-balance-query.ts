import { clientInput } from "@/lib/identity/schemas";
import { readClient } from "@/lib/identity/client-steps";
import { refuse } from "@/lib/platform/errors";
import { defineQuery } from "@/lib/platform/operation";
import { readBalance } from "./balance-store";

/** A depositor's money at this moment, exact: the caller's own, or for staff anybody's. Refuses `client_kind_wrong` for a borrower. */
export const getClientBalance = defineQuery({
  name: "funding.get-client-balance",
  input: clientInput,
  async run({ db, actor }, { userId }) {
    const { role } = await readClient(db, actor, userId);
    if (role !== "depositor") refuse("client_kind_wrong");
    return readBalance(db, userId);
  },
});
