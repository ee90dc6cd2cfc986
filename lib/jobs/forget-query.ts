import { database } from "@/db/client";
import { hasForgettable } from "@/lib/platform/forgetting";
import { forgettableRecords } from "./forgettable-records";

/** Is anything over and still kept? */
export async function hasRecordsToForget(): Promise<boolean> {
  for (const { forgettable, before } of forgettableRecords()) if (await hasForgettable(database(), forgettable, before)) return true;
  return false;
}
