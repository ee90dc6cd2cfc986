import { z } from "zod";
import { saveProfile } from "@/lib/identity/operations/save-profile";
import { documentSnapshot, getProfile } from "@/lib/identity/queries";
import { employmentAnswered, employmentExample, employmentOf, financialAnswered, financialExample, financialOf } from "./details-answer";
import { defineEndpoint } from "./dialect";
import { documentAnswered, documentExample, documentOf } from "./documents";
import { optionalTextSent, profileFieldNames, profileInput, profileSent } from "./profile-fields";
import { userAnswered, userExample, userOf } from "./user-answer";

/** GET /api/users/profile */
export const profileEndpoint = defineEndpoint({
  id: "getProfile",
  method: "GET",
  path: "/api/users/profile",
  tag: "Profile",
  summary: "Everything that is known of the account",
  permission: "identity.get-profile",
  answer: {
    schema: z.object({
      profile: z.object({
        ...userAnswered.shape,
        financial_details: financialAnswered.optional(),
        employment_details: employmentAnswered.optional(),
        user_documents: z.array(documentAnswered),
      }),
    }),
    example: { profile: { ...userExample, financial_details: financialExample, employment_details: employmentExample, user_documents: [documentExample] } },
  },
  async run(_sent, call) {
    const { account, finance, employment, documents } = await call.read(getProfile);
    return {
      profile: {
        ...userOf(account),
        financial_details: finance === null ? undefined : financialOf(finance),
        employment_details: employment === null ? undefined : employmentOf(employment),
        user_documents: documents.map(documentSnapshot).map(documentOf),
      },
    };
  },
});

/** PUT /api/users/profile */
export const saveProfileEndpoint = defineEndpoint({
  id: "updateProfile",
  method: "PUT",
  path: "/api/users/profile",
  tag: "Profile",
  summary: "Change the profile",
  description: "What is not sent stays as it is; an empty text clears. A changed phone is no longer verified. The e-mail address and the role cannot be changed here and are ignored.",
  permission: "identity.save-profile",
  body: z.object({ full_name: optionalTextSent("Asha Rao"), ...profileSent }),
  bodyExample: { contact_number: "+91 98765 43210", marital_status: "Married" },
  fields: profileFieldNames,
  answer: { schema: z.object({ message: z.string(), user: userAnswered }), example: { message: "Your profile is saved.", user: { ...userExample, marital_status: "Married" } } },
  async run({ body }, call) {
    const { full_name: fullName, ...profile } = body;
    const { account } = await call.execute(saveProfile, { fullName, ...profileInput(profile) });
    return { message: "Your profile is saved.", user: userOf(account) };
  },
});
