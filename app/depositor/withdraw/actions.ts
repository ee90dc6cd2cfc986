"use server";

import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { serverAction } from "@/lib/platform/server-action";

export const withdrawAction = serverAction(requestWithdrawal);
