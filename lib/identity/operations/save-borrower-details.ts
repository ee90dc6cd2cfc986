import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { saveBorrowerDetailsInput } from "../schemas";
import { lockAccount, saveEmploymentDetails, saveFinancialDetails, setProfile } from "../store";

/** Saves a borrower's profile, financial and employment details: what a decision about a loan rests on. */
export const saveBorrowerDetails = defineOperation({
  name: "identity.save-borrower-details",
  input: saveBorrowerDetailsInput(env.currencyExponent),
  async run({ tx, actor, today }, details) {
    const account = await lockAccount(tx, actor.id);
    if (!account) refuse("session_ended");
    if (details.dateOfBirth >= today) refuse("input_invalid", { fields: { dateOfBirth: "Enter a date in the past." } });
    const userId = actor.id;
    const phone = details.phone || null;
    const { fullName, dateOfBirth, gender, nationality, maritalStatus, permanentAddress } = details;
    // A changed number is no longer proved.
    const verifiedPhone = phone === account.phone ? account.verifiedPhone : null;
    await setProfile(tx, userId, { fullName, phone, verifiedPhone, dateOfBirth, gender, nationality, maritalStatus, permanentAddress });

    const { existingLoans, monthlyEmi, assetsOwned, bankAccountDetails } = details;
    await saveFinancialDetails(tx, { userId, existingLoans, monthlyEmi, assetsOwned, bankAccountDetails });

    const { employmentStatus: status, employerNameAddress, jobTitle, monthlyIncome, otherIncome } = details;
    await saveEmploymentDetails(tx, { userId, status, employerNameAddress, jobTitle, monthlyIncome, otherIncome });
    return {};
  },
});
