"use server";

import { saveStrategy } from "@/lib/funding/operations/save-strategy";
import { serverAction } from "@/lib/platform/server-action";

export const saveStrategyAction = serverAction(saveStrategy);
