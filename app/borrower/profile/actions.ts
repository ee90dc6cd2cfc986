"use server";

import { saveBorrowerDetails } from "@/lib/identity/operations/save-borrower-details";
import { serverAction } from "@/lib/platform/server-action";

export const saveBorrowerDetailsAction = serverAction(saveBorrowerDetails);
