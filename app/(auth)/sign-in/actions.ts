"use server";

import { signIn } from "@/lib/identity/operations/sign-in";
import { serverAction } from "@/lib/platform/server-action";

export const signInAction = serverAction(signIn);
