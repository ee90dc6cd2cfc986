import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { saveEmploymentDetails, saveFinancialDetails } from "../details-store";
import { changeProfile } from "../profile-steps";
import { saveBorrowerDetailsInput } from "../schemas";
import { lockAccount } from "../store";

/** Saves a borrower's profile, financial and employment details: what a decision about a loan rests on. */
export const saveBorrowerDetails = defineOperation({
  name: "identity.save-borrower-details",
  input: saveBorrowerDetailsInput(env.currencyExponent),
  async run({ tx, actor, today }, details) {
    const account = await lockAccount(tx, actor.id);
    if (!account) refuse("session_ended");
    const { fullName, phone, dateOfBirth, gender, nationality, maritalStatus, permanentAddress } = details;
    await changeProfile(tx, { account, today }, { fullName, phone, dateOfBirth, gender, nationality, maritalStatus, permanentAddress });

    const { existingLoans, monthlyEmi, assetsOwned, bankAccountDetails } = details;
    await saveFinancialDetails(tx, actor.id, { existingLoans, monthlyEmi, assetsOwned, bankAccountDetails });

    const { employmentStatus: status, employerNameAddress, jobTitle, monthlyIncome, otherIncome } = details;
    await saveEmploymentDetails(tx, actor.id, { status, employerNameAddress, jobTitle, monthlyIncome, otherIncome });
    return {};
  },
});
