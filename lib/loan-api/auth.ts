import { z } from "zod";
import { enterAnyCode } from "@/lib/identity/operations/enter-any-code";
import { redeemTicket } from "@/lib/identity/operations/redeem-ticket";
import { register } from "@/lib/identity/operations/register";
import { resendCode } from "@/lib/identity/operations/resend-code";
import { signIn } from "@/lib/identity/operations/sign-in";
import type { EndpointCall } from "@/lib/platform/endpoint-call";
import { refuse } from "@/lib/platform/errors";
import { signSessionToken } from "@/lib/platform/session";
import { emailSent, otpSent } from "./auth-fields";
import { defineEndpoint } from "./dialect";
import { idAnswered, idSent } from "./fields";
import { profileFieldNames, profileInput, profileSent } from "./profile-fields";
import { userAnswered, userExample, userOf } from "./user-answer";

/* How somebody gets a token. */

const passwordSent = z.string({ error: "Enter your password." }).meta({ example: "correct horse 1" });

const otpTypeSent = z
  .enum(["email", "phone"], { error: "Choose email or phone." })
  .default("email")
  .meta({ description: "The way by which the code came." });

const tokenAnswered = z.object({
  message: z.string(),
  access_token: z.string().meta({ description: "Good for 24 hours: `Authorization: Bearer …`. Ends with a password change, a block or a logout." }),
  user: userAnswered,
});

const tokenExample = { message: "You are signed in.", access_token: "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..x.y.z", user: userExample };

/** A ticket becomes a session whose token is the caller's from then on. */
async function tokenFor(call: EndpointCall, ticket: string) {
  const { sessionId, account } = await call.execute(redeemTicket, { ticket, kind: "bearer" });
  return { message: "You are signed in.", access_token: await signSessionToken(sessionId), user: userOf(account) };
}

/** POST /api/auth/register */
export const registerEndpoint = defineEndpoint({
  id: "register",
  method: "POST",
  path: "/api/auth/register",
  tag: "Authentication",
  summary: "Open an account",
  description: "A code goes to the e-mail address; `verify-otp` with it gives the first token. A password has at least 8 characters with a letter and a digit.",
  permission: "identity.register",
  body: z.object({
    full_name: z.string({ error: "Enter your full name." }).meta({ example: "Asha Rao" }),
    email: emailSent,
    password: z.string({ error: "Choose a password." }).meta({ example: "correct horse 1" }),
    role: z.enum(["borrower", "depositor"], { error: "Choose borrower or depositor." }).default("borrower"),
    ...profileSent,
  }),
  bodyExample: { full_name: "Asha Rao", email: "asha@example.com", password: "correct horse 1", contact_number: "+91 98765 43210", date_of_birth: "1990-05-17" },
  isIdempotent: true,
  refusals: ["email_taken"],
  fields: profileFieldNames,
  answer: {
    status: 201,
    schema: z.object({ message: z.string(), user_id: idAnswered, requires_otp_verification: z.literal(true), user: userAnswered }),
    example: {
      message: "We sent a code to your e-mail address. Confirm it to sign in.",
      user_id: 7,
      requires_otp_verification: true,
      user: { ...userExample, is_email_verified: false, gender: null, nationality: null, marital_status: null, permanent_address: null },
    },
  },
  async run({ body }, call) {
    const { full_name: fullName, email, password, role, ...profile } = body;
    const { userId, account } = await call.execute(register, { fullName, email, password, role, ...profileInput(profile) });
    const message = "We sent a code to your e-mail address. Confirm it to sign in.";
    return { message, user_id: userId, requires_otp_verification: true as const, user: userOf(account) };
  },
});

/** POST /api/auth/verify-otp */
export const verifyOtpEndpoint = defineEndpoint({
  id: "verifyOtp",
  method: "POST",
  path: "/api/auth/verify-otp",
  tag: "Authentication",
  summary: "Enter a code",
  description:
    "Proves the address or the phone, or finishes a sign-in that asked for a second factor. A code works once, for ten minutes, and takes at most five wrong tries. " +
    "An account that is in use already adds its other proof with its own token in the `Authorization` header.",
  permission: "identity.enter-any-code",
  body: z.object({ user_id: idSent, otp_code: otpSent, otp_type: otpTypeSent }),
  bodyExample: { user_id: 7, otp_code: "123456", otp_type: "email" },
  refusals: ["code_wrong", "code_expired", "account_blocked", "email_taken"],
  fields: { code: "otp_code", channel: "otp_type" },
  answer: { schema: tokenAnswered, example: tokenExample },
  async run({ body }, call) {
    const { ticket } = await call.execute(enterAnyCode, { userId: body.user_id, code: body.otp_code, channel: body.otp_type });
    return tokenFor(call, ticket);
  },
});

/** POST /api/auth/resend-otp */
export const resendOtpEndpoint = defineEndpoint({
  id: "resendOtp",
  method: "POST",
  path: "/api/auth/resend-otp",
  tag: "Authentication",
  summary: "Send a new code",
  description: "Ends the code before it; at most one a minute. The answer is the same where no code is waited for.",
  permission: "identity.resend-code",
  body: z.object({ user_id: idSent, otp_type: otpTypeSent }),
  bodyExample: { user_id: 7, otp_type: "email" },
  refusals: ["phone_missing", "code_resend_too_soon"],
  fields: { channel: "otp_type" },
  answer: { schema: z.object({ message: z.string() }), example: { message: "If a code is waited for, a new one is on its way." } },
  async run({ body }, call) {
    await call.execute(resendCode, { userId: body.user_id, channel: body.otp_type });
    return { message: "If a code is waited for, a new one is on its way." };
  },
});

/** POST /api/auth/login */
export const loginEndpoint = defineEndpoint({
  id: "login",
  method: "POST",
  path: "/api/auth/login",
  tag: "Authentication",
  summary: "Sign in",
  description: "Staff get a code by e-mail first, which `verify-otp` takes; so does an account in use whose changed address is not proved. A new account that has proved neither address nor phone is refused with the `user_id` to prove it for.",
  permission: "identity.sign-in",
  body: z.object({ email: emailSent, password: passwordSent }),
  bodyExample: { email: "asha@example.com", password: "correct horse 1" },
  refusals: ["credentials_wrong", "account_unverified", "account_blocked"],
  answer: {
    schema: z.union([tokenAnswered, z.object({ message: z.string(), requires_otp_verification: z.literal(true), user_id: idAnswered })]),
    example: tokenExample,
  },
  async run({ body }, call) {
    const answer = await call.execute(signIn, body);
    if (answer.status === "signed_in") return tokenFor(call, answer.ticket);
    const hint = { requires_otp_verification: true as const, user_id: answer.userId };
    if (answer.purpose === "verify_email") refuse("account_unverified", { extra: hint });
    return { message: "We sent a code to your e-mail address. Enter it to finish signing in.", ...hint };
  },
});
