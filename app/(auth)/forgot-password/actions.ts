"use server";

import { requestPasswordReset } from "@/lib/identity/operations/request-password-reset";
import { resetPassword } from "@/lib/identity/operations/reset-password";
import { serverAction } from "@/lib/platform/server-action";

export const requestPasswordResetAction = serverAction(requestPasswordReset);
export const resetPasswordAction = serverAction(resetPassword);
