"use server";

import { resetPassword } from "@/lib/identity/operations/reset-password";
import { serverAction } from "@/lib/platform/server-action";

export const resetPasswordAction = serverAction(resetPassword);
