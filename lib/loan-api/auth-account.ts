import { z } from "zod";
import { changePassword } from "@/lib/identity/operations/change-password";
import { requestPasswordReset } from "@/lib/identity/operations/request-password-reset";
import { resetPassword } from "@/lib/identity/operations/reset-password";
import { signOut } from "@/lib/identity/operations/sign-out";
import { getAccount } from "@/lib/identity/queries";
import { emailSent, otpSent } from "./auth-fields";
import { defineEndpoint } from "./dialect";
import { userAnswered, userExample, userOf } from "./user-answer";

/* What somebody does with a token or a lost password. */

const messageAnswered = z.object({ message: z.string() });

/** GET /api/auth/verify-token */
export const verifyTokenEndpoint = defineEndpoint({
  id: "verifyToken",
  method: "GET",
  path: "/api/auth/verify-token",
  tag: "Authentication",
  summary: "Ask whether a token is good",
  permission: "identity.get-account",
  answer: { schema: z.object({ valid: z.literal(true), user: userAnswered }), example: { valid: true, user: userExample } },
  run: async (_sent, call) => ({ valid: true as const, user: userOf(await call.read(getAccount)) }),
});

/** GET /api/auth/profile */
export const accountEndpoint = defineEndpoint({
  id: "getAccount",
  method: "GET",
  path: "/api/auth/profile",
  tag: "Authentication",
  summary: "Whose token this is",
  permission: "identity.get-account",
  answer: { schema: z.object({ user: userAnswered }), example: { user: userExample } },
  run: async (_sent, call) => ({ user: userOf(await call.read(getAccount)) }),
});

/** POST /api/auth/change-password */
export const changePasswordEndpoint = defineEndpoint({
  id: "changePassword",
  method: "POST",
  path: "/api/auth/change-password",
  tag: "Authentication",
  summary: "Choose another password",
  description: "Ends every other session and token of the account; this one goes on.",
  permission: "identity.change-password",
  body: z.object({
    current_password: z.string({ error: "Enter your current password." }),
    new_password: z.string({ error: "Choose a password." }),
  }),
  bodyExample: { current_password: "correct horse 1", new_password: "battery staple 2" },
  refusals: ["password_wrong"],
  answer: { schema: messageAnswered, example: { message: "Your password is changed." } },
  async run({ body }, call) {
    await call.execute(changePassword, { currentPassword: body.current_password, newPassword: body.new_password });
    return { message: "Your password is changed." };
  },
});

/** POST /api/auth/logout */
export const logoutEndpoint = defineEndpoint({
  id: "logout",
  method: "POST",
  path: "/api/auth/logout",
  tag: "Authentication",
  summary: "End this token",
  permission: "identity.sign-out",
  answer: { schema: messageAnswered, example: { message: "You are signed out." } },
  async run(_sent, call) {
    await call.execute(signOut, {});
    return { message: "You are signed out." };
  },
});

/** POST /api/auth/forgot-password */
export const forgotPasswordEndpoint = defineEndpoint({
  id: "forgotPassword",
  method: "POST",
  path: "/api/auth/forgot-password",
  tag: "Authentication",
  summary: "Ask for a code to choose a new password",
  description: "The answer is the same whether there is such an account or not.",
  permission: "identity.request-password-reset",
  body: z.object({ email: emailSent }),
  bodyExample: { email: "asha@example.com" },
  answer: { schema: messageAnswered, example: { message: "If there is an account with this address, a code is on its way to it." } },
  async run({ body }, call) {
    await call.execute(requestPasswordReset, body);
    return { message: "If there is an account with this address, a code is on its way to it." };
  },
});

/** POST /api/auth/reset-password */
export const resetPasswordEndpoint = defineEndpoint({
  id: "resetPassword",
  method: "POST",
  path: "/api/auth/reset-password",
  tag: "Authentication",
  summary: "Choose a new password with a code",
  description: "Ends every session and token of the account.",
  permission: "identity.reset-password",
  body: z.object({
    email: emailSent,
    otp_code: otpSent,
    new_password: z.string({ error: "Choose a password." }),
  }),
  bodyExample: { email: "asha@example.com", otp_code: "123456", new_password: "battery staple 2" },
  refusals: ["code_refused"],
  fields: { code: "otp_code" },
  answer: { schema: messageAnswered, example: { message: "Your new password is saved. Sign in with it." } },
  async run({ body }, call) {
    await call.execute(resetPassword, { email: body.email, code: body.otp_code, newPassword: body.new_password });
    return { message: "Your new password is saved. Sign in with it." };
  },
});
