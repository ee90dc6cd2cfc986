"use server";

import { invest } from "@/lib/deposits/operations/invest";
import { serverAction } from "@/lib/platform/server-action";

export const investAction = serverAction(invest);
