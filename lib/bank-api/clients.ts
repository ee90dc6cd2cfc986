import { z } from "zod";
import { getClientBalance } from "@/lib/funding/client-balance-query";
import { getClient } from "@/lib/identity/client-query";
import { updateClient } from "@/lib/identity/operations/update-client";
import { getOwed } from "@/lib/loans/credit-queries";
import type { EndpointCall } from "@/lib/platform/endpoint-call";
import { checkOwner } from "./caller";
import { failureCodesOf } from "./contract";
import { answered, defineEndpoint, succeeded } from "./dialect";
import { amountAnswered, amountOf, idAnswered, phoneSent, textSent, userIdSent, userTypeAnswered, userTypeOf, userTypeSent } from "./fields";

/** GET /user/get_info */
export const getInfoEndpoint = defineEndpoint({
  id: "bankGetInfo",
  method: "GET",
  path: "/user/get_info",
  tag: "Bank API",
  summary: "A client and its balance",
  description: "`balance` of a credit client is minus what is owed; a deposit client has `balance_working` and `balance_wait` instead. Staff may ask about any client.",
  permission: getClient.name,
  query: z.object({ user_id: userIdSent }),
  refusals: failureCodesOf("/user/get_info"),
  answer: {
    schema: answered({
      user_id: idAnswered,
      username: z.string(),
      name: z.string(),
      address: z.string(),
      phone_number: z.string(),
      email: z.string(),
      is_email_verified: z.boolean(),
      user_type: userTypeAnswered,
      balance: amountAnswered.optional(),
      balance_working: amountAnswered.optional(),
      balance_wait: amountAnswered.optional(),
    }),
    example: {
      status: "success",
      action: "get_user_data",
      user_id: 7,
      username: "asha",
      name: "Asha Rao",
      address: "1 Lake Road, Pune",
      phone_number: "+91 98765 43210",
      email: "asha@example.com",
      is_email_verified: false,
      user_type: "credit",
      balance: "-1080.00",
    },
  },
  async run({ query: { user_id } }, call) {
    const client = await call.read(getClient, { userId: user_id });
    return {
      ...succeeded("/user/get_info"),
      user_id: client.userId,
      username: client.username ?? "",
      name: client.fullName,
      address: client.permanentAddress ?? "",
      phone_number: client.phone ?? "",
      email: client.email,
      is_email_verified: client.isEmailVerified,
      user_type: userTypeOf(client.role),
      ...(client.role === "borrower" ? await creditBalance(call, user_id) : await depositBalances(call, user_id)),
    };
  },
});

async function creditBalance(call: EndpointCall, userId: number) {
  return { balance: amountOf(-(await call.read(getOwed, { userId }))) };
}

async function depositBalances(call: EndpointCall, userId: number) {
  const { working, waiting } = await call.read(getClientBalance, { userId });
  return { balance_working: amountOf(working), balance_wait: amountOf(waiting) };
}

/** PUT /user/update_info */
export const updateInfoEndpoint = defineEndpoint({
  id: "bankUpdateInfo",
  method: "PUT",
  path: "/user/update_info",
  tag: "Bank API",
  summary: "Change what is known of a client",
  description: "`user_type` is repeated and cannot change; what is not sent stays. A changed e-mail address or phone number is unproved until its code comes back.",
  permission: updateClient.name,
  body: z.object({
    user_id: userIdSent,
    user_type: userTypeSent,
    username: textSent("a username", "asha").optional(),
    name: textSent("the full name", "Asha Rao").optional(),
    address: textSent("a postal address", "2 Lake Road, Pune").optional(),
    phone_number: phoneSent.optional(),
    email: textSent("an e-mail address", "asha@example.com").optional(),
  }),
  bodyExample: { user_id: 7, user_type: "credit", username: "asha", name: "Asha Rao", address: "2 Lake Road, Pune", phone_number: "+91 98765 43210", email: "asha@example.com" },
  fields: { fullName: "name", permanentAddress: "address", phone: "phone_number", role: "user_type" },
  refusals: [...failureCodesOf("/user/update_info"), "email_taken"],
  answer: {
    schema: answered({ user_id: idAnswered }),
    example: { status: "success", action: "update_user_data", user_id: 7 },
  },
  async run({ body: { user_id, user_type, name, address, phone_number, username, email } }, call) {
    checkOwner(call.actor, user_id, ["borrower", "depositor"]);
    const change = { role: user_type, username, email, fullName: name, permanentAddress: address, phone: phone_number };
    const { userId } = await call.execute(updateClient, change);
    return { ...succeeded("/user/update_info"), user_id: userId };
  },
});

/** POST /user/update_info */
export const updateInfoByPostEndpoint = { ...updateInfoEndpoint, id: "bankUpdateInfoByPost", method: "POST" as const };
