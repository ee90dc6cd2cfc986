"use server";

import { confirmSignIn } from "@/lib/identity/operations/confirm-sign-in";
import { resendCode } from "@/lib/identity/operations/resend-code";
import { verifyCode } from "@/lib/identity/operations/verify-code";
import { serverAction } from "@/lib/platform/server-action";

export const verifyCodeAction = serverAction(verifyCode);
export const confirmSignInAction = serverAction(confirmSignIn);
export const resendCodeAction = serverAction(resendCode);
