"use server";

import { register } from "@/lib/identity/operations/register";
import { serverAction } from "@/lib/platform/server-action";

export const registerAction = serverAction(register);
