"use server";

import { changePassword } from "@/lib/identity/operations/change-password";
import { signOut } from "@/lib/identity/operations/sign-out";
import { serverAction } from "@/lib/platform/server-action";

export const changePasswordAction = serverAction(changePassword);
export const signOutAction = serverAction(signOut);
