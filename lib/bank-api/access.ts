import { z } from "zod";
import { openClient } from "@/lib/identity/operations/open-client";
import { redeemTicket } from "@/lib/identity/operations/redeem-ticket";
import { signInWithUsername } from "@/lib/identity/operations/sign-in-with-username";
import { signSessionToken } from "@/lib/platform/session";
import { failureCodesOf } from "./contract";
import { answered, defineEndpoint, succeeded } from "./dialect";
import { idAnswered, phoneSent, textSent, userTypeAnswered, userTypeOf, userTypeSent } from "./fields";

const usernameSent = textSent("a username", "asha");

/** POST /login */
export const loginEndpoint = defineEndpoint({
  id: "bankLogin",
  method: "POST",
  path: "/login",
  tag: "Bank API",
  summary: "Sign in with username and password",
  description: "The token is good for 24 hours. Send it with every other request: `Authorization: Bearer …`.",
  permission: signInWithUsername.name,
  body: z.object({ username: usernameSent, password: textSent("the password", "correct horse 1") }),
  bodyExample: { username: "asha", password: "correct horse 1" },
  refusals: [...failureCodesOf("/login"), "account_blocked", "email_unproved"],
  answer: {
    schema: answered({ user_id: idAnswered, username: z.string(), user_type: userTypeAnswered, token: z.string() }),
    example: { status: "success", action: "login", user_id: 7, username: "asha", user_type: "credit", token: "eyJhbGciOiJkaXIi…" },
  },
  async run({ body }, call) {
    const { userId, username, role, ticket } = await call.execute(signInWithUsername, body);
    const { sessionId } = await call.execute(redeemTicket, { ticket, kind: "bearer" });
    const token = await signSessionToken(sessionId);
    return { ...succeeded("/login"), user_id: userId, username, user_type: userTypeOf(role), token };
  },
});

/** POST /register */
export const registerEndpoint = defineEndpoint({
  id: "bankRegister",
  method: "POST",
  path: "/register",
  tag: "Bank API",
  summary: "Open an account",
  description: "The account can be used at once, unless this installation asks for a proved e-mail address first. A code to prove the address is sent.",
  permission: openClient.name,
  body: z.object({
    username: usernameSent,
    password: textSent("a password of at least 8 characters with a letter and a digit", "correct horse 1"),
    name: textSent("the full name", "Asha Rao"),
    address: textSent("a postal address", "1 Lake Road, Pune").optional(),
    phone_number: phoneSent.optional(),
    email: textSent("an e-mail address", "asha@example.com"),
    user_type: userTypeSent,
  }),
  bodyExample: {
    username: "asha",
    password: "correct horse 1",
    name: "Asha Rao",
    address: "1 Lake Road, Pune",
    phone_number: "+91 98765 43210",
    email: "asha@example.com",
    user_type: "credit",
  },
  isIdempotent: true,
  fields: { fullName: "name", permanentAddress: "address", phone: "phone_number", role: "user_type" },
  refusals: [...failureCodesOf("/register"), "email_taken"],
  answer: {
    schema: answered({ user_id: idAnswered, username: z.string(), user_type: userTypeAnswered }),
    example: { status: "success", action: "register", user_id: 7, username: "asha", user_type: "credit" },
  },
  async run({ body: { name, address, phone_number, user_type, ...login } }, call) {
    const { userId, username, role } = await call.execute(openClient, { ...login, fullName: name, permanentAddress: address, phone: phone_number, role: user_type });
    return { ...succeeded("/register"), user_id: userId, username, user_type: userTypeOf(role) };
  },
});
