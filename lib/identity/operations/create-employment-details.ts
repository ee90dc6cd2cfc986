import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readEmploymentDetails, saveEmploymentDetails } from "../details-store";
import { employmentDetailsInput } from "../schemas";
import { lockAccount } from "../store";

/** Saves a borrower's employment details for the first time. Refuses `details_exist` when they are there already. */
export const createEmploymentDetails = defineOperation({
  name: "identity.create-employment-details",
  input: employmentDetailsInput(env.currencyExponent),
  async run({ tx, actor }, { employmentStatus: status, ...rest }) {
    if (!(await lockAccount(tx, actor.id))) refuse("session_ended");
    if (await readEmploymentDetails(tx, actor.id)) refuse("details_exist");
    const details = { status, ...rest };
    await saveEmploymentDetails(tx, actor.id, details);
    return { details };
  },
});
