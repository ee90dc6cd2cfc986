"use server";

import { signOut } from "@/lib/identity/operations/sign-out";
import { serverAction } from "@/lib/platform/server-action";

export const signOutAction = serverAction(signOut);
