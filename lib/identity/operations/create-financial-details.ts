import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readFinancialDetails, saveFinancialDetails } from "../details-store";
import { financialDetailsInput } from "../schemas";
import { lockAccount } from "../store";

/** Saves a borrower's financial details for the first time. Refuses `details_exist` when they are there already. */
export const createFinancialDetails = defineOperation({
  name: "identity.create-financial-details",
  input: financialDetailsInput(env.currencyExponent),
  async run({ tx, actor }, details) {
    if (!(await lockAccount(tx, actor.id))) refuse("session_ended");
    if (await readFinancialDetails(tx, actor.id)) refuse("details_exist");
    await saveFinancialDetails(tx, actor.id, details);
    // Answers are kept for repeated requests; bank account details are not to be kept twice.
    return {};
  },
});
