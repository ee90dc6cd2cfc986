import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readEmploymentDetails, saveEmploymentDetails } from "../details-store";
import { updateEmploymentDetailsInput } from "../schemas";
import { lockAccount } from "../store";

/** Changes what is sent of a borrower's employment details. Refuses `details_not_saved` before they were saved once. */
export const updateEmploymentDetails = defineOperation({
  name: "identity.update-employment-details",
  input: updateEmploymentDetailsInput(env.currencyExponent),
  async run({ tx, actor }, sent) {
    if (!(await lockAccount(tx, actor.id))) refuse("session_ended");
    const saved = await readEmploymentDetails(tx, actor.id);
    if (!saved) refuse("details_not_saved");
    const details = {
      status: sent.employmentStatus ?? saved.status,
      employerNameAddress: sent.employerNameAddress ?? saved.employerNameAddress,
      jobTitle: sent.jobTitle ?? saved.jobTitle,
      monthlyIncome: sent.monthlyIncome ?? saved.monthlyIncome,
      otherIncome: sent.otherIncome ?? saved.otherIncome,
    };
    await saveEmploymentDetails(tx, actor.id, details);
    return { details };
  },
});
