import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readFinancialDetails, saveFinancialDetails } from "../details-store";
import { updateFinancialDetailsInput } from "../schemas";
import { lockAccount } from "../store";

/** Changes what is sent of a borrower's financial details. Refuses `details_not_saved` before they were saved once. */
export const updateFinancialDetails = defineOperation({
  name: "identity.update-financial-details",
  input: updateFinancialDetailsInput(env.currencyExponent),
  async run({ tx, actor }, sent) {
    if (!(await lockAccount(tx, actor.id))) refuse("session_ended");
    const saved = await readFinancialDetails(tx, actor.id);
    if (!saved) refuse("details_not_saved");
    const details = {
      existingLoans: sent.existingLoans ?? saved.existingLoans,
      monthlyEmi: sent.monthlyEmi ?? saved.monthlyEmi,
      assetsOwned: sent.assetsOwned ?? saved.assetsOwned,
      bankAccountDetails: sent.bankAccountDetails ?? saved.bankAccountDetails,
    };
    await saveFinancialDetails(tx, actor.id, details);
    // Answers are kept for repeated requests; bank account details are not to be kept twice.
    return {};
  },
});
