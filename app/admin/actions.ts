"use server";

import { closeDay } from "@/lib/closing/operations/close-day";
import { signOut } from "@/lib/identity/operations/sign-out";
import { serverAction } from "@/lib/platform/server-action";

export const closeDayAction = serverAction(closeDay);
export const signOutAction = serverAction(signOut);
