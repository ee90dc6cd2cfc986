"use server";

import { topUpFund } from "@/lib/catalog/operations/top-up-fund";
import { closeDay } from "@/lib/closing/operations/close-day";
import { signOut } from "@/lib/identity/operations/sign-out";
import { serverAction } from "@/lib/platform/server-action";

export const topUpFundAction = serverAction(topUpFund);
export const closeDayAction = serverAction(closeDay);
export const signOutAction = serverAction(signOut);
